/**
 * The sixteen symbols of a code, how a code is drawn from random bytes, and how what a person typed is read.
 * One symbol of each look-alike class (no zero, no letter O, no 1, I or L), and the ones least confused by ear
 * in French. Sixteen symbols are four bits each: three bytes make a code, every code as likely as another.
 */
export const CODE_ALPHABET = '3456789FHJMRUXYZ';
export const CODE_LENGTH = 6;

/** Bytes that `codeFrom` turns into one code: two symbols a byte. */
export const CODE_BYTES = CODE_LENGTH / 2;

/** Beyond this, what was typed is no attempt at a code and is not worth normalising. */
const ANSWER_MAX_CHARACTERS = 64;

/**
 * What may be seen or heard in place of a symbol. Every key stands outside the alphabet, so reading it as its
 * neighbour forgives a person and gives a machine nothing: no two codes become one.
 */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ['S', '5'], // the same curve, with or without corners
  ['B', '8'], // two bowls one above the other
  ['G', '6'], // an open bowl with a bar inside
  ['2', 'Z'], // the diagonal between two bars
  ['T', '7'], // a bar on a stem, once leaning
  ['1', '7'], // the French 1 has a long upstroke, the French 7 a crossbar
  ['A', '4'], // the closed triangle with a crossbar
  ['E', 'F'], // a stroke may lie where the third arm would be
  ['N', 'M'], // « enne » and « emme » differ by one consonant
  ['V', 'U'], // pointed or round, once bent
  ['K', 'X'], // two diagonals meeting
  ['P', 'R'], // a blob may lie over the leg
]);

/** The code of `CODE_BYTES` random bytes: each half byte is the rank of a symbol. */
export function codeFrom(bytes: Uint8Array): string {
  if (bytes.length !== CODE_BYTES) throw new RangeError(`a code is made of ${CODE_BYTES} bytes`);
  return Array.from(bytes, byte => CODE_ALPHABET.charAt(byte >> 4) + CODE_ALPHABET.charAt(byte & 15)).join(
    '',
  );
}

/**
 * What was typed, as the code it means: full-width forms, case, spaces, dashes and look-alikes do not count.
 * Anything that cannot be an answer (too long, not a text) reads as the empty text, which equals no code.
 */
export function foldAnswer(typed: unknown): string {
  if (typeof typed !== 'string' || typed.length > ANSWER_MAX_CHARACTERS) return '';
  const symbols = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return Array.from(symbols, symbol => LOOK_ALIKES.get(symbol) ?? symbol).join('');
}
