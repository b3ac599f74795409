/**
 * The one table of what mail servers answer (norms FR-1 to FR-4, DSN-3): RFC 3463 and its registry at IANA, and what
 * Orange and La Poste (one family of codes), SFR, Outlook, Gmail and Yahoo add. From the most telling to the most
 * general: the first pattern that an answer matches explains it. A sentence says why, then whose turn it is; it does not
 * say whether the mail is tried again, which depends on what became of it.
 */

export type Explanation = {
  pattern: RegExp;
  sentence: string;
  /** The provider knows that nobody has this address. */
  isAddressDead?: true;
};

const TO_CORRECT = 'L’adresse est à vérifier, lettre par lettre.';
const OURS = 'C’est à nous de le corriger.';
const LATER = 'Cela passe souvent un peu plus tard.';

/** The last three figures of a mark of Orange or La Poste say what it is about. */
function ofOrangeOrLaPoste(codes: string): RegExp {
  return new RegExp(`\\b(?:OFR|OUK|LPN)\\S*(?:${codes})$`);
}

function either(...patterns: RegExp[]): RegExp {
  return new RegExp(patterns.map(pattern => pattern.source).join('|'));
}

export const EXPLANATIONS: readonly Explanation[] = [
  // The box is there, whatever else the answer says: Orange writes « 5.1.1 » for one that is full.
  {
    pattern: either(ofOrangeOrLaPoste('417'), /\b[45]\.2\.2\b|boîte-pleine/),
    sentence: 'La boîte mail est pleine. Il faut y faire de la place, puis refaire une demande.',
  },
  {
    pattern: either(ofOrangeOrLaPoste('420|426'), /\b5\.2\.1\b|boîte-fermée/),
    sentence: `La boîte mail est fermée, désactivée ou archivée par le fournisseur. ${TO_CORRECT}`,
  },
  {
    pattern: either(ofOrangeOrLaPoste('416|418'), /\b5\.1\.1\b|^5.*destinataire-inconnu/),
    sentence: `Cette adresse n’existe pas chez le fournisseur. ${TO_CORRECT}`,
    isAddressDead: true,
  },
  {
    pattern: /\b5\.1\.2\b/,
    sentence: `Ce qui suit le @ n’existe pas, ou ne reçoit pas de mails. ${TO_CORRECT}`,
    isAddressDead: true,
  },
  { pattern: /\b5\.1\.3\b/, sentence: `L’adresse est mal écrite. ${TO_CORRECT}`, isAddressDead: true },
  {
    pattern: /\b5\.1\.6\b/,
    sentence: `La boîte mail a déménagé sans laisser de nouvelle adresse. ${TO_CORRECT}`,
    isAddressDead: true,
  },
  {
    pattern: /\b5\.1\.10\b/,
    sentence: `Cette adresse n’existe pas, ou ne reçoit aucun mail. ${TO_CORRECT}`,
    isAddressDead: true,
  },
  {
    pattern: either(ofOrangeOrLaPoste('403|405|415'), /\b[45]\.1\.[78]\b/),
    sentence: `Le fournisseur refuse l’adresse d’expéditeur de nos mails. ${OURS}`,
  },
  { pattern: /\b5\.1\.\d/, sentence: `Le fournisseur n’accepte pas cette adresse. ${TO_CORRECT}` },
  {
    pattern: either(ofOrangeOrLaPoste('401|517'), /\b[45]\.7\.(?:2[0-4]|26|27|30|32|509|515)\b/),
    sentence: `Le fournisseur ne reconnaît pas la signature de nos mails (SPF, DKIM ou DMARC). ${OURS}`,
  },
  {
    pattern: /\b[45]\.7\.25\b/,
    sentence: `Le fournisseur ne retrouve pas le nom de notre serveur à partir de son adresse. ${OURS}`,
  },
  {
    pattern: /\b[45]\.7\.29\b/,
    sentence: `Le fournisseur demande une liaison protégée que notre serveur n’a pas établie. ${OURS}`,
  },
  {
    pattern: either(ofOrangeOrLaPoste('102'), /\bS31[45]0\b|\b5\.7\.(?:511|60[6-9]|6[1-4]\d)\b|liste-noire/),
    sentence: `Le fournisseur a mis notre serveur de mail sur sa liste de blocage. ${OURS}`,
  },
  {
    pattern: /\bTSS(?:09|11)\b/,
    sentence: `Yahoo refuse tous les mails de notre serveur jusqu’à nouvel ordre. ${OURS}`,
  },
  {
    pattern: /\bTSS\d\d\b/,
    sentence: `Yahoo freine nos mails\u00a0: trop d’envois, ou des plaintes de ses clients. ${LATER}`,
  },
  {
    pattern: /\bSFR_IN_\d\d\d\b/,
    sentence: 'SFR bloque les mails de notre serveur, d’ordinaire pendant deux heures.',
  },
  {
    pattern: /\bS775\b|\b4\.7\.650\b/,
    sentence: `Outlook freine nos mails\u00a0: notre serveur n’y a pas assez bonne réputation. ${LATER}`,
  },
  {
    pattern: ofOrangeOrLaPoste('104'),
    sentence: `Le fournisseur limite le nombre de connexions de notre serveur. ${LATER}`,
  },
  {
    pattern: either(ofOrangeOrLaPoste('514'), /\b[45]\.2\.3\b|\b[45]\.3\.4\b/),
    sentence: `Le fournisseur trouve ce mail trop gros. ${OURS}`,
  },
  {
    pattern: either(ofOrangeOrLaPoste('506|513'), /\bspam\b/),
    sentence: `Le fournisseur a pris ce mail pour un indésirable. ${OURS}`,
  },
  {
    pattern: /\b(?:OFR|OUK|LPN)/,
    sentence: `Le fournisseur (Orange ou La Poste) refuse nos mails pour le moment. ${LATER}`,
  },
  {
    pattern: /\b[45]\.7\.28\b|débit/,
    sentence: `Le fournisseur trouve que notre serveur lui écrit trop, ou trop vite. ${LATER}`,
  },
  {
    pattern: /^5.*boîte-indisponible/,
    sentence: `La boîte mail n’existe pas, ou le fournisseur n’y donne plus accès. ${TO_CORRECT}`,
  },
  {
    pattern: /\b4\.1\.\d/,
    sentence: `Le fournisseur n’a pas pu vérifier l’adresse pour le moment. ${LATER}`,
  },
  {
    pattern: /\b4\.2\.1\b/,
    sentence: `La boîte mail ne prend rien pour le moment\u00a0: elle est suspendue, ou reçoit trop de mails. ${LATER}`,
  },
  { pattern: /\b[45]\.2\.\d/, sentence: 'La boîte mail n’a pas pris ce mail.' },
  { pattern: /\b[45]\.3\.\d/, sentence: `Le serveur du fournisseur est en panne ou en travaux. ${LATER}` },
  {
    pattern: /^550 5\.4\.1\b/,
    sentence: `Le fournisseur refuse cette adresse\u00a0: il ne la connaît sans doute pas. ${TO_CORRECT}`,
  },
  {
    pattern: /\b[45]\.4\.[34]\b/,
    sentence: `Le serveur qui reçoit les mails de cette adresse est introuvable\u00a0: ce qui suit le @ est peut-être mal écrit. ${TO_CORRECT}`,
  },
  {
    pattern: /\b[45]\.4\.6\b/,
    sentence: `Le mail tourne en rond entre deux serveurs, sans doute à cause d’un renvoi automatique de la boîte. ${TO_CORRECT}`,
  },
  {
    pattern: /\b[45]\.4\.7\b/,
    sentence:
      'Le fournisseur n’a pas pris le mail à temps. Une nouvelle demande peut être faite un peu plus tard.',
  },
  { pattern: /\b[45]\.4\.\d/, sentence: `Le serveur du fournisseur ne répond pas bien. ${LATER}` },
  { pattern: /\b[45]\.5\.\d/, sentence: `Le fournisseur n’a pas compris notre serveur de mail. ${OURS}` },
  { pattern: /\b[45]\.6\.\d/, sentence: `Le fournisseur n’a pas su lire ce mail. ${OURS}` },
  {
    pattern: /^(?:535|EAUTH)|\b5\.7\.8\b/,
    sentence: `Notre serveur de mail ne nous reconnaît pas. ${OURS}`,
  },
  {
    pattern: /\b5\.7\.\d/,
    sentence: `Le fournisseur refuse ce mail par sa règle contre les indésirables. ${OURS}`,
  },
  {
    pattern: /\b4\.7\.\d|^451/,
    sentence: `Le fournisseur fait patienter les mails qu’il ne connaît pas. ${LATER}`,
  },
  { pattern: /^421/, sentence: `Le serveur de mail ne prend pas nos mails en ce moment. ${LATER}` },
  {
    pattern: /^[45]52/,
    sentence: 'Le fournisseur manque de place pour ce mail\u00a0: la boîte mail est sans doute pleine.',
  },
  {
    pattern: /^55[013]/,
    sentence: `Le fournisseur refuse ce mail\u00a0: l’adresse est peut-être fausse ou fermée. ${TO_CORRECT}`,
  },
  { pattern: /^5/, sentence: 'Le fournisseur refuse ce mail.' },
  { pattern: /^4/, sentence: `Le fournisseur n’a pas pris le mail pour le moment. ${LATER}` },
  { pattern: /^2/, sentence: 'Le serveur de mail l’a accepté.' },
  {
    pattern: /^ETLS/,
    sentence: `La liaison protégée avec notre serveur de mail ne s’établit pas. ${OURS}`,
  },
  { pattern: /^E/, sentence: `Notre serveur de mail ne répond pas. ${OURS}` },
];
