/**
 * One line of an import of accounts: one person read out of the line as étape 2 would read what they
 * type. What is wrong is told by field and reason, never with what stands there (`import-reasons.ts`; norm LOG-2).
 */
import { type CalendarDay, type DateOfBirth, readDateOfBirth } from './date-of-birth.ts';
import { reasons } from './import-reasons.ts';
import type { GivenRow, ImportShape, RowReading } from './import-shape.ts';
import { type MailAddress, readMailAddress } from './mail-address.ts';
import { type Nir, readNir } from './nir.ts';

export type ImportedAccount = {
  nir: Nir;
  dateOfBirth: DateOfBirth;
  mailAddress: MailAddress | null;
  /** When the address was proved to be its owner's: at a date, or some time before the import. */
  verified: CalendarDay | 'before' | undefined;
};

const SPELLINGS = {
  numero: 'numero',
  datedenaissance: 'date_de_naissance',
  adressemail: 'adresse_mail',
  adresseverifiee: 'adresse_verifiee',
  adressevalidee: 'adresse_verifiee',
} as const;

export const ACCOUNT_ROWS: ImportShape<ImportedAccount> = {
  fields: ['numero', 'date_de_naissance', 'adresse_mail', 'adresse_verifiee'] satisfies AccountField[],
  required: 2,
  spellings: SPELLINGS,
  read: readImportRow,
};

type AccountField = (typeof SPELLINGS)[keyof typeof SPELLINGS];

/** @param today the day in Paris: nobody is born, and no address is verified, after it */
export function readImportRow(given: GivenRow, today: CalendarDay): RowReading<ImportedAccount> {
  const nir = readNir(given.numero ?? '');
  if (nir.read === 'fault') return reject('numero', reasons.numero[nir.fault.kind]);
  const date = readDateOfBirth(given.date_de_naissance ?? '', today);
  if (date.read === 'fault') return reject('date_de_naissance', reasons.date[date.fault.kind]);
  const account = { nir: nir.nir, dateOfBirth: date.date };
  const verified = readVerified(given.adresse_verifiee ?? '', today);
  if (verified === 'unreadable') return reject('adresse_verifiee', reasons.verified);
  if ((given.adresse_mail ?? '').trim() === '') {
    if (verified !== undefined) return reject('adresse_verifiee', reasons.nothingToVerify);
    return { read: 'row', row: { ...account, mailAddress: null, verified } };
  }
  const address = readMailAddress(given.adresse_mail ?? '');
  if (address.read === 'fault') return reject('adresse_mail', reasons.address[address.fault.kind]);
  return { read: 'row', row: { ...account, mailAddress: address.address, verified } };
}

function reject(field: AccountField, reason: string): RowReading<ImportedAccount> {
  return { read: 'reject', field, reason };
}

/** « oui », « non », nothing (which is no), or the day of the verification, whatever hour stands after it. */
function readVerified(text: string, today: CalendarDay): ImportedAccount['verified'] | 'unreadable' {
  const word = text.trim().toLowerCase();
  if (['', 'non', 'false', '0'].includes(word)) return undefined;
  if (['oui', 'true', '1'].includes(word)) return 'before';
  const read = readDateOfBirth(word.replace(/^(\d{4}-\d\d-\d\d)[t ].*$/, '$1'), today);
  return read.read === 'fault' || read.date.month * read.date.day === 0 ? 'unreadable' : read.date;
}
