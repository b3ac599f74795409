/**
 * What the lines of an import are made of: which columns there are, how else they may be spelt, and how one line is read. One
 * shape for accounts (`import-row.ts`), one for the register of insured people (`register-row.ts`).
 */
import type { CalendarDay } from './date-of-birth.ts';
import type { ImportReject } from './import-reasons.ts';

export type GivenRow = Partial<Record<string, string>>;

export type RowReading<Given> = { read: 'row'; row: Given } | ({ read: 'reject' } & ImportReject);

export type ImportShape<Given> = {
  /** As they are written in a header and in the rejects; those that nobody can do without come first. */
  fields: readonly string[];
  required: number;
  /** Each spelling in small letters without accents or signs. */
  spellings: Readonly<Record<string, string>>;
  /** @param today the day in Paris: nothing happened after it */
  read(given: GivenRow, today: CalendarDay): RowReading<Given>;
};

type Columns = Pick<ImportShape<unknown>, 'fields' | 'required' | 'spellings'>;

/** `Date de naissance`, `date_de_naissance` and `dateDeNaissance` are one. */
export function fieldNamed({ spellings }: Columns, name: string): string | undefined {
  const letters = name
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
  return Object.hasOwn(spellings, letters) ? spellings[letters] : undefined;
}

export type HeaderReading = { read: 'header'; fields: string[] } | { read: 'fault'; sentence: string };

/** A column that we do not know is refused: misspelt, or more about people than we may hold. */
export function readHeader(columns: Columns, names: readonly string[]): HeaderReading {
  const fields = names.map(name => fieldNamed(columns, name));
  const unknown = fields.indexOf(undefined);
  const doubled = fields.findIndex((field, rank) => fields.indexOf(field) !== rank);
  const missing = columns.fields.slice(0, columns.required).find(field => !fields.includes(field));
  // A place and not a name: without a header, this is the first person.
  if (unknown >= 0) return headerFault(columns, `La colonne ${unknown + 1} n’est pas connue.`);
  if (doubled >= 0) return headerFault(columns, `La colonne ${doubled + 1} est en double.`);
  if (missing !== undefined) return headerFault(columns, `Il manque la colonne «\u00a0${missing}\u00a0».`);
  return { read: 'header', fields: fields as string[] };
}

function headerFault({ fields }: Columns, what: string): HeaderReading {
  const known = fields.map(field => `«\u00a0${field}\u00a0»`).join(', ');
  return {
    read: 'fault',
    sentence: `La première ligne doit nommer les colonnes\u00a0: ${known}. ${what}`,
  };
}
