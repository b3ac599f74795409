/** The provisional code: read back however it was written down, and never confused with another (norm RST-9). */
import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  codeExpiry,
  codeGroups,
  PROVISIONAL_CODE_ALPHABET,
  PROVISIONAL_CODE_BYTES,
  type ProvisionalCode,
  provisionalCodeFrom,
  readProvisionalCode,
  spellOut,
} from './provisional-code.ts';

const CODES = 500;
const manyCodes = () =>
  Array.from({ length: CODES }, () => provisionalCodeFrom(randomBytes(PROVISIONAL_CODE_BYTES)));
const oneOf = <T>(choices: readonly T[]): T => choices[randomInt(choices.length)] as T;

describe('the provisional code', () => {
  test('RST-9: 16 symbols made from 8 bytes, each half byte another symbol, so that no code is likelier', () => {
    const symbols = Array.from({ length: 16 }, (_, rank) =>
      provisionalCodeFrom(Buffer.alloc(PROVISIONAL_CODE_BYTES, rank * 17)),
    );
    assert.deepEqual(
      symbols,
      Array.from(PROVISIONAL_CODE_ALPHABET, symbol => symbol.repeat(16)),
    );
    assert.equal(new Set(PROVISIONAL_CODE_ALPHABET).size, 16);
    assert.throws(() => provisionalCodeFrom(Buffer.alloc(7)), /8 bytes/);
  });

  test('RST-9: of what is confused by ear or by hand, in French, one at the most is in the alphabet', () => {
    const pairs = ['0O', '1IL7', 'BPDTVCGE', 'MN', 'FS', '6X', '2Z7', '5S', '8B', 'GJ', 'UV', 'QK'];
    for (const confused of pairs) {
      const there = Array.from(confused).filter(symbol => PROVISIONAL_CODE_ALPHABET.includes(symbol));
      assert.ok(there.length <= 1, confused);
    }
  });

  test('it is read back in any case, with spaces, hyphens and full stops anywhere', () => {
    for (const code of manyCodes()) {
      const written = Array.from(code, symbol => {
        const cased = oneOf([symbol, symbol.toLowerCase()]);
        return cased + oneOf(['', '', ' ', '\u00a0', '\u202f', '-', '‑', '–', '.', '\t']);
      }).join('');
      assert.equal(readProvisionalCode(written), code);
    }
  });

  test('full-width characters, and look-alikes that can mean one symbol only, are read as it', () => {
    const code = 'M8R7K3F9M8R7HJUW' as ProvisionalCode;
    assert.equal(readProvisionalCode('Ｍ８Ｒ７ Ｋ３Ｆ９ M8R7 HJUW'), code);
    assert.equal(readProvisionalCode('nbp1-k3f9-nbpt-hjuw'), code);
  });

  test('two codes that differ are never read as one, whatever look-alikes they are written with', () => {
    const ALIKE: Record<string, string[]> = { M: ['N'], 8: ['B'], R: ['P'], 7: ['1', 'T'] };
    for (const code of manyCodes()) {
      const written = Array.from(code, symbol => oneOf([symbol, ...(ALIKE[symbol] ?? [])])).join('');
      assert.equal(readProvisionalCode(written), code);
    }
  });

  test('what is too short, too long, or holds anything else is no code', () => {
    const code = 'K7F3M9RW4H8JU6Y5';
    for (const other of ['', code.slice(1), `${code}3`, `${code.slice(1)}S`, `${code.slice(1)}O`, `${code}!`])
      assert.equal(readProvisionalCode(other), undefined, other);
    assert.equal(readProvisionalCode(`${' '.repeat(64)}${code}`), undefined);
    assert.equal(readProvisionalCode('AncienMotDePasse1'), undefined);
  });

  test('it is shown in groups of four and read aloud with a word for each letter', () => {
    const code = 'K7F3M9RW4H8JU6Y5' as ProvisionalCode;
    assert.deepEqual(codeGroups(code), ['K7F3', 'M9RW', '4H8J', 'U6Y5']);
    assert.deepEqual(spellOut(code), [
      'K comme Kléber, sept, F comme François, trois',
      'M comme Marcel, neuf, R comme Raoul, W comme William',
      'quatre, H comme Henri, huit, J comme Joseph',
      'U comme Ursule, six, Y comme Yvonne, cinq',
    ]);
    for (const any of manyCodes()) assert.doesNotMatch(spellOut(any).join(), /undefined/);
  });

  test('each letter’s word begins with it', () => {
    for (const group of manyCodes().flatMap(spellOut))
      for (const [, letter, word] of group.matchAll(/(\w) comme (\w)/g)) assert.equal(word, letter);
  });

  test('RST-9: it lives 7 days when it is told, 14 by post', () => {
    const at = new Date('2022-12-26T13:33:00Z');
    assert.equal(codeExpiry(at, 'told').toISOString(), '2023-01-02T13:33:00.000Z');
    assert.equal(codeExpiry(at, 'posted').toISOString(), '2023-01-09T13:33:00.000Z');
  });
});
