/** What a code is made of, and what a person may type for it (norm CAP-4). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { CODE_ALPHABET, CODE_BYTES, CODE_LENGTH, codeFrom, foldAnswer } from './alphabet.ts';

const codes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES }).map(codeFrom);

test('CAP-4: the alphabet holds no zero, no letter O, and no two symbols that are read as one', () => {
  assert.equal(new Set(CODE_ALPHABET).size, 16);
  for (const symbol of '0O1IL2') assert.ok(!CODE_ALPHABET.includes(symbol), symbol);
  assert.equal(new Set(Array.from(CODE_ALPHABET, foldAnswer)).size, 16);
});

test('every code is as likely as another: each byte gives each pair of symbols once', () => {
  const pairs = Array.from({ length: 256 }, (_, byte) => codeFrom(Uint8Array.of(byte, 0, 0)).slice(0, 2));
  assert.equal(new Set(pairs).size, 256);
  assert.equal(codeFrom(Uint8Array.of(0x01, 0x23, 0xff)), '3456ZZ');
});

test('a code is six symbols long and cannot be made of another number of bytes', () => {
  assert.equal(codeFrom(new Uint8Array(CODE_BYTES)).length, CODE_LENGTH);
  assert.throws(() => codeFrom(new Uint8Array(2)), RangeError);
  assert.throws(() => codeFrom(new Uint8Array(4)), RangeError);
});

test('CAP-4: a code typed in lower case, with spaces or dashes anywhere, is the same code', () => {
  const fillers = fc.array(fc.constantFrom('', ' ', '-', '\u00a0', '\u2013', '.', '\t'), {
    minLength: 7,
    maxLength: 7,
  });
  fc.assert(
    fc.property(codes, fillers, fc.boolean(), (code, spaces, lower) => {
      const typed = Array.from(code, (symbol, rank) => spaces[rank] + symbol).join('') + spaces[6];
      assert.equal(foldAnswer(lower ? typed.toLowerCase() : typed), code);
    }),
  );
});

test('CAP-4: each look-alike is read as the symbol it looks or sounds like', () => {
  const readings = {
    S: '5',
    B: '8',
    G: '6',
    2: 'Z',
    T: '7',
    1: '7',
    A: '4',
    E: 'F',
    N: 'M',
    V: 'U',
    K: 'X',
    P: 'R',
  };
  for (const [typed, meant] of Object.entries(readings)) {
    assert.equal(foldAnswer(typed), meant, typed);
    assert.equal(foldAnswer(typed.toLowerCase()), meant, typed);
  }
});

test('characters as wide as ideographs, which some keyboards give, are read as plain ones', () => {
  assert.equal(foldAnswer('\uff18\uff26\uff48\uff2a\uff2d\uff52'), '8FHJMR');
});

test('a letter that no symbol looks like stays, so that it makes the answer wrong', () => {
  assert.equal(foldAnswer('8FHJMRÉ'), '8FHJMRÉ');
  assert.equal(foldAnswer('8FHJM0'), '8FHJM0');
});

test('folding what was folded changes nothing, whatever was typed', () => {
  fc.assert(
    fc.property(anyText({ maxLength: 20 }), typed => {
      const folded = foldAnswer(typed);
      assert.ok(folded.length > 64 || foldAnswer(folded) === folded);
    }),
  );
});

test('what is longer than 64 characters, or no text, reads as nothing', () => {
  assert.equal(foldAnswer(`8FHJMR${' '.repeat(58)}`), '8FHJMR');
  assert.equal(foldAnswer(`8FHJMR${' '.repeat(59)}`), '');
  for (const typed of [undefined, null, 345678, ['8FHJMR'], { toString: () => '8FHJMR' }]) {
    assert.equal(foldAnswer(typed), '');
  }
});
