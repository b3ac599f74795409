/** The date of birth of étape 2, as people type it (norms DOB-2 to DOB-5). Matching: date-of-birth-match.test.ts. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  calendarDayInParis,
  type DateOfBirth,
  type DateOfBirthFault,
  dateOfBirthFaultSentence,
  readDateOfBirth,
} from './date-of-birth.ts';

const TODAY = { year: 2026, month: 11, day: 23 };

function dateOf(text: string): DateOfBirth {
  const reading = readDateOfBirth(text, TODAY);
  if (reading.read === 'fault') assert.fail(`${text} is refused: ${reading.fault.kind}`);
  return reading.date;
}

function faultOf(text: string): DateOfBirthFault {
  const reading = readDateOfBirth(text, TODAY);
  if (reading.read === 'date') assert.fail(`${text} is read as ${JSON.stringify(reading.date)}`);
  return reading.fault;
}

const JULY_12 = [
  ...['12/07/1985', '12-07-1985', '12.07.1985', '12 07 1985', '12071985', '1985-07-12', '12/7/1985'],
  ...[
    ' 12/07/1985 ',
    '12 / 07 / 1985',
    '12/07-1985',
    '12.07 1985',
    '12\u00a007\u202f1985',
    '12\u201107\u20131985',
  ],
  ...['1985/7/12', '１２/０７/１９８５', '\u200e12/07/1985', '12, 07, 1985'],
];

for (const text of JULY_12) {
  test(`DOB-2: « ${text} » is 12 July 1985`, () => {
    assert.deepEqual(dateOf(text), { year: 1985, month: 7, day: 12 });
  });
}

const OTHER_DATES: readonly [string, DateOfBirth][] = [
  ['1/2/1985', { year: 1985, month: 2, day: 1 }],
  ['29/02/2000', { year: 2000, month: 2, day: 29 }],
  ['29/02/2024', { year: 2024, month: 2, day: 29 }],
  ['31/12/1999', { year: 1999, month: 12, day: 31 }],
  ['01/01/1880', { year: 1880, month: 1, day: 1 }],
  ['23/11/2026', { year: 2026, month: 11, day: 23 }],
  ['00/00/1950', { year: 1950, month: 0, day: 0 }],
  ['00/07/1950', { year: 1950, month: 7, day: 0 }],
  ['12/00/1950', { year: 1950, month: 0, day: 12 }],
  ['0/0/1950', { year: 1950, month: 0, day: 0 }],
  ['00001950', { year: 1950, month: 0, day: 0 }],
  ['1950-00-00', { year: 1950, month: 0, day: 0 }],
  ['00/00/2026', { year: 2026, month: 0, day: 0 }],
  ['31/00/2026', { year: 2026, month: 0, day: 31 }],
  ['00/11/2026', { year: 2026, month: 11, day: 0 }],
];

for (const [text, date] of OTHER_DATES) {
  test(`DOB-2, DOB-3, DOB-4: « ${text} » is read`, () => {
    assert.deepEqual(dateOf(text), date);
  });
}

const FAULTS: readonly [string, DateOfBirthFault][] = [
  ['', { kind: 'empty' }],
  [' / / ', { kind: 'empty' }],
  ['12/07/85', { kind: 'twoDigitYear' }],
  ['120785', { kind: 'twoDigitYear' }],
  ['1-2-85', { kind: 'twoDigitYear' }],
  ['12 juillet 1985', { kind: 'unreadable' }],
  ['12/07', { kind: 'unreadable' }],
  ['12/07/985', { kind: 'unreadable' }],
  ['012/07/1985', { kind: 'unreadable' }],
  ['12/07/1985/3', { kind: 'unreadable' }],
  ['12/07/19850', { kind: 'unreadable' }],
  ['1985', { kind: 'unreadable' }],
  ['1985-07-12T00:00', { kind: 'unreadable' }],
  ['٠١/٠٢/١٩٨٥', { kind: 'unreadable' }],
  ['12'.repeat(60), { kind: 'unreadable' }],
  [`12/07/1985${' '.repeat(91)}`, { kind: 'unreadable' }],
  ['07/13/1985', { kind: 'noSuchMonth' }],
  ['12/99/1985', { kind: 'noSuchMonth' }],
  ['29/02/1900', { kind: 'noSuchDay', year: 1900, month: 2 }],
  ['29/02/2023', { kind: 'noSuchDay', year: 2023, month: 2 }],
  ['30/02/2000', { kind: 'noSuchDay', year: 2000, month: 2 }],
  ['31/04/1985', { kind: 'noSuchDay', year: 1985, month: 4 }],
  ['32/01/1985', { kind: 'noSuchDay', year: 1985, month: 1 }],
  ['32/00/1985', { kind: 'noSuchDay', year: 1985, month: 0 }],
  ['31/12/1879', { kind: 'tooOld' }],
  ['12/07/0085', { kind: 'tooOld' }],
  ['24/11/2026', { kind: 'future' }],
  ['01/12/2026', { kind: 'future' }],
  ['00/12/2026', { kind: 'future' }],
  ['00/00/2027', { kind: 'future' }],
  ['12/07/2985', { kind: 'future' }],
];

for (const [text, fault] of FAULTS) {
  test(`DOB-3: « ${text.slice(0, 20)} » is refused: ${fault.kind}`, () => {
    assert.deepEqual(faultOf(text), fault);
  });
}

test('étape 2: the sentence of a day that does not exist says how many days the month has', () => {
  assert.equal(
    dateOfBirthFaultSentence(faultOf('29/02/1900')),
    'Vérifiez le jour\u00a0: février 1900 compte 28\u00a0jours.',
  );
  assert.equal(
    dateOfBirthFaultSentence(faultOf('30/02/2000')),
    'Vérifiez le jour\u00a0: février 2000 compte 29\u00a0jours.',
  );
  assert.match(dateOfBirthFaultSentence(faultOf('32/00/1985')), /de 01 à 31, ou 00/);
});

test('DOB-2: a year of two digits is refused with an explanation', () => {
  assert.match(dateOfBirthFaultSentence(faultOf('12/07/85')), /4 chiffres/);
});

test('étape 2: every fault has its sentence, with French typography', () => {
  for (const [, fault] of FAULTS) {
    const sentence = dateOfBirthFaultSentence(fault);
    assert.match(sentence, /^\p{Lu}.*\.$/u);
    assert.doesNotMatch(sentence, / [:;?!»]|« |'/u);
  }
  const distinct = new Map(FAULTS.map(([, fault]) => [fault.kind, dateOfBirthFaultSentence(fault)]));
  assert.equal(distinct.size, 7);
  assert.equal(new Set(distinct.values()).size, 7);
});

const realDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-23'), noInvalidDate: true })
  .map(date => ({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }));

test('DOB-2, DOB-3: every day of the calendar is read alike in every writing', () => {
  const writing = fc.record({
    separator: fc.constantFrom('/', '-', '.', ' ', '\u00a0', ''),
    pad: fc.constantFrom(1, 2),
  });
  fc.assert(
    fc.property(realDay, writing, (date, { separator, pad }) => {
      const width = separator === '' ? 2 : pad;
      const [day, month] = [date.day, date.month].map(part => String(part).padStart(width, '0'));
      assert.deepEqual(dateOf([day, month, date.year].join(separator)), date);
    }),
  );
});

test('DOB-3: of the days 1 to 31 of a month, those of the calendar are read and no other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1880, max: 2025 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
      for (let day = 28; day <= 31; day++) {
        const { read } = readDateOfBirth(`${day}/${month}/${year}`, TODAY);
        assert.equal(read, day <= lastDay ? 'date' : 'fault', `${day}/${month}/${year}`);
      }
    }),
  );
});

test('DOB-5: the day in Paris is the same whatever the zone of the server, and so is what is read', () => {
  const ownZone = process.env.TZ;
  for (const zone of ['Pacific/Kiritimati', 'America/Cayenne', 'Europe/Paris']) {
    process.env.TZ = zone;
    assert.deepEqual(calendarDayInParis(new Date('2026-07-11T22:00:00Z')), { year: 2026, month: 7, day: 12 });
    assert.deepEqual(calendarDayInParis(new Date('2026-07-11T21:59:59Z')), { year: 2026, month: 7, day: 11 });
    assert.deepEqual(calendarDayInParis(new Date('2025-12-31T23:00:00Z')), { year: 2026, month: 1, day: 1 });
    assert.deepEqual(dateOf('1985-07-12'), { year: 1985, month: 7, day: 12 });
  }
  if (ownZone === undefined) delete process.env.TZ;
  else process.env.TZ = ownZone;
});
