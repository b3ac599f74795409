/**
 * Each mail server of SMTP_URL (norms ML-12, ML-15): it answers, over a line that is encrypted and whose certificate
 * holds, it takes our password, and it says whether it can be told a deadline.
 */
import type { Desk } from './desk.ts';
import type { Finding } from './finding.ts';
import { type RelayLine, type RelayLogin, type RelayVisit, visitRelay } from './relay-visit.ts';

const DAY_MS = 86_400_000;
const CERTIFICATE_DAYS_MIN = 21;
const OLD_VERSIONS = new Set(['SSLv3', 'TLSv1', 'TLSv1.1']);

export async function checkRelays(desk: Desk): Promise<Finding[]> {
  const { relayUrls, tls } = desk.config.mail;
  const visits = relayUrls.map(async url => judgeVisit(desk, nameOf(url), await visitRelay(url, tls)));
  return (await Promise.all(visits)).flat();
}

/** The URL holds a password: nothing is shown of it but where the server is. */
function nameOf(url: string): string {
  return new URL(url).host;
}

function judgeVisit(desk: Desk, name: string, visit: RelayVisit): Finding[] {
  if (visit.visit === 'failed') return [judgeFailure(name, visit)];
  return [
    judgeLine(name, visit.line),
    ...judgeCertificate(desk, name, visit.line),
    judgeLogin(name, visit.login),
    judgeDeadline(name, visit.knowsDeadlines),
  ];
}

type Failure = Extract<RelayVisit, { visit: 'failed' }>;

const RENEW = 'Installez sur le relais un certificat en règle, à son nom et avec toute sa chaîne.';
const OWN_AUTHORITY = `${RENEW} Si l’autorité est la vôtre, nommez son certificat dans NODE_EXTRA_CA_CERTS.`;

const FAILURES: readonly { fault: RegExp; because: string; advice: string }[] = [
  {
    fault: /DEPTH_ZERO_SELF_SIGNED/,
    because: 'son certificat est signé par lui-même',
    advice: OWN_AUTHORITY,
  },
  {
    fault: /SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO|ISSUER|CERT_UNTRUSTED/,
    because: 'l’autorité de son certificat n’est pas connue',
    advice: OWN_AUTHORITY,
  },
  { fault: /CERT_HAS_EXPIRED/, because: 'son certificat est périmé', advice: RENEW },
  {
    fault: /ALTNAME/,
    because: 'son certificat est à un autre nom',
    advice: `${RENEW} Ou corrigez SMTP_URL.`,
  },
  { fault: /^CERT_/, because: 'son certificat n’est pas valable', advice: RENEW },
  {
    fault: /SSL|TLS|EPROTO/,
    because: 'la liaison protégée ne s’établit pas',
    advice:
      'Vérifiez que le port et le début de l’adresse vont ensemble (smtps:// et 465, smtp:// et 587), et que le relais connaît TLS 1.2.',
  },
  {
    fault: /ECONNREFUSED/,
    because: 'rien n’écoute à cette adresse',
    advice: 'Vérifiez SMTP_URL, et que le relais est démarré.',
  },
  { fault: /EDNS|ENOTFOUND/, because: 'son nom n’existe pas', advice: 'Vérifiez SMTP_URL.' },
];

function judgeFailure(name: string, { fault, wasStartTls }: Failure): Finding {
  const bad = (because: string, advice: string): Finding => ({
    check: 'relais',
    verdict: 'bad',
    sentence: `Relais ${name}\u00a0: aucun mail ne peut partir par lui, ${because}.`,
    advice,
  });
  if (wasStartTls && fault === 'ETLS') {
    return bad(
      'il ne propose pas de liaison protégée (STARTTLS)',
      'Faites-la ouvrir sur le relais. À défaut, et sur un réseau sûr seulement\u00a0: SMTP_TLS=optional.',
    );
  }
  const known = FAILURES.find(failure => failure.fault.test(fault));
  if (known !== undefined) return bad(known.because, known.advice);
  return bad(
    `il ne répond pas (${fault})`,
    'Vérifiez SMTP_URL, et que le pare-feu laisse sortir vers ce port.',
  );
}

