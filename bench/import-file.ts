/** A file of people to import, as many as wanted, the same ones each time: invented, with valid keys. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { keyOf, type Nir } from '../src/rules/nir.ts';

const LINES_A_PIECE = 1000;
const MONTHS = 12;
const YEARS = 80;
const DAYS = 28;
const DEPARTMENTS = 95;

export function writeImportFile(path: string, people: number): Promise<void> {
  return pipeline(Readable.from(pieces(people)), createWriteStream(path));
}

export const IMPORT_HEADER = 'numero;date_de_naissance;adresse_mail;adresse_verifiee\r\n';

/** The people of these ranks, the last one not included. */
export function importLines(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, rank) => lineOf(from + rank)).join('');
}

function* pieces(people: number): Generator<string> {
  yield IMPORT_HEADER;
  for (let first = 0; first < people; first += LINES_A_PIECE)
    yield importLines(first, Math.min(first + LINES_A_PIECE, people));
}

/** Commune and order are the rank, so that no two are the same below a million; then the department changes. */
function lineOf(rank: number): string {
  const month = 1 + (rank % MONTHS);
  const year = 1925 + (Math.floor(rank / MONTHS) % YEARS);
  const department = 1 + (Math.floor(rank / 1_000_000) % DEPARTMENTS);
  const birth = `${digits(year % 100, 2)}${digits(month, 2)}${digits(department, 2)}`;
  const nir = `${1 + (rank % 2)}${birth}${digits(rank % 1_000_000, 6)}` as Nir;
  const date = `${digits(1 + (rank % DAYS), 2)}/${digits(month, 2)}/${year}`;
  return `${nir}${keyOf(nir)};${date};prenom.nom.${rank}@exemple.fr;${rank % 10 === 0 ? 'non' : 'oui'}\r\n`;
}

const digits = (value: number, length: number) => String(value).padStart(length, '0');
