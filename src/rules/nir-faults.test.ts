/** Every way a social security number can be wrong at étapes 1 and 2, and what is then said (norms NIR-2, NIR-3, NIR-7). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NirFault, nirFaultSentence, readNir } from './nir.ts';

function faultOf(text: string): NirFault {
  const reading = readNir(text);
  if (reading.read === 'nir') assert.fail(`${text} is read as ${reading.nir}`);
  return reading.fault;
}

const FAULTS: readonly [string, NirFault][] = [
  ['', { kind: 'empty' }],
  [' \u00a0-', { kind: 'empty' }],
  ['284058832102', { kind: 'tooShort', missing: 1 }],
  ['1', { kind: 'tooShort', missing: 12 }],
  ['28405883210253', { kind: 'missingKeyDigit' }],
  ['2840588321025321', { kind: 'tooLong' }],
  ['2840588321O25', { kind: 'letterForDigit', letter: 'O', digit: '0' }],
  ['284o588321025', { kind: 'letterForDigit', letter: 'o', digit: '0' }],
  ['l840588321025', { kind: 'letterForDigit', letter: 'l', digit: '1' }],
  ['28405883210é5', { kind: 'badCharacter', character: 'é' }],
  ["284'588321025", { kind: 'badCharacter', character: "'" }],
  ['284_588321025', { kind: 'badCharacter', character: '_' }],
  ['284²588321025', { kind: 'badCharacter', character: '²' }],
  ['2840588321🙂25', { kind: 'badCharacter', character: '🙂' }],
  ['28405A8321025', { kind: 'misplacedLetter' }],
  ['284051A321025', { kind: 'misplacedLetter' }],
  ['284052C321025', { kind: 'badCharacter', character: 'C' }],
  ['284058832102A', { kind: 'misplacedLetter' }],
  ['28405883210253A', { kind: 'misplacedLetter' }],
  ['284058832102533', { kind: 'wrongKey' }],
  ['784058832102533', { kind: 'wrongKeyOfTemporaryNumber' }],
];

for (const [typed, fault] of FAULTS) {
  test(`NIR-3: « ${typed} » is refused: ${fault.kind}`, () => {
    assert.deepEqual(faultOf(typed), fault);
  });
}

test('étape 2: 14 characters are told « il manque un chiffre à la clé »', () => {
  assert.match(nirFaultSentence(faultOf('28405883210253')), /il manque un chiffre à la clé/);
});

test('NIR-2: a letter O is answered by the digit to type', () => {
  assert.match(nirFaultSentence(faultOf('284O588321025')), /«\u00a0O\u00a0».*\u00a0: saisissez le chiffre 0/);
});

test('NIR-3: a text longer than 100 characters is refused unread', () => {
  assert.equal(readNir(`${' '.repeat(87)}2840588321025`).read, 'nir');
  assert.deepEqual(faultOf(`${' '.repeat(88)}2840588321025`), { kind: 'tooLong' });
});

test('NIR-7: every fault has its own sentence, with French typography', () => {
  const sentences = FAULTS.map(([, fault]) => nirFaultSentence(fault));
  for (const sentence of sentences) {
    assert.match(sentence, /^\p{Lu}.*\.$/u);
    assert.doesNotMatch(sentence, / [:;?!»]|« |'(?!\u00a0»)/u);
  }
  const kinds = FAULTS.map(([, fault]) => fault.kind);
  assert.equal(new Set(kinds).size, 9);
  assert.ok(new Set(sentences).size >= 9);
});

test('NIR-7: a control character is not repeated in the sentence', () => {
  assert.doesNotMatch(nirFaultSentence(faultOf('284\u00075')), /\p{Cc}/u);
});
