/**
 * The mail address of étape 2: « Adresse mail associée à votre compte ameli * », and the masked address of étape 3:
 * « Le mail a bien été envoyé à t***@t***.com ». Deliberately stricter than the RFCs: no quotes, comments or routes,
 * where address parsers have been fooled (ATK-24), and ASCII only, where letter cases collide (ATK-12).
 */

declare const mailAddressBrand: unique symbol;

/** A strict ASCII address, spelt as it was typed or stored: always valid. Compare with `sameMailAddress`. */
export type MailAddress = string & { readonly [mailAddressBrand]: true };

/** Every way a typed address can be wrong, in the order they are looked for. */
export type MailAddressFault =
  | { kind: 'empty' }
  | { kind: 'tooLong' }
  | { kind: 'spaceInside' }
  | { kind: 'noAtSign' }
  | { kind: 'severalAtSigns' }
  | { kind: 'nothingBeforeAtSign' }
  | { kind: 'nothingAfterAtSign' }
  | { kind: 'badCharacter'; character: string }
  | { kind: 'nonAsciiDomain'; character: string }
  | { kind: 'misplacedDot' }
  | { kind: 'noDotInDomain' }
  | { kind: 'badDomain' };

export type MailAddressReading =
  | { read: 'address'; address: MailAddress }
  | { read: 'fault'; fault: MailAddressFault };

const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;
const MAX_TYPED_LENGTH = 1000;
const EXAMPLE = 'par exemple : prenom.nom@exemple.fr';
const NOT_IN_LOCAL_PART = /[^A-Za-z0-9.!#$%&'*+/=?^_{}~-]/u;
const NOT_IN_DOMAIN = /[^A-Za-z0-9.-]/u;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const LAST_LABEL = /^[A-Za-z].*[A-Za-z0-9]$/;
const VISIBLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

/**
 * Reads an address as typed (étape 2) or as given at registration: trimmed, otherwise kept as it is spelt. Limits:
 * 254 characters, 64 before the @, 63 a label (RFC 5321). A trailing dot is not forgiven: it is another spelling.
 */
export function readMailAddress(text: string): MailAddressReading {
  const fault = text.length > MAX_TYPED_LENGTH ? { kind: 'tooLong' as const } : addressFault(text.trim());
  return fault ? { read: 'fault', fault } : { read: 'address', address: text.trim() as MailAddress };
}

/** The French sentence shown under the field: what is wrong and what to do (RGAA 11.11). */
export function mailAddressFaultSentence(fault: MailAddressFault): string {
  switch (fault.kind) {
    case 'empty':
      return `Saisissez votre adresse mail, ${EXAMPLE}`;
    case 'tooLong':
      return 'Votre adresse mail est trop longue. Vérifiez que vous n’avez saisi qu’une adresse.';
    case 'spaceInside':
      return 'Votre adresse mail contient un espace : retirez-le, et ne saisissez qu’une adresse.';
    case 'noAtSign':
      return `Il manque le signe @ dans votre adresse mail, ${EXAMPLE}`;
    case 'severalAtSigns':
      return 'Votre adresse mail contient plusieurs signes @ : n’en gardez qu’un, et ne saisissez qu’une adresse.';
    case 'nothingBeforeAtSign':
      return `Il manque le début de votre adresse mail, avant le signe @, ${EXAMPLE}`;
    case 'nothingAfterAtSign':
      return `Il manque la fin de votre adresse mail, après le signe @, ${EXAMPLE}`;
    case 'badCharacter':
      return badCharacterSentence(fault.character);
    case 'nonAsciiDomain':
      return `Après le signe @, « ${fault.character} » n’est pas accepté : saisissez la fin de l’adresse sans accent, ou une autre adresse.`;
    case 'misplacedDot':
      return 'Vérifiez les points de votre adresse mail : il y en a un en double, au début ou à la fin.';
    case 'noDotInDomain':
      return `La fin de votre adresse mail est incomplète : après le signe @, il faut un point, ${EXAMPLE}`;
    case 'badDomain':
      return `Vérifiez la fin de votre adresse mail, après le signe @, ${EXAMPLE}`;
  }
}

/** Whether two addresses are one: upper and lower ASCII letters alike, nothing else folded (ATK-12, ATK-13). */
export function sameMailAddress(one: MailAddress, other: MailAddress): boolean {
  return canonicalMailAddress(one) === canonicalMailAddress(other);
}

/** The spelling to count and index by: A–Z lowered one by one, because Unicode case mapping makes letters collide. */
export function canonicalMailAddress(address: MailAddress): string {
  return address.replace(/[A-Z]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 32));
}

/** `t***@t***.com`: first letters and last label; always three stars, so that no length is told (étape 3). */
export function maskMailAddress(address: MailAddress): string {
  const [local = '', domain = ''] = address.split('@');
  return `${local.slice(0, 1)}***@${domain.slice(0, 1)}***${domain.slice(domain.lastIndexOf('.'))}`;
}

function addressFault(typed: string): MailAddressFault | undefined {
  if (typed === '') return { kind: 'empty' };
  if (/\s/.test(typed)) return { kind: 'spaceInside' };
  const [local = '', domain, ...rest] = typed.split('@');
  if (domain === undefined) return { kind: 'noAtSign' };
  if (rest.length > 0) return { kind: 'severalAtSigns' };
  if (typed.length > MAX_LENGTH) return { kind: 'tooLong' };
  return localPartFault(local) ?? domainFault(domain);
}

function localPartFault(local: string): MailAddressFault | undefined {
  if (local === '') return { kind: 'nothingBeforeAtSign' };
  const character = NOT_IN_LOCAL_PART.exec(local)?.[0];
  if (character !== undefined) return { kind: 'badCharacter', character };
  if (local.split('.').includes('')) return { kind: 'misplacedDot' };
  return local.length > MAX_LOCAL_LENGTH ? { kind: 'tooLong' } : undefined;
}

function domainFault(domain: string): MailAddressFault | undefined {
  if (domain === '') return { kind: 'nothingAfterAtSign' };
  const character = NOT_IN_DOMAIN.exec(domain)?.[0];
  if (character !== undefined) return domainCharacterFault(character);
  return labelsFault(domain.split('.'));
}

function domainCharacterFault(character: string): MailAddressFault {
  return { kind: /\p{L}/u.test(character) ? 'nonAsciiDomain' : 'badCharacter', character };
}

/** The last label starts with a letter and has two characters or more: `a@192.0.2.1` and `a@exemple.f` are refused. */
function labelsFault(labels: string[]): MailAddressFault | undefined {
  if (labels.includes('')) return { kind: 'misplacedDot' };
  if (labels.length < 2) return { kind: 'noDotInDomain' };
  const sound = labels.every(label => LABEL.test(label)) && LAST_LABEL.test(labels.at(-1) ?? '');
  return sound ? undefined : { kind: 'badDomain' };
}

function badCharacterSentence(character: string): string {
  return VISIBLE.test(character)
    ? `Votre adresse mail ne peut pas contenir « ${character} » : remplacez ou retirez ce caractère.`
    : 'Votre adresse mail contient un caractère qui ne se voit pas : effacez-la et saisissez-la de nouveau.';
}
