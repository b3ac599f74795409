/** Whether the date typed at étape 2 is the one on record, complete or not (norm DOB-4). */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type DateOfBirth, sameDateOfBirth } from './date-of-birth.ts';

function dateOf(written: string): DateOfBirth {
  const [day = 0, month = 0, year = 0] = written.split('/').map(Number);
  return { year, month, day };
}

const realDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-23'), noInvalidDate: true })
  .map(date => ({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }));

type Match = 'same' | 'another';
const MATCHES: readonly [string, string, Match][] = [
  ['12/07/1985', '12/07/1985', 'same'],
  ['12/07/1985', '13/07/1985', 'another'],
  ['12/07/1985', '12/08/1985', 'another'],
  ['12/07/1985', '12/07/1986', 'another'],
  ['12/07/1985', '01/07/1985', 'another'],
  ['12/07/1985', '31/07/1985', 'another'],
  ['07/12/1985', '12/07/1985', 'another'],
  ['12/07/1985', '00/07/1985', 'another'],
  ['12/07/1985', '00/00/1985', 'another'],
  ['12/07/1985', '01/01/1985', 'another'],
  ['31/12/1985', '00/00/1985', 'another'],
  ['01/01/1985', '31/12/1985', 'another'],
  ['00/00/1950', '00/00/1950', 'same'],
  ['00/00/1950', '01/01/1950', 'same'],
  ['00/00/1950', '31/12/1950', 'same'],
  ['00/00/1950', '15/06/1950', 'another'],
  ['00/00/1950', '01/12/1950', 'another'],
  ['00/00/1950', '31/01/1950', 'another'],
  ['00/00/1950', '31/12/1951', 'another'],
  ['00/00/1950', '00/06/1950', 'another'],
  ['00/06/1950', '00/06/1950', 'same'],
  ['00/06/1950', '01/06/1950', 'same'],
  ['00/06/1950', '30/06/1950', 'same'],
  ['00/06/1950', '29/06/1950', 'another'],
  ['00/06/1950', '01/07/1950', 'another'],
  ['00/06/1950', '00/00/1950', 'another'],
  ['00/06/1950', '31/12/1950', 'another'],
  ['00/02/1952', '29/02/1952', 'same'],
  ['00/02/1952', '28/02/1952', 'another'],
  ['12/00/1950', '12/00/1950', 'same'],
  ['12/00/1950', '12/01/1950', 'same'],
  ['12/00/1950', '12/06/1950', 'another'],
];

for (const [recorded, typed, match] of MATCHES) {
  test(`DOB-4: recorded ${recorded}, typed ${typed}: ${match}`, () => {
    const same = sameDateOfBirth(dateOf(recorded), dateOf(typed));
    assert.equal(same ? 'same' : 'another', match);
  });
}

test('DOB-4: a complete record matches its own date only', () => {
  fc.assert(
    fc.property(realDay, realDay, (recorded, typed) => {
      const equal = JSON.stringify(recorded) === JSON.stringify(typed);
      assert.equal(sameDateOfBirth(recorded, typed), equal);
      assert.equal(sameDateOfBirth(recorded, { ...recorded, day: 0 }), false);
      assert.equal(sameDateOfBirth(recorded, { ...recorded, day: 0, month: 0 }), false);
    }),
  );
});
