/**
 * One line of the register of insured people: who may create an account, under which names. What is wrong is told by field and
 * reason, never with what stands there (norm LOG-2).
 */
import { type CalendarDay, type DateOfBirth, readDateOfBirth } from './date-of-birth.ts';
import { reasons } from './import-reasons.ts';
import type { GivenRow, ImportShape, RowReading } from './import-shape.ts';
import { type Nir, readNir } from './nir.ts';
import { type RegisteredNames, readPersonName } from './person-name.ts';

/** Somebody of the register. */
export type InsuredPerson = RegisteredNames & { nir: Nir; dateOfBirth: DateOfBirth };

const SPELLINGS = {
  numero: 'numero',
  nomdenaissance: 'nom_de_naissance',
  nomdefamille: 'nom_de_naissance',
  prenom: 'prenoms',
  prenoms: 'prenoms',
  datedenaissance: 'date_de_naissance',
  nomdusage: 'nom_d_usage',
} as const;

type RegisterField = (typeof SPELLINGS)[keyof typeof SPELLINGS];

const FIELDS = [
  'numero',
  'nom_de_naissance',
  'prenoms',
  'date_de_naissance',
  'nom_d_usage',
] as const satisfies RegisterField[];

export const REGISTER_ROWS: ImportShape<InsuredPerson> = {
  fields: FIELDS,
  required: 4,
  spellings: SPELLINGS,
  read: readRegisterRow,
};

function readRegisterRow(given: GivenRow, today: CalendarDay): RowReading<InsuredPerson> {
  const nir = readNir(given.numero ?? '');
  if (nir.read === 'fault') return reject('numero', reasons.numero[nir.fault.kind]);
  const birthName = readPersonName(given.nom_de_naissance ?? '');
  if (birthName.read === 'fault') return reject('nom_de_naissance', reasons.name[birthName.fault.kind]);
  const givenNames = readPersonName(given.prenoms ?? '');
  if (givenNames.read === 'fault') return reject('prenoms', reasons.name[givenNames.fault.kind]);
  const date = readDateOfBirth(given.date_de_naissance ?? '', today);
  if (date.read === 'fault') return reject('date_de_naissance', reasons.date[date.fault.kind]);
  const usualName = readPersonName(given.nom_d_usage ?? '');
  if (usualName.read === 'fault' && usualName.fault.kind !== 'empty') {
    return reject('nom_d_usage', reasons.name[usualName.fault.kind]);
  }
  const row: InsuredPerson = {
    nir: nir.nir,
    birthName: birthName.name,
    usualName: usualName.read === 'name' ? usualName.name : null,
    givenNames: givenNames.name,
    dateOfBirth: date.date,
  };
  return { read: 'row', row };
}

function reject(field: RegisterField, reason: string): RowReading<InsuredPerson> {
  return { read: 'reject', field, reason };
}
