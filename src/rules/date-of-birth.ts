/**
 * The date of birth of étape 2: « Date de naissance (jj/mm/aaaa) * ». A plain year, month and day, never a JavaScript
 * date and never a time zone (DOB-5). Some records hold no day or no month: what is unknown is 0.
 * Looking the account up is elsewhere; this file says only whether two dates are the same one.
 */

import { parisDate } from './paris-time.ts';

/** A real day of the calendar: year in four digits, month 1–12, day 1–31. */
export type CalendarDay = { readonly year: number; readonly month: number; readonly day: number };

/** As a calendar day, except that month and day are 0 where they are not known (DOB-4). */
export type DateOfBirth = { readonly year: number; readonly month: number; readonly day: number };

export type DateOfBirthFault =
  | { kind: 'empty' }
  | { kind: 'unreadable' }
  | { kind: 'twoDigitYear' }
  | { kind: 'tooOld' }
  | { kind: 'noSuchMonth' }
  | { kind: 'noSuchDay'; year: number; month: number }
  | { kind: 'future' };

export type DateOfBirthReading =
  | { read: 'date'; date: DateOfBirth }
  | { read: 'fault'; fault: DateOfBirthFault };

const MAX_TYPED_LENGTH = 100;
const OLDEST_YEAR = 1880;
const LONGEST_MONTH_DAYS = 31;
const FULL_WIDTH_DIGIT = /[\uff10-\uff19]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
const INVISIBLE = /\p{Cf}/gu;
const SEPARATORS = /[\s./,\-\u2010-\u2015\u2212]+/;

const MONTHS = [
  { name: 'janvier', days: 31 },
  { name: 'février', days: 28 },
  { name: 'mars', days: 31 },
  { name: 'avril', days: 30 },
  { name: 'mai', days: 31 },
  { name: 'juin', days: 30 },
  { name: 'juillet', days: 31 },
  { name: 'août', days: 31 },
  { name: 'septembre', days: 30 },
  { name: 'octobre', days: 31 },
  { name: 'novembre', days: 30 },
  { name: 'décembre', days: 31 },
];

/**
 * Reads a date as people type it (étape 2, DOB-2, DOB-3): `12/07/1985`, other separators or none, `1/2/1985`, ISO;
 * `00` for a day or a month that is not known. `today` is the day in Paris; a birth today is accepted.
 */
export function readDateOfBirth(text: string, today: CalendarDay): DateOfBirthReading {
  const written = text.length > MAX_TYPED_LENGTH ? { kind: 'unreadable' as const } : readWriting(text);
  if ('kind' in written) return { read: 'fault', fault: written };
  const fault = calendarFault(written, today);
  return fault ? { read: 'fault', fault } : { read: 'date', date: written };
}

/** The French sentence shown under the field: what is wrong and what to do (RGAA 11.11). */
export function dateOfBirthFaultSentence(fault: DateOfBirthFault): string {
  switch (fault.kind) {
    case 'empty':
      return 'Saisissez votre date de naissance, par exemple : 12/07/1985.';
    case 'unreadable':
      return 'Saisissez votre date de naissance en chiffres : le jour, le mois, puis l’année, par exemple : 12/07/1985.';
    case 'twoDigitYear':
      return 'Saisissez l’année de naissance avec ses 4 chiffres, par exemple : 12/07/1985.';
    case 'tooOld':
      return `Vérifiez l’année de naissance : elle ne peut pas être antérieure à ${OLDEST_YEAR}.`;
    case 'noSuchMonth':
      return 'Vérifiez le mois : il va de 01 à 12. Saisissez le jour, le mois, puis l’année, par exemple : 12/07/1985.';
    case 'noSuchDay':
      return noSuchDaySentence(fault);
    case 'future':
      return 'Vérifiez votre date de naissance : elle est dans le futur.';
  }
}

/**
 * Whether the date typed at étape 2 is the one on record (DOB-4). A complete record wants the exact date: a typed `00`
 * never matches it. What the record does not know must be typed 00, or as civil registers fill it: the first or
 * the last day of the year (01/01, 31/12), or of the month when that is known.
 */
