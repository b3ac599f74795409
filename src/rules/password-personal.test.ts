/** Étape 5, « Ne pas contenir votre n° de sécurité sociale, votre date de naissance ou une partie de celle-ci » (PWD-2). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DateOfBirth } from './date-of-birth.ts';
import { keyOf, type Nir } from './nir.ts';
import { brokenRules, type PasswordContext, type PasswordProfile } from './password-rules.ts';

const PERSONAL = ['not-number-or-date'];
const NOTHING_COMMON = () => false;

function broken(profile: PasswordProfile, password: string, about: PasswordContext): string[] {
  return brokenRules(profile, password, about).map(rule => rule.id);
}

function about(dateOfBirth: DateOfBirth, nir = '9999999999999'): PasswordContext {
  return { nir, dateOfBirth, isCommon: NOTHING_COMMON };
}

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const anyNir = fc
  .tuple(digits(5), fc.oneof(digits(2), fc.constantFrom('2A', '2B')), digits(6))
  .map(parts => parts.join('') as Nir);
const anyDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-23'), noInvalidDate: true })
  .map(date => ({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }));
const anyPerson = fc.record({ nir: anyNir, dateOfBirth: anyDate });

/** Letters of both cases round what is hidden, so that every other rule holds. */
const surroundings = fc.tuple(fc.stringMatching(/^[a-z]{2,6}[A-Z]!?$/), fc.stringMatching(/^[a-zA-Z]{3,6}$/));

function spread(text: string, separators: readonly string[]): string {
  return [...text]
    .map((character, place) => character + (separators[place % separators.length] ?? ''))
    .join('');
}

const specials = fc.array(fc.constantFrom('', ...'?!$€@&(+_)=*%/<>,.:;'), { minLength: 1, maxLength: 8 });

/** The writings of the date, spelt here once more on purpose: order and widths as the journey lists them. */
function writings({ year, month, day }: DateOfBirth): Record<string, string> {
  const [jj, mm] = [day, month].map(part => String(part).padStart(2, '0')) as [string, string];
  const aaaa = String(year);
  const aa = aaaa.slice(2);
  return {
    ...{
      aaaa,
      jjmm: jj + mm,
      mmaa: mm + aa,
      mmaaaa: mm + aaaa,
      jjmmaa: jj + mm + aa,
      jjmmaaaa: jj + mm + aaaa,
    },
    ...{ aammjj: aa + mm + jj, aaaammjj: aaaa + mm + jj },
  };
}

for (const writing of Object.keys(writings({ year: 1985, month: 7, day: 12 }))) {
  test(`PWD-2: a date written ${writing} is refused anywhere in a password, whatever the separators`, () => {
    fc.assert(
      fc.property(anyPerson, surroundings, specials, (person, [before, after], separators) => {
        const hidden = spread(writings(person.dateOfBirth)[writing] ?? '', separators);
        const context = { ...person, isCommon: NOTHING_COMMON };
        assert.deepEqual(broken('documented', before + hidden + after, context), PERSONAL);
      }),
    );
  });
}

test('PWD-2: the number, of 13 or 15 characters, is refused anywhere, whatever separators and cases', () => {
  const writing = fc.record({ keyed: fc.boolean(), lowerCase: fc.boolean() });
  fc.assert(
    fc.property(
      anyPerson,
      surroundings,
      specials,
      writing,
      (person, [before, after], separators, { keyed, lowerCase }) => {
        const number = person.nir + (keyed ? keyOf(person.nir) : '');
        const hidden = spread(lowerCase ? number.toLowerCase() : number, separators);
        const context = { ...person, isCommon: NOTHING_COMMON };
        assert.deepEqual(broken('documented', before + hidden + after, context), PERSONAL);
      },
    ),
  );
});

test('PWD-2: the number is refused by itself, without any help from the date', () => {
  fc.assert(
    fc.property(anyNir, specials, (nir, separators) => {
      const nobodysDate = { year: 0, month: 0, day: 0 };
      fc.pre(!/^0+$/.test(nir));
      const password = `aB${spread(nir, separators)}`;
      assert.deepEqual(
        broken('documented', password, about({ ...nobodysDate, year: 9_999_999 }, nir)),
        PERSONAL,
      );
    }),
  );
});

test('PWD-2: a password whose groups of digits are of one or two is accepted from anyone', () => {
  const group = fc.stringMatching(/^[0-9]{0,2}[A-Za-z]{1,4}$/);
  fc.assert(
    fc.property(anyPerson, fc.array(group, { minLength: 4, maxLength: 8 }), (person, groups) => {
      const context = { ...person, isCommon: NOTHING_COMMON };
      assert.deepEqual(broken('documented', `aB1x${groups.join('')}`, context), []);
    }),
    { numRuns: 1000 },
  );
});

test('PWD-2: a password with neither number nor date in it is accepted: other dates, parts of the number', () => {
  const person = about({ year: 1985, month: 7, day: 12 }, '2850778006084');
  for (const password of [
    'aB12cdef',
    'aB07cdef',
    'aB85cdef',
    'aB2026cdef',
    'aB1307cdef',
    'aB285077800608x4',
    'aB127cdef',
  ]) {
    assert.deepEqual(broken('documented', password, person), [], password);
  }
});

test('PWD-2: letters between the parts of a date make it another text', () => {
  const person = about({ year: 1985, month: 7, day: 12 });
  assert.deepEqual(broken('documented', 'aB12x07cdef', person), []);
  assert.deepEqual(broken('documented', 'aB12/07cdef', person), PERSONAL);
});

test('PWD-2: day and month are also looked for without their zeros, in four digits or more', () => {
  const person = about({ year: 1985, month: 7, day: 5 });
  for (const written of ['5/7/85', '5785', '85.7.5', '05/7/85', '5/7/1985']) {
    assert.deepEqual(broken('documented', `xY${written}zz`, person), PERSONAL, written);
  }
  for (const written of ['57', '785', '507'])
    assert.deepEqual(broken('documented', `xYww${written}zz`, person), []);
});

test('DOB-4, PWD-2: of a date whose day or month is unknown, only what is known is looked for', () => {
  const yearOnly = about({ year: 1950, month: 0, day: 0 });
  assert.deepEqual(broken('documented', 'aB1950cdef', yearOnly), PERSONAL);
  for (const password of ['aB0000cdef', 'aB0050cdef', 'aB3112cdef', 'aB500000cdef']) {
    assert.deepEqual(broken('documented', password, yearOnly), [], password);
  }
  const noDay = about({ year: 1950, month: 7, day: 0 });
  assert.deepEqual(broken('documented', 'aB0750cdef', noDay), PERSONAL);
  assert.deepEqual(broken('documented', 'aB0007cdef', noDay), []);
});

test('PWD-2: the recommended profile refuses them too, full-width digits and spaces included', () => {
  const person = about({ year: 1985, month: 7, day: 12 }, '284052A321025');
  for (const written of [
    '12 07 1985',
    '１２０７',
    '1985',
    '2 84 05 2a 321 025',
    '284052Ａ321025',
    '12—07',
    "12'07",
  ]) {
    assert.deepEqual(broken('recommended', `une phrase ${written} longue`, person), PERSONAL, written);
  }
  assert.deepEqual(broken('recommended', 'une phrase 12 longue 07', person), []);
});
