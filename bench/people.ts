/**
 * As many people as a bench needs, by their rank: invented, each with a number of their own whose commune (990) and
 * order (999) no register gives. The server's process records them, the driver's process is them.
 */
import type { DateOfBirth } from '../src/rules/date-of-birth.ts';
import type { MailAddress } from '../src/rules/mail-address.ts';
import type { Nir } from '../src/rules/nir.ts';

export type BenchPerson = {
  nir: Nir;
  dateOfBirth: DateOfBirth;
  mailAddress: MailAddress;
  /** Where they browse from, each from elsewhere, in the network kept for benches (RFC 2544): quotas count by it. */
  address: string;
};

const MONTHS = 12;
const OLDEST_YEAR = 1940;
const YEARS = 60;
const DEPARTMENTS = 95;
const NEWEST_RANK = 2 * YEARS * MONTHS * DEPARTMENTS - 1;

/** @param rank from 0 to 136 799; two ranks are two people */
export function inventPerson(rank: number): BenchPerson {
  if (rank > NEWEST_RANK) throw new RangeError(`there are ${NEWEST_RANK + 1} people, and no more`);
  const month = 1 + (rank % MONTHS);
  const year = OLDEST_YEAR + (Math.floor(rank / MONTHS) % YEARS);
  const sex = 1 + (Math.floor(rank / (MONTHS * YEARS)) % 2);
  const department = 1 + Math.floor(rank / (2 * MONTHS * YEARS));
  return {
    nir: `${sex}${year % 100}${twoFigures(month)}${twoFigures(department)}990999` as Nir,
    dateOfBirth: { year, month, day: 12 },
    mailAddress: `personne.${rank}@exemple.fr` as MailAddress,
    address: `198.${18 + ((rank >> 16) & 1)}.${rank & 255}.${(rank >> 8) & 255}`,
  };
}

const twoFigures = (number: number) => String(number).padStart(2, '0');
