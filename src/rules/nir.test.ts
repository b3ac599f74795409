/** The social security number of étapes 1 and 2, as people type it (norms NIR-1 to NIR-6). Faults of form: nir-faults.test.ts. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { keyOf, type Nir, type NirFault, nirFaultSentence, readNir } from './nir.ts';

function nirOf(text: string): Nir {
  const reading = readNir(text);
  if (reading.read === 'fault') assert.fail(`${text} is refused: ${reading.fault.kind}`);
  return reading.nir;
}

function faultOf(text: string): NirFault {
  const reading = readNir(text);
  if (reading.read === 'nir') assert.fail(`${text} is read as ${reading.nir}`);
  return reading.fault;
}

const NUMBERS_AND_KEYS: readonly [string, string][] = [
  ['2840588321025', '32'],
  ['2550814168025', '38'],
  ['2940375120005', '91'],
  ['1531245007231', '60'],
  ['284052A321025', '52'],
  ['284052B321025', '79'],
  ['284202B321025', '28'],
  ['284992B321025', '31'],
  ['2951099126111', '93'],
  ['253072B073004', '70'],
  ['253072A073004', '43'],
  ['1850578006078', '97'],
  ['1700199109001', '01'],
  ['1429999350001', '76'],
  ['1530197401001', '82'],
  ['2560120004012', '89'],
];

for (const [number, key] of NUMBERS_AND_KEYS) {
  test(`NIR-1: ${number} is read without its key and with its key ${key}`, () => {
    assert.equal(nirOf(number), number);
    assert.equal(nirOf(number + key), number);
    assert.equal(keyOf(nirOf(number)), key);
  });
}

const TEMPORARY_NUMBERS = [
  '7112312345678',
  '8278965432189',
  '7012312345678',
  '5112312345678',
  '3850578006078',
];

for (const number of TEMPORARY_NUMBERS) {
  test(`NIR-4: the provisional or migrant number ${number} is read, alone or with a right key`, () => {
    assert.equal(nirOf(number), number);
    assert.equal(nirOf(number + keyOf(nirOf(number))), number);
  });
}

test('étape 2: a key is checked whatever the first digit', () => {
  for (const first of '0123456789') {
    const number = nirOf(`${first}850578006078`);
    const wrong = String((Number(keyOf(number)) % 97) + 1).padStart(2, '0');
    assert.match(faultOf(number + wrong).kind, /^wrongKey/);
  }
});

test('étape 2: first digits 3 to 8 are told that the 13 first characters are enough', () => {
  for (const first of '0129') assert.equal(faultOf(`${first}85057800607800`).kind, 'wrongKey');
  for (const first of '345678') {
    const fault = faultOf(`${first}85057800607800`);
    assert.equal(fault.kind, 'wrongKeyOfTemporaryNumber');
    assert.match(nirFaultSentence(fault), /ou saisissez seulement les 13 premiers caractères/);
  }
});

test('NIR-1: the key of a number divisible by 97 is 97, never 00', () => {
  assert.equal(faultOf('185057800607800').kind, 'wrongKey');
});

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const anyNir = fc
  .tuple(digits(5), fc.oneof(digits(2), fc.constantFrom('2A', '2B')), digits(6))
  .map(parts => nirOf(parts.join('')));

test('NIR-1: any other digit in any place of the 15 characters is told', () => {
  fc.assert(
    fc.property(anyNir, fc.nat(14), fc.integer({ min: 1, max: 9 }), (nir, place, shift) => {
      const keyed = nir + keyOf(nir);
      const digit = Number(keyed[place]);
      fc.pre(!Number.isNaN(digit));
      const mistyped = `${keyed.slice(0, place)}${(digit + shift) % 10}${keyed.slice(place + 1)}`;
      assert.equal(readNir(mistyped).read, 'fault');
    }),
    { numRuns: 2000 },
  );
});

test('NIR-6: Corsica’s letter mistyped for the other one, or a digit for a letter, is told', () => {
  fc.assert(
    fc.property(anyNir, fc.constantFrom(...'0123456789AB'), (nir, character) => {
      fc.pre(nir[6] !== character);
      assert.equal(readNir(`${nir.slice(0, 6)}${character}${nir.slice(7)}${keyOf(nir)}`).read, 'fault');
    }),
    { numRuns: 2000 },
  );
});

const SEPARATORS = [
  ' ',
  '\u00a0',
  '\u202f',
  '\u2009',
  '\t',
  '\n',
  '.',
  '-',
  '/',
  '\u2011',
  '\u2013',
  '\u2014',
  '\u2212',
  '\u00b7',
];

test('NIR-2: every writing of one number gives one value', () => {
  const writing = fc.record({
    separators: fc.array(fc.constantFrom('', ...SEPARATORS), { minLength: 16, maxLength: 16 }),
    keyed: fc.boolean(),
    fullWidth: fc.boolean(),
    lowerCase: fc.boolean(),
  });
  fc.assert(
    fc.property(anyNir, writing, (nir, { separators, keyed, fullWidth, lowerCase }) => {
      const cased = lowerCase ? (nir + keyOf(nir)).toLowerCase() : nir + keyOf(nir);
      const characters = [...(keyed ? cased : cased.slice(0, 13))];
      const typed = characters.map((character, place) => {
        const code = character.charCodeAt(0) + (fullWidth ? 0xfee0 : 0);
        return `${separators[place]}${String.fromCharCode(code)}`;
      });
      assert.equal(nirOf(typed.join('') + separators[15]), nir);
    }),
  );
});

for (const typed of [
  '2 84 05 88 321 025 32',
  '  2.84.05.88.321.025-32 ',
  '2/84/05/88/321/025/32',
  '\u200b2840588321025',
]) {
  test(`NIR-2: « ${typed} » is read`, () => {
    assert.equal(nirOf(typed), '2840588321025');
  });
}

test('étape 2: whatever is typed is either a number that reads as itself or a fault with a sentence', () => {
  fc.assert(
    fc.property(anyText({ maxLength: 120 }), text => {
      const reading = readNir(text);
      if (reading.read === 'nir') assert.equal(nirOf(reading.nir), reading.nir);
      else assert.ok(nirFaultSentence(reading.fault).length > 0);
    }),
  );
});
