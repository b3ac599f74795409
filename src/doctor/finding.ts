/**
 * What one check of `renouveau doctor` found: a verdict, a sentence, and what to do about it. No sentence ever holds a
 * secret, nor what a mail server wrote, which may hold an address.
 */

/** unknown: nobody answered, so that nothing can be said. warning: it works, and could be better. */
export type Verdict = 'good' | 'warning' | 'bad' | 'unknown';

export type Finding = { check: CheckName; verdict: Verdict; sentence: string; advice?: string };

/** As a script reads them in `--json`. */
export type CheckName =
  | 'spf'
  | 'spf-adresse'
  | 'dkim'
  | 'dmarc'
  | 'dmarc-etiquettes'
  | 'dmarc-rapports'
  | 'alignement'
  | 'lettre'
  | 'envoi'
  | 'mx'
  | 'ptr'
  | 'relais'
  | 'relais-certificat'
  | 'relais-identifiants'
  | 'relais-delai'
  | 'site'
  | 'horloge';

/** What the name servers were asked for. */
const ASKED: Partial<Record<CheckName, string>> = {
  spf: 'SPF de',
  'spf-adresse': 'SPF de',
  dkim: 'DKIM,',
  dmarc: 'DMARC,',
  lettre: 'Lettre d’essai,',
  mx: 'Réception des mails de',
  ptr: 'Nom de l’adresse',
  site: 'Adresse du site',
};

/** What a check says when the name servers do not answer. */
export function noAnswer(check: CheckName, name: string): Finding {
  return {
    check,
    verdict: 'unknown',
    sentence: `${ASKED[check] ?? check} ${name}\u00a0: les serveurs de noms ne répondent pas.`,
    advice: 'Relancez dans quelques minutes, ou nommez d’autres serveurs de noms dans DNS_SERVERS.',
  };
}

const STRING_MAX = 255;

/** A line to publish, as a zone file has it: a long text is cut into strings of at most 255 characters. */
export function txtLine(name: string, text: string): string {
  const strings: string[] = [];
  for (let at = 0; at < text.length; at += STRING_MAX) strings.push(text.slice(at, at + STRING_MAX));
  return `${name}. IN TXT ${strings.map(string => `"${string}"`).join(' ')}`;
}
