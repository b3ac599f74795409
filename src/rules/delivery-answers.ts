/**
 * What a mail server's answer means, in a sentence that an agent can read out (norms DSN-2, DSN-3, FR-1 to FR-3). An
 * answer is kept without its text, which may hold an address: the three figures of RFC 5321, the status of RFC 3463
 * when there is one, a provider's own mark when it is known, or the name of a fault of the line.
 */

/** For instance `250`, `451 4.7.1`, `421 OFR004_104`, `ETIMEDOUT`. */
export type DeliveryAnswer = string;

const STATUS = /\b([245]\.\d{1,3}\.\d{1,3})\b/;
const PROVIDER_MARK = /\b(OFR_?\d{3}(?:_\d{3})?|LPN\d{3}_\d{3})\b/;

/** Keeps of an answer what explains it and nothing that names somebody. */
export function readDeliveryAnswer(answer: {
  code?: number | undefined;
  text?: string | undefined;
  fault?: string | undefined;
}): DeliveryAnswer {
  if (answer.code === undefined) return answer.fault ?? 'inconnue';
  const text = answer.text ?? '';
  const marks = [STATUS.exec(text)?.[1], PROVIDER_MARK.exec(text)?.[1]];
  return [String(answer.code), ...marks].filter(mark => mark !== undefined).join(' ');
}

/** The first pattern that an answer matches explains it: from the most telling to the most general. */
const EXPLANATIONS: readonly { pattern: RegExp; sentence: string }[] = [
  {
    pattern: /OFR_?004_104/,
    sentence: 'Orange limite le nombre de connexions\u00a0: le mail est réessayé un peu plus tard.',
  },
  { pattern: /OFR/, sentence: 'Orange refuse pour le moment\u00a0: le mail est souvent accepté plus tard.' },
  { pattern: /LPN/, sentence: 'La Poste refuse pour le moment\u00a0: le mail est réessayé plus tard.' },
  {
    pattern: /\b5\.1\.[1236]\b/,
    sentence: 'Cette adresse n’existe pas chez le fournisseur\u00a0: il faut la corriger.',
  },
  { pattern: /\b5\.1\.\d/, sentence: 'L’adresse n’est pas bonne\u00a0: il faut la corriger.' },
  { pattern: /\b5\.2\.1\b/, sentence: 'La boîte mail est fermée ou désactivée.' },
  { pattern: /\b[45]\.2\.2\b/, sentence: 'La boîte mail est pleine\u00a0: il faut y faire de la place.' },
  {
    pattern: /\b5\.7\.(26|515|23|20)\b/,
    sentence: 'Le fournisseur ne reconnaît pas la signature de nos mails\u00a0: c’est à nous de la corriger.',
  },
  { pattern: /\b5\.7\./, sentence: 'Le fournisseur refuse ce mail par sa règle contre les indésirables.' },
  {
    pattern: /\b4\.7\.|^451/,
    sentence: 'Le fournisseur fait patienter les mails qu’il ne connaît pas\u00a0: le mail est réessayé.',
  },
  {
    pattern: /^421/,
    sentence: 'Le fournisseur reçoit trop de mails en ce moment\u00a0: le mail est réessayé.',
  },
  {
    pattern: /^55[023]/,
    sentence: 'Le fournisseur refuse ce mail\u00a0: l’adresse est sans doute fausse ou fermée.',
  },
  { pattern: /^5/, sentence: 'Le fournisseur refuse ce mail.' },
  { pattern: /^4/, sentence: 'Le fournisseur n’a pas pris le mail pour le moment\u00a0: il est réessayé.' },
  { pattern: /^2/, sentence: 'Le fournisseur a accepté le mail.' },
  {
    pattern: /^EAUTH/,
    sentence: 'Notre serveur de mail ne nous reconnaît pas\u00a0: c’est à nous de le corriger.',
  },
  {
    pattern: /^ETLS/,
    sentence:
      'La liaison protégée avec notre serveur de mail ne s’établit pas\u00a0: c’est à nous de le corriger.',
  },
  { pattern: /^E/, sentence: 'Notre serveur de mail ne répond pas\u00a0: le mail est réessayé.' },
];

const UNKNOWN = 'La réponse du fournisseur n’est pas connue.';

export function explainDelivery(answer: DeliveryAnswer): string {
  return EXPLANATIONS.find(({ pattern }) => pattern.test(answer))?.sentence ?? UNKNOWN;
}
