/**
 * One line of an import: which column is which, and one person read out of the line as étape 2 would read what they
 * type. What is wrong is told by field and reason, never with what stands there (`import-reasons.ts`; norm LOG-2).
 */
import { type CalendarDay, type DateOfBirth, readDateOfBirth } from './date-of-birth.ts';
import { IMPORT_FIELDS, type ImportField, type ImportReject, reasons } from './import-reasons.ts';
import { type MailAddress, readMailAddress } from './mail-address.ts';
import { type Nir, readNir } from './nir.ts';

export type GivenRow = Partial<Record<ImportField, string>>;

export type ImportedAccount = {
  nir: Nir;
  dateOfBirth: DateOfBirth;
  mailAddress: MailAddress | null;
  /** When the address was proved to be its owner's: at a date, or some time before the import. */
  verified: CalendarDay | 'before' | undefined;
};

export type RowReading = { read: 'account'; account: ImportedAccount } | ({ read: 'reject' } & ImportReject);

const SPELLINGS: Record<string, ImportField> = {
  numero: 'numero',
  datedenaissance: 'date_de_naissance',
  adressemail: 'adresse_mail',
  adresseverifiee: 'adresse_verifiee',
  adressevalidee: 'adresse_verifiee',
};

/** `Date de naissance`, `date_de_naissance` and `dateDeNaissance` are one; so are « vérifiée » and « validée ». */
export function fieldNamed(name: string): ImportField | undefined {
  const letters = name
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
  return Object.hasOwn(SPELLINGS, letters) ? SPELLINGS[letters] : undefined;
}

export type HeaderReading = { read: 'header'; fields: ImportField[] } | { read: 'fault'; sentence: string };

/** A column that we do not know is refused: misspelt, or more about people than we may hold. */
export function readHeader(names: readonly string[]): HeaderReading {
  const fields = names.map(fieldNamed);
  const unknown = fields.indexOf(undefined);
  const doubled = fields.findIndex((field, rank) => fields.indexOf(field) !== rank);
  const missing = IMPORT_FIELDS.slice(0, 2).find(field => !fields.includes(field));
  // A place and not a name: without a header, this is the first person.
  if (unknown >= 0) return headerFault(`La colonne ${unknown + 1} n’est pas connue.`);
  if (doubled >= 0) return headerFault(`La colonne ${doubled + 1} est en double.`);
  if (missing !== undefined) return headerFault(`Il manque la colonne «\u00a0${missing}\u00a0».`);
  return { read: 'header', fields: fields as ImportField[] };
}

function headerFault(what: string): HeaderReading {
  const known = IMPORT_FIELDS.map(field => `«\u00a0${field}\u00a0»`).join(', ');
  return {
    read: 'fault',
    sentence: `La première ligne doit nommer les colonnes\u00a0: ${known}. ${what}`,
  };
}

/** @param today the day in Paris: nobody is born, and no address is verified, after it */
export function readImportRow(given: GivenRow, today: CalendarDay): RowReading {
  const nir = readNir(given.numero ?? '');
  if (nir.read === 'fault') return reject('numero', reasons.numero[nir.fault.kind]);
  const date = readDateOfBirth(given.date_de_naissance ?? '', today);
  if (date.read === 'fault') return reject('date_de_naissance', reasons.date[date.fault.kind]);
  const account = { nir: nir.nir, dateOfBirth: date.date };
  const verified = readVerified(given.adresse_verifiee ?? '', today);
  if (verified === 'unreadable') return reject('adresse_verifiee', reasons.verified);
  if ((given.adresse_mail ?? '').trim() === '') {
    if (verified !== undefined) return reject('adresse_verifiee', reasons.nothingToVerify);
    return { read: 'account', account: { ...account, mailAddress: null, verified } };
  }
  const address = readMailAddress(given.adresse_mail ?? '');
  if (address.read === 'fault') return reject('adresse_mail', reasons.address[address.fault.kind]);
  return { read: 'account', account: { ...account, mailAddress: address.address, verified } };
}

function reject(field: ImportField, reason: string): RowReading {
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