export function sameDateOfBirth(recorded: DateOfBirth, typed: DateOfBirth): boolean {
  return writingsOfRecord(recorded).some(
    date => date.year === typed.year && date.month === typed.month && date.day === typed.day,
  );
}

/**
 * The date as limits count it: the writings that one incomplete record may match count as one, so that they do not
 * multiply the requests (journey, « 3 in 60 minutes »). Two people who differ only by these days share a limit.
 */
export function countedDateOfBirth({ year, month, day }: DateOfBirth): string {
  const wholeYearUnknown = ['0/0', '1/1', '31/12'].includes(`${day}/${month}`);
  if (wholeYearUnknown) return `${year}`;
  const dayUnknown = month > 0 && [0, 1, daysIn({ year, month })].includes(day);
  return dayUnknown ? `${year}-${month}` : `${year}-${month}-${day}`;
}

/** `12/07/1985`, and `00/07/1985` where the day is not known: reads back as it was. */
export function writtenDateOfBirth({ year, month, day }: DateOfBirth): string {
  return [day, month]
    .map(part => String(part).padStart(2, '0'))
    .concat(String(year))
    .join('/');
}

/** The day it is in Paris at an instant, whatever the server's zone: what « dans le futur » is measured by (DOB-3). */
export function calendarDayInParis(instant: Date): CalendarDay {
  const [day = 0, month = 0, year = 0] = parisDate(instant).split('/').map(Number);
  return { year, month, day };
}

function readWriting(text: string): DateOfBirth | DateOfBirthFault {
  const digits = text
    .replace(INVISIBLE, '')
    .replace(FULL_WIDTH_DIGIT, wide => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET));
  const parts = digits.split(SEPARATORS).filter(part => part !== '');
  if (parts.length === 0) return { kind: 'empty' };
  const joined = parts.join('/').replace(/^(\d\d)(\d\d)(\d{4}|\d\d)$/, '$1/$2/$3');
  if (/^\d{1,2}\/\d{1,2}\/\d\d$/.test(joined)) return { kind: 'twoDigitYear' };
  return readOrdered(joined) ?? { kind: 'unreadable' };
}

function readOrdered(joined: string): DateOfBirth | undefined {
  const groups =
    /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4})$/.exec(joined)?.groups ??
    /^(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})$/.exec(joined)?.groups;
  return groups && { year: Number(groups.year), month: Number(groups.month), day: Number(groups.day) };
}

function calendarFault(date: DateOfBirth, today: CalendarDay): DateOfBirthFault | undefined {
  const { year, month, day } = date;
  if (year < OLDEST_YEAR) return { kind: 'tooOld' };
  if (month > MONTHS.length) return { kind: 'noSuchMonth' };
  if (day > daysIn(date)) return { kind: 'noSuchDay', year, month };
  return isFuture(date, today) ? { kind: 'future' } : undefined;
}

/** An unknown part is 0, below any of today's: 00/00 of this year may be past. */
function isFuture(date: DateOfBirth, today: CalendarDay): boolean {
  if (date.year !== today.year) return date.year > today.year;
  if (date.month !== today.month) return date.month > today.month;
  return date.day > today.day;
}

function daysIn({ year, month }: { year: number; month: number }): number {
  const days = MONTHS[month - 1]?.days ?? LONGEST_MONTH_DAYS;
  return month === 2 && isLeap(year) ? days + 1 : days;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function writingsOfRecord(recorded: DateOfBirth): DateOfBirth[] {
  const { year, month, day } = recorded;
  if (month !== 0 && day !== 0) return [recorded];
  if (month !== 0) return [recorded, { year, month, day: 1 }, { year, month, day: daysIn(recorded) }];
  if (day !== 0) return [recorded, { year, month: 1, day }, { year, month: 12, day }];
  return [recorded, { year, month: 1, day: 1 }, { year, month: 12, day: 31 }];
}

function noSuchDaySentence({ year, month }: { year: number; month: number }): string {
  const name = MONTHS[month - 1]?.name;
  return name === undefined
    ? `Vérifiez le jour : il va de 01 à ${LONGEST_MONTH_DAYS}, ou 00 s’il n’est pas connu.`
    : `Vérifiez le jour : ${name} ${year} compte ${daysIn({ year, month })}\u00a0jours.`;
}