function judgeLine(name: string, line: RelayLine): Finding {
  const found = (verdict: Finding['verdict'], says: string, advice?: string): Finding => ({
    check: 'relais',
    verdict,
    sentence: `Relais ${name}\u00a0: ${says}`,
    ...(advice !== undefined && { advice }),
  });
  if (line.line === 'clear') {
    return found(
      'warning',
      'la liaison n’est pas protégée, les liens y passent en clair.',
      'Demandez STARTTLS sur le relais et laissez SMTP_TLS=required.',
    );
  }
  if (!line.isCertificateChecked) {
    return found(
      'bad',
      'la liaison est protégée, mais le certificat n’est pas vérifié\u00a0: un autre peut se faire passer pour lui.',
      `Retirez NODE_TLS_REJECT_UNAUTHORIZED de l’environnement. ${OWN_AUTHORITY}`,
    );
  }
  if (OLD_VERSIONS.has(line.version)) {
    return found(
      'bad',
      `la liaison est protégée par ${line.version}, trop ancien.`,
      'Demandez TLS 1.2 ou 1.3 sur le relais, et retirez «\u00a0tls.minVersion\u00a0» de SMTP_URL.',
    );
  }
  return found('good', `il répond, la liaison est protégée (${line.version}), le certificat est vérifié.`);
}

function judgeCertificate({ world }: Desk, name: string, line: RelayLine): Finding[] {
  if (line.line === 'clear') return [];
  const days = Math.floor((line.certificateEnd.getTime() - world.now().getTime()) / DAY_MS);
  const isSoon = days < CERTIFICATE_DAYS_MIN;
  return [
    {
      check: 'relais-certificat',
      verdict: isSoon ? (days < 0 ? 'bad' : 'warning') : 'good',
      sentence: `Relais ${name}\u00a0: le certificat ${days < 0 ? 'est périmé' : `est valable encore ${days} jours`}.`,
      ...(isSoon && { advice: 'Faites-le renouveler\u00a0: passé ce délai, plus aucun mail ne part.' }),
    },
  ];
}

function judgeLogin(name: string, login: RelayLogin): Finding {
  const found = (verdict: Finding['verdict'], says: string, advice?: string): Finding => ({
    check: 'relais-identifiants',
    verdict,
    sentence: `Relais ${name}\u00a0: ${says}`,
    ...(advice !== undefined && { advice }),
  });
  switch (login.login) {
    case 'accepted':
      return found('good', 'le nom et le mot de passe sont acceptés.');
    case 'notAsked':
      return found(
        'good',
        'SMTP_URL ne donne pas de mot de passe, c’est à son adresse que le relais nous reconnaît.',
      );
    case 'refused':
      return found(
        'bad',
        `le nom ou le mot de passe est refusé (${login.answer}).`,
        'Corrigez-les dans SMTP_URL\u00a0; les signes particuliers s’y écrivent en %XX (@ devient %40).',
      );
    default:
      return login satisfies never;
  }
}

/** For information: few relays have it (RFC 2852), and none is worse for it. */
function judgeDeadline(name: string, knowsDeadlines: boolean): Finding {
  if (knowsDeadlines) {
    return {
      check: 'relais-delai',
      verdict: 'good',
      sentence: `Relais ${name}\u00a0: il accepte qu’on lui dise jusqu’à quand remettre un mail (DELIVERBY).`,
    };
  }
  return {
    check: 'relais-delai',
    verdict: 'good',
    sentence: `Relais ${name}\u00a0: il n’annonce pas DELIVERBY, comme la plupart.`,
    advice:
      'Réglez-y la durée de sa file d’attente à 30\u00a0minutes au plus pour ces mails\u00a0: après, le lien est mort.',
  };
}
