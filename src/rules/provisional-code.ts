/**
 * « Un code donné par votre Caisse », « code provisoire »: what it is made of, how it is read and read out (norm RST-9, ASVS
 * 6.4.1). Sixteen symbols that differ by ear and by hand: of each pair that people confuse, in French, on the telephone or on
 * paper, one at the most is there (docs/decisions/0028). Sixteen symbols of four bits each: 64 bits, as many bytes as are
 * drawn, so every code is as likely as another.
 */

/**
 * By ear: of « bé cé dé gé pé té vé » none; « effe » without « esse », « emme » without « enne », no « ixe » beside « six », no
 * « a » beside « ka » and « ache ». By hand: no O, I, L, Q, S, Z, 0, 1 or 2.
 */
export const PROVISIONAL_CODE_ALPHABET = '3456789FHJKMRUWY';
export const PROVISIONAL_CODE_LENGTH = 16;
/** What a code is made from: two symbols a byte. */
export const PROVISIONAL_CODE_BYTES = PROVISIONAL_CODE_LENGTH / 2;

/** Said at once; or by post, which takes some of them. */
export const PROVISIONAL_CODE_DAYS = { told: 7, posted: 14 } as const;
export type CodeWay = keyof typeof PROVISIONAL_CODE_DAYS;

/** Canonical: sixteen capitals and figures, without separators. */
export type ProvisionalCode = string & { readonly __brand: 'ProvisionalCode' };

const GROUP_LENGTH = 4;
const TYPED_CHARACTERS_MAX = 64;
const SEPARATORS = /[\s\p{Pd}.]/gu;
const CODE_SHAPE = new RegExp(`^[${PROVISIONAL_CODE_ALPHABET}]{${PROVISIONAL_CODE_LENGTH}}$`);

/** What stands outside the alphabet and can only be meant for one that is in it: no two codes become one. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ['N', 'M'], // « enne » and « emme »
  ['B', '8'], // two bowls one above the other
  ['P', 'R'], // the leg forgotten
  ['1', '7'], // the French 1 has a long upstroke
  ['T', '7'], // a bar on a stem
]);

const WORDS: Readonly<Record<string, string>> = {
  3: 'trois',
  4: 'quatre',
  5: 'cinq',
  6: 'six',
  7: 'sept',
  8: 'huit',
  9: 'neuf',
  F: 'F comme François',
  H: 'H comme Henri',
  J: 'J comme Joseph',
  K: 'K comme Kléber',
  M: 'M comme Marcel',
  R: 'R comme Raoul',
  U: 'U comme Ursule',
  W: 'W comme William',
  Y: 'Y comme Yvonne',
};

/** @param bytes `PROVISIONAL_CODE_BYTES` random ones: each half byte is the rank of a symbol */
export function provisionalCodeFrom(bytes: Uint8Array): ProvisionalCode {
  if (bytes.length !== PROVISIONAL_CODE_BYTES)
    throw new RangeError(`a code is made of ${PROVISIONAL_CODE_BYTES} bytes`);
  const symbolOf = (rank: number) => PROVISIONAL_CODE_ALPHABET.charAt(rank);
  const symbols = Array.from(bytes, byte => symbolOf(byte >> 4) + symbolOf(byte & 15));
  return symbols.join('') as ProvisionalCode;
}

/** Whatever its case, spaces, hyphens and full stops. Undefined for what cannot be a code, as a password. */
export function readProvisionalCode(typed: string): ProvisionalCode | undefined {
  if (typed.length > TYPED_CHARACTERS_MAX) return undefined;
  const symbols = typed.normalize('NFKC').toUpperCase().replaceAll(SEPARATORS, '');
  const meant = Array.from(symbols, symbol => LOOK_ALIKES.get(symbol) ?? symbol).join('');
  return CODE_SHAPE.test(meant) ? (meant as ProvisionalCode) : undefined;
}

/** `['K7F3', 'M9RW', '4H8J', 'U6Y5']`: as it is shown and said. */
export function codeGroups(code: ProvisionalCode): string[] {
  return code.match(new RegExp(`.{${GROUP_LENGTH}}`, 'g')) ?? [];
}

/** One line a group: `K comme Kléber, sept, F comme François, trois`. */
export function spellOut(code: ProvisionalCode): string[] {
  return codeGroups(code).map(group => Array.from(group, symbol => WORDS[symbol]).join(', '));
}

const DAY_MS = 86_400_000;

export function codeExpiry(issuedAt: Date, way: CodeWay): Date {
  return new Date(issuedAt.getTime() + PROVISIONAL_CODE_DAYS[way] * DAY_MS);
}
