/**
 * What is kept of a mail server's answer, and what it means in a sentence that an agent can read out (norms DSN-2,
 * DSN-3). An answer may hold an address, so none of its text is kept: only the three figures of RFC 5321, the status of
 * RFC 3463, a mark that a provider is known to write, one word of ours for what the text says, or the name of a fault
 * of the line. The meanings are in `delivery-explanations.ts`.
 */
import { EXPLANATIONS } from './delivery-explanations.ts';

/** For instance `250`, `451 4.7.1`, `421 OFR004_104`, `550 destinataire-inconnu`, `ETIMEDOUT`. */
export type DeliveryAnswer = string;

/** Subjects go to 7: neither an IP address nor the version of a program looks like one. */
const STATUS = /(?<![\d.])([245]\.[0-7]\.\d{1,3})(?!\.?\d)/;
/** Orange and La Poste, SFR, Outlook, Yahoo. */
const PROVIDER_MARK = /\b((?:OFR|OUK|LPN)_?\d{3}(?:[_-]\d{3})?|SFR_IN_\d{3}|S3140|S3150|S775|TSS\d{2})\b/i;
/** A status that says next to nothing: then the text has more to say. */
const VAGUE_STATUS = /^\d\.(?:\d\.0|7\.1)$/;

/** What providers write without a mark of their own. The first that is found counts. */
const WORDS: readonly { word: string; pattern: RegExp }[] = [
  { word: 'débit', pattern: /too many|trop de |rate.?limit|too quickly|slow down|unexpected volume/i },
  {
    word: 'boîte-pleine',
    pattern:
      /over ?quota|quota exceeded|(?:mailbox|inbox) (?:is )?(?:full|out of storage)|bo[iî]te.{0,30}pleine/i,
  },
  {
    word: 'boîte-fermée',
    pattern: /(?:mailbox|account|user|compte|bo[iî]te).{0,40}(?:disabled|inactive|suspended|d[ée]sactiv)/i,
  },
  {
    word: 'destinataire-inconnu',
    pattern:
      /user unknown|unknown (?:user|recipient)|no such (?:user|recipient|mailbox)|(?:user|recipient|mailbox|account)\b.{0,40}(?:not found|does(?: not|n.t) exist)|doesn.t have an? \S{1,80} account|recip\w{0,40}notfound|(?:utilisateur|destinataire|adresse|bo[iî]te)\b.{0,40}(?:inconnue?\b|n.existe pas)/i,
  },
  { word: 'boîte-indisponible', pattern: /mailbox unavailable/i },
  { word: 'liste-noire', pattern: /block ?list|black ?list|liste noire|spamhaus|blocked using/i },
  { word: 'spam', pattern: /spam|unsolicited|ind[ée]sirable|content rejected/i },
];

/** Keeps of an answer what explains it and nothing that names somebody. */
export function readDeliveryAnswer(answer: {
  code?: number | undefined;
  text?: string | undefined;
  fault?: string | undefined;
}): DeliveryAnswer {
  const { code, text = '', fault } = answer;
  if (code === undefined && fault !== undefined) return fault;
  const status = STATUS.exec(text)?.[1];
  const mark = PROVIDER_MARK.exec(text)?.[1]?.toUpperCase() ?? wordFor(text, { code, status });
  return [code, status, mark].filter(part => part !== undefined).join(' ') || 'inconnue';
}

function wordFor(
  text: string,
  { code, status }: { code: number | undefined; status: string | undefined },
): string | undefined {
  const isRefusal = /^[45]/.test(String(code ?? status));
  if (!isRefusal || (status !== undefined && !VAGUE_STATUS.test(status))) return undefined;
  return WORDS.find(({ pattern }) => pattern.test(text))?.word;
}

/** The provider knows that nobody has this address: not that its box is full, closed, or shut to us. */
export function saysAddressIsDead(answer: DeliveryAnswer): boolean {
  return explanationOf(answer)?.isAddressDead ?? false;
}

const UNKNOWN = 'La réponse du fournisseur n’est pas connue.';

export function explainDelivery(answer: DeliveryAnswer): string {
  return explanationOf(answer)?.sentence ?? UNKNOWN;
}

function explanationOf(answer: DeliveryAnswer) {
  return EXPLANATIONS.find(({ pattern }) => pattern.test(answer));
}
