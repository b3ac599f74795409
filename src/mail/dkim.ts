/**
 * Signs a finished message with DKIM (norms DKIM-1, DKIM-2): RFC 6376 relaxed/relaxed, RSA and Ed25519 (RFC 8463), as
 * many signatures as there are keys. Why it is ours: docs/decisions/0014. Bytes are read as latin1, one character each,
 * so that none is lost; white space is space and tab alone, since \s and trim() also take 0xa0, half of an « à ».
 */
import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';

/** `selector._domainkey.domain` is where receivers look for the public half. Key: RSA of 2048 bits or more, or Ed25519. */
export type DkimKey = { domain: string; selector: string; privateKey: KeyObject };

const RSA_BITS_MIN = 2048;
const COLUMNS_MAX = 76;

/**
 * Every field of these names is signed, and one more that is not there: who adds one later breaks the signature.
 * These, even when there is none at all.
 */
const ALWAYS_SIGNED = ['from', 'to', 'cc', 'reply-to', 'subject'];
/** And these, when there is at least one: relays add them to mails that lack them. */
const SIGNED_IF_THERE =
  'date message-id mime-version content-type content-transfer-encoding auto-submitted feedback-id'.split(' ');

type Field = { name: string; relaxed: string };

/**
 * @param message as it will be sent, but for its line ends: CR and LF are CRLF here, as the SMTP transport sends them
 * @returns one `DKIM-Signature: …\r\n` a key, to stand before the message; empty without keys
 */
export function dkimHeaders(message: Buffer, keys: readonly DkimKey[], signedAt: Date): string {
  const { fields, body } = takeApart(message);
  const names = namesToSign(fields);
  const signed = [...new Set(names)].flatMap(name => bottomUp(fields, name));
  const bodyHash = sha256(relaxBody(body)).toString('base64');
  return keys
    .map(key => {
      const unsigned = unsignedHeader(key, { names, bodyHash, signedAt });
      const data = [...signed, relaxField(unsigned)].map(field => field.relaxed).join('\r\n');
      return `${unsigned}${foldSignature(signData(key, data))}\r\n`;
    })
    .join('');
}

/** The text of the TXT record for `selector._domainkey.domain`; DNS wants it cut into strings of at most 255 bytes. */
export function dkimRecord(key: DkimKey): string {
  const type = typeOf(key);
  const der = createPublicKey(key.privateKey).export({ format: 'der', type: 'spki' });
  const published = type === 'ed25519' ? der.subarray(-32) : der;
  return `v=DKIM1; k=${type}; p=${published.toString('base64')}`;
}

/** Thrown, not told: the settings are checked where they are read. */
function typeOf({ domain, selector, privateKey }: DkimKey): 'rsa' | 'ed25519' {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = privateKey;
  if (type === 'ed25519') return type;
  if (type === 'rsa' && (details?.modulusLength ?? 0) >= RSA_BITS_MIN) return type;
  throw new Error(`DKIM key ${selector}._domainkey.${domain} is neither Ed25519 nor long enough RSA`);
}

function takeApart(message: Buffer): { fields: Field[]; body: string } {
  const text = message.toString('latin1').replace(/\r\n?|\n/g, '\r\n');
  const [head = ''] = text.split('\r\n\r\n', 1);
  const fields = head.split(/\r\n(?![ \t])/).filter(field => field !== '');
  return { fields: fields.map(relaxField), body: text.slice(head.length + 4) };
}

/** RFC 6376, 3.4.2. */
function relaxField(field: string): Field {
  const text = relaxSpaces(field.replaceAll('\r\n', ''));
  const colon = text.indexOf(':');
  const name = text.slice(0, colon).replace(/ $/, '').toLowerCase();
  return { name, relaxed: `${name}:${text.slice(colon + 1).replace(/^ | $/g, '')}` };
}

/** RFC 6376, 3.4.4. A body of blank lines is an empty one. */
function relaxBody(body: string): string {
  const text = relaxSpaces(`${body}\r\n`).replaceAll(' \r\n', '\r\n');
  let end = text.length;
  while (text.endsWith('\r\n', end)) end -= 2;
  return end === 0 ? '' : `${text.slice(0, end)}\r\n`;
}

const relaxSpaces = (text: string) => text.replace(/[ \t]+/g, ' ');

function namesToSign(fields: readonly Field[]): string[] {
  const there = SIGNED_IF_THERE.filter(name => fields.some(field => field.name === name));
  return [...ALWAYS_SIGNED, ...there].flatMap(name => [name, ...bottomUp(fields, name).map(() => name)]);
}

/** RFC 6376, 5.4.2: of several fields of one name, the last comes first. */
const bottomUp = (fields: readonly Field[], name: string) =>
  fields.filter(field => field.name === name).reverse();

type Tags = { names: readonly string[]; bodyHash: string; signedAt: Date };

function unsignedHeader(key: DkimKey, { names, bodyHash, signedAt }: Tags): string {
  const head = `DKIM-Signature: v=1; a=${typeOf(key)}-sha256; c=relaxed/relaxed; d=${key.domain}; s=${key.selector};`;
  const time = `t=${Math.floor(signedAt.getTime() / 1000)};`;
  const words = `${head} ${time} h=${names.join(': ')}; bh=${bodyHash};`.split(' ');
  return `${words.reduce(foldWord)}\r\n b=`;
}

function foldWord(folded: string, word: string): string {
  const column = folded.length - (folded.lastIndexOf('\n') + 1);
  return `${folded}${column + 1 + word.length > COLUMNS_MAX ? '\r\n' : ''} ${word}`;
}

/** What follows ` b=`, in pieces that end where a line does. */
function foldSignature(signature: Buffer): string {
  const pieces = `b=${signature.toString('base64')}`.match(/.{1,75}/g) ?? [];
  return pieces.join('\r\n ').slice('b='.length);
}

/** RFC 8463, 3: Ed25519 signs the hash of the data, RSA the data. */
function signData(key: DkimKey, data: string): Buffer {
  if (typeOf(key) === 'ed25519') return sign(null, sha256(data), key.privateKey);
  return sign('sha256', Buffer.from(data, 'latin1'), key.privateKey);
}

const sha256 = (latin1: string) => createHash('sha256').update(latin1, 'latin1').digest();
