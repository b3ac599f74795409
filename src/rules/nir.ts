/**
 * The social security number (NIR) of étapes 1 and 2: « Numéro de sécurité sociale * ». Reads what people type,
 * tells what is wrong with it, and never looks anything up. Only characters, length and key can be wrong:
 * provisional and migrant numbers, months 20–99, overseas and abroad exist (NIR-4). Sex, year and place are never
 * read out of the number (NIR-11). The help page « où trouver mon numéro » is elsewhere.
 */

declare const nirBrand: unique symbol;

/** The 13 canonical characters, without the key, Corsica's letter in upper case: always valid. */
export type Nir = string & { readonly [nirBrand]: true };

/** Every way a typed number can be wrong. `missing` and `digit` are what the sentence needs to say. */
export type NirFault =
  | { kind: 'empty' }
  | { kind: 'letterForDigit'; letter: string; digit: '0' | '1' }
  | { kind: 'badCharacter'; character: string }
  | { kind: 'tooShort'; missing: number }
  | { kind: 'missingKeyDigit' }
  | { kind: 'tooLong' }
  | { kind: 'misplacedLetter' }
  | { kind: 'wrongKey' }
  | { kind: 'wrongKeyOfTemporaryNumber' };

export type NirReading = { read: 'nir'; nir: Nir } | { read: 'fault'; fault: NirFault };

const MAX_TYPED_LENGTH = 100;
const NUMBER_LENGTH = 13;
const LENGTH_WITH_KEY = 15;

/**
 * Spaces of all kinds, invisible marks that come with a paste, dots, hyphens and dashes, slashes. Apostrophe and
 * underscore are not here: they are the unshifted 4 and 8 of a French keyboard, hence digits gone wrong.
 */
const SEPARATORS = /[\s\p{Cf}.\u00b7/\-\u2010-\u2015\u2212]/gu;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
const NUMBER_AND_KEY = /^(\d{5}(?:\d\d|2[AB])\d{6})(\d\d)?$/;
const VISIBLE = /^[\p{L}\p{N}\p{P}\p{S}]$/u;

/**
 * Reads a number as people type it (étape 2, NIR-1 to NIR-6): 13 characters, or 15 with the key, which is then
 * checked whatever the first digit. Nothing is guessed: a letter O is told, not changed.
 */
export function readNir(text: string): NirReading {
  if (text.length > MAX_TYPED_LENGTH) return faulty({ kind: 'tooLong' });
  const typed = withoutSeparators(text);
  const fault = characterFault(typed) ?? lengthFault(typed.length);
  return fault ? faulty(fault) : readNumberAndKey(typed.toUpperCase());
}

/** The key of a number, two digits from `01` to `97`: 97 − (number mod 97), 2A counted as 19 and 2B as 18 (NIR-6). */
export function keyOf(nir: Nir): string {
  const place = nir.slice(5, 7).replace('2A', '19').replace('2B', '18');
  const number = Number(nir.slice(0, 5) + place + nir.slice(7));
  return String(97 - (number % 97)).padStart(2, '0');
}

/** The French sentence shown under the field: what is wrong and what to do (NIR-7, RGAA 11.11). */
export function nirFaultSentence(fault: NirFault): string {
  switch (fault.kind) {
    case 'empty':
      return 'Saisissez votre numéro de sécurité sociale : 13 caractères, ou 15 avec la clé.';
    case 'letterForDigit':
      return `Votre numéro contient la lettre « ${fault.letter} » : saisissez le chiffre ${fault.digit} à la place.`;
    case 'badCharacter':
      return badCharacterSentence(fault.character);
    case 'tooShort':
      return `Le numéro de sécurité sociale comporte 13 caractères, ou 15 avec la clé : il en manque ${fault.missing}.`;
    case 'missingKeyDigit':
      return 'Vous avez saisi 14 caractères : il manque un chiffre à la clé. Saisissez les 15 caractères, ou seulement les 13 premiers.';
    case 'tooLong':
      return 'Le numéro de sécurité sociale comporte 13 caractères, ou 15 avec la clé : vous en avez saisi trop.';
    case 'misplacedLetter':
      return 'Les lettres A et B ne servent que pour la Corse : elles suivent un 2, à la 7e place. Vérifiez votre numéro.';
    case 'wrongKey':
      return 'La clé (les 2 derniers chiffres) ne correspond pas au numéro. Vérifiez les 15 caractères.';
    case 'wrongKeyOfTemporaryNumber':
      return 'La clé (les 2 derniers chiffres) ne correspond pas au numéro. Vérifiez les 15 caractères, ou saisissez seulement les 13 premiers caractères.';
  }
}

function faulty(fault: NirFault): NirReading {
  return { read: 'fault', fault };
}

function withoutSeparators(text: string): string {
  return text
    .replace(FULL_WIDTH, wide => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(SEPARATORS, '');
}

function characterFault(typed: string): NirFault | undefined {
  const character = /[^0-9ABab]/u.exec(typed)?.[0];
  if (character === undefined) return undefined;
  if (/[oO]/.test(character)) return { kind: 'letterForDigit', letter: character, digit: '0' };
  if (/[iIlL]/.test(character)) return { kind: 'letterForDigit', letter: character, digit: '1' };
  return { kind: 'badCharacter', character };
}

function lengthFault(length: number): NirFault | undefined {
  if (length === 0) return { kind: 'empty' };
  if (length < NUMBER_LENGTH) return { kind: 'tooShort', missing: NUMBER_LENGTH - length };
  if (length === NUMBER_LENGTH + 1) return { kind: 'missingKeyDigit' };
  return length > LENGTH_WITH_KEY ? { kind: 'tooLong' } : undefined;
}

function readNumberAndKey(characters: string): NirReading {
  const [, number, key] = NUMBER_AND_KEY.exec(characters) ?? [];
  if (number === undefined) return faulty({ kind: 'misplacedLetter' });
  const nir = number as Nir;
  return key === undefined || key === keyOf(nir) ? { read: 'nir', nir } : faulty(wrongKeyFault(nir));
}

/** First digits 3 to 8 are numbers being allocated, provisional or migrant: many were never given a key. */
function wrongKeyFault(nir: Nir): NirFault {
  return { kind: /^[3-8]/.test(nir) ? 'wrongKeyOfTemporaryNumber' : 'wrongKey' };
}

function badCharacterSentence(character: string): string {
  const allowed = 'Le numéro de sécurité sociale ne contient que des chiffres, et 2A ou 2B pour la Corse.';
  return VISIBLE.test(character)
    ? `${allowed} Remplacez ou retirez « ${character} ».`
    : `${allowed} Effacez votre numéro et saisissez-le de nouveau.`;
}

/** `2 85 07 75 990 999 80`: as it stands on a card, with its key. */
export function writtenNir(nir: Nir): string {
  const parts = /^(.)(..)(..)(..)(...)(...)$/.exec(nir)?.slice(1) ?? [nir];
  return [...parts, keyOf(nir)].join(' ');
}

/** `2 ** ** ** *** *** 80`: enough to see that it is the one that was asked for. */
export function maskNir(nir: Nir): string {
  const [first = '', ...rest] = writtenNir(nir).split(' ');
  const key = rest.pop();
  return [first, ...rest.map(part => '*'.repeat(part.length)), key].join(' ');
}
