/**
 * Names as people type them, compared with the register of insured people (« Créez votre compte »). Accents, capitals, hyphens,
 * apostrophes and spaces tell nobody apart; « de », « du », « de la » in front may be left out; the name is that of birth or
 * the usual one, or both one after the other; of the given names the first is enough.
 */

export type RegisteredNames = { birthName: string; usualName: string | null; givenNames: string };
export type TypedNames = { name: string; givenName: string };

export function sameNames(registered: RegisteredNames, typed: TypedNames): boolean {
  const isName = sameFamilyName(registered, typed.name);
  const isGivenName = sameGivenName(registered.givenNames, typed.givenName);
  return isName && isGivenName;
}

function sameFamilyName({ birthName, usualName }: RegisteredNames, typed: string): boolean {
  const usual = usualName ?? '';
  const both = [`${birthName} ${usual}`, `${usual} ${birthName}`];
  const accepted = new Set([birthName, usual, ...both].flatMap(name => spellingsOf(wordsOf(name))));
  return spellingsOf(wordsOf(typed)).some(spelling => accepted.has(spelling));
}

/** The first, the first two…: many registers write « Jean-Pierre » and « Jean, Pierre » alike. */
function sameGivenName(registered: string, typed: string): boolean {
  const words = wordsOf(registered);
  const given = wordsOf(typed).join('');
  return words.some((_, rank) => words.slice(0, rank + 1).join('') === given);
}

const LETTERS: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

/** What is written, without what varies: small letters without accents, a word at a time. */
function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[œæßøłđı]/g, letter => LETTERS[letter] ?? letter)
    .split(/[^\p{L}]+/u)
    .filter(word => word !== '');
}

/** All words in one, since nobody agrees on the spaces, as they are and without the particle in front. */
function spellingsOf(words: readonly string[]): string[] {
  const [first, second] = words;
  const whole = words.join('');
  if (first === undefined) return [];
  if (first !== 'de' && first !== 'd' && first !== 'du' && first !== 'des') return [whole];
  const rest = words.slice(1);
  const bare = first === 'de' && (second === 'la' || second === 'l') ? rest.slice(1) : rest;
  return [whole, rest.join(''), bare.join('')].filter(spelling => spelling !== '');
}

export type PersonNameFault = { kind: 'empty' | 'tooLong' | 'noLetter' };

export type PersonNameReading = { read: 'name'; name: string } | { read: 'fault'; fault: PersonNameFault };

const NAME_LENGTH_MAX = 100;

/** @returns what was typed, its spaces put in order */
export function readPersonName(text: string): PersonNameReading {
  const name = text.trim().replace(/\s+/gu, ' ');
  if (name === '') return { read: 'fault', fault: { kind: 'empty' } };
  if (name.length > NAME_LENGTH_MAX) return { read: 'fault', fault: { kind: 'tooLong' } };
  if (wordsOf(name).length === 0) return { read: 'fault', fault: { kind: 'noLetter' } };
  return { read: 'name', name };
}

const SENTENCES: Record<'name' | 'givenName', Record<PersonNameFault['kind'], string>> = {
  name: {
    empty: 'Saisissez votre nom.',
    tooLong: `Votre nom est trop long\u00a0: ${NAME_LENGTH_MAX} caractères au plus.`,
    noLetter: 'Votre nom ne contient aucune lettre. Saisissez-le à nouveau.',
  },
  givenName: {
    empty: 'Saisissez votre prénom.',
    tooLong: `Votre prénom est trop long\u00a0: ${NAME_LENGTH_MAX} caractères au plus.`,
    noLetter: 'Votre prénom ne contient aucune lettre. Saisissez-le à nouveau.',
  },
};

export function personNameFaultSentence(which: keyof typeof SENTENCES, fault: PersonNameFault): string {
  return SENTENCES[which][fault.kind];
}
