/** Somebody whose every value is a canary: found anywhere that is not for it, it tells that something leaked. */
import type { DateOfBirth } from '../../src/rules/date-of-birth.ts';
import type { MailAddress } from '../../src/rules/mail-address.ts';
import { keyOf, type Nir } from '../../src/rules/nir.ts';
import { addressWritings, dateWritings, digestsOf, nirWritings } from '../../test/writings.ts';

export const BIRD = {
  nir: '2731175990987' as Nir,
  dateOfBirth: { year: 1973, month: 11, day: 28 },
  mailAddress: 'canari.jaune.k7q2@exemple.fr' as MailAddress,
};
/** Typed by mistake. */
export const OTHER = {
  nir: '1690375990986' as Nir,
  dateOfBirth: { year: 1969, month: 3, day: 17 },
  mailAddress: 'autre.serin.z9w4@exemple.org' as MailAddress,
};
export const PASSWORDS = {
  former: 'Ancien+Canari=71',
  fresh: 'Nouveau+Canari=93',
  weak: 'canari-faible-55',
  mistyped: 'Nouveau+Canari=39',
};
export const WRONG_CODE = 'ZQ7ZQ7';
export const REPORTS_SECRET = 'secret-des-rapports-du-canari-4Xw9Lp2Rk7';

const two = (part: number) => String(part).padStart(2, '0');
const slashed = ({ day, month, year }: DateOfBirth) => `${two(day)}/${two(month)}/${year}`;

/** As étape 2 asks for it. */
export const askerOf = ({ nir, dateOfBirth, mailAddress }: typeof BIRD) => ({
  numero: `${nir}${keyOf(nir)}`,
  dateDeNaissance: slashed(dateOfBirth),
  adresseMail: mailAddress,
});

/** Each of them with a fault of form in each field: typed all the same. */
export const FAULTY = {
  numero: `${OTHER.nir}${keyOf(OTHER.nir) === '11' ? '12' : '11'}`,
  dateDeNaissance: '17/03/2969',
  adresseMail: 'autre.serin.z9w4@exemple',
};

/** All that names a person, in all spellings, and what a hash without key makes of it. */
export function personalCanaries(): string[] {
  return [BIRD, OTHER].flatMap(({ nir, dateOfBirth, mailAddress }) => {
    const spellings = [nir, nir + keyOf(nir), slashed(dateOfBirth), mailAddress];
    const written = [...nirWritings(nir), ...dateWritings(dateOfBirth), ...addressWritings(mailAddress)];
    return [...written, ...spellings.flatMap(digestsOf)];
  });
}

/** What the log, the tables and the addresses must never hold, whatever else is typed. */
export function typedCanaries(): string[] {
  const passwords = Object.values(PASSWORDS);
  return [
    ...passwords,
    ...passwords.flatMap(digestsOf),
    ...Object.values(FAULTY),
    WRONG_CODE,
    REPORTS_SECRET,
  ];
}
