/**
 * The people of an import, in batches: lines in CSV (read by csv-parse) or JSON, each read as its shape says (`rules/import-shape.ts`) or
 * rejected with a reason. A batch is full or the last one: what is held in memory does not grow with the file.
 */
import { parse } from 'csv-parse/sync';
import type { ImportBatch, ImportSource, NumberedReject } from '../actions/import-people.ts';
import type { CalendarDay } from '../rules/date-of-birth.ts';
import { reasons } from '../rules/import-reasons.ts';
import { fieldNamed, type GivenRow, type ImportShape, readHeader } from '../rules/import-shape.ts';
import { type Line, readLines } from './import-lines.ts';
import { parseJson } from './json.ts';

export type ImportFormat = 'csv' | 'ndjson';

type ReadLine = { number: number; given: GivenRow } | NumberedReject;
type ReadSomeLines = (lines: readonly TextLine[]) => ReadLine[];
type TextLine = { number: number; text: string };

/** What the lines are made of, the day in Paris, and how many people at once. */
export type RowsToRead<Given> = {
  shape: ImportShape<Given>;
  format: ImportFormat;
  today: CalendarDay;
  batchRows: number;
};

export async function* readRows<Given>(
  stream: AsyncIterable<Buffer>,
  { shape, format, today, batchRows }: RowsToRead<Given>,
): ImportSource<Given> {
  let read: ReadSomeLines | undefined =
    format === 'ndjson' ? lines => readJsonLines(shape, lines) : undefined;
  let waiting: Line[] = [];
  let bytes = 0;
  for await (const piece of readLines(stream)) {
    if (piece.state === 'notUtf8') return yield notUtf8(piece.line);
    bytes = piece.bytes;
    waiting = waiting.concat(piece.lines.filter(({ text }) => text?.trim() !== ''));
    if (read === undefined) {
      const header = openCsv(shape, waiting.shift()?.text ?? '');
      if (header.state === 'faulty') return yield { state: 'unreadable', sentence: header.sentence };
      read = header.read;
    }
    while (waiting.length >= batchRows)
      yield toBatch(read, waiting.splice(0, batchRows), { shape, today, bytes });
  }
  if (read === undefined) return yield { state: 'unreadable', sentence: 'Le fichier est vide.' };
  if (waiting.length > 0) yield toBatch(read, waiting, { shape, today, bytes });
}

function notUtf8(line: number) {
  return {
    state: 'unreadable',
    sentence:
      `La ligne ${line} n’est pas en UTF-8. Enregistrez le fichier en UTF-8, ou convertissez-le\u00a0: ` +
      'iconv -f WINDOWS-1252 -t UTF-8 ancien.csv > nouveau.csv',
  } as const;
}

function toBatch<Given>(
  read: ReadSomeLines,
  lines: readonly Line[],
  { shape, today, bytes }: { shape: ImportShape<Given>; today: CalendarDay; bytes: number },
): ImportBatch<Given> {
  const batch: ImportBatch<Given> = { state: 'batch', rows: [], rejects: [], bytes };
  const bearable: TextLine[] = [];
  for (const { number, text } of lines) {
    if (text === undefined) batch.rejects.push({ line: number, field: undefined, reason: reasons.tooLong });
    else bearable.push({ number, text });
  }
  for (const line of read(bearable)) {
    if ('reason' in line) batch.rejects.push(line);
    else {
      const row = shape.read(line.given, today);
      if (row.read === 'row') batch.rows.push({ line: line.number, person: row.row });
      else batch.rejects.push({ line: line.number, field: row.field, reason: row.reason });
    }
  }
  return batch;
}

const SEPARATORS = [';', '\t', ','];

type CsvOpening = { state: 'opened'; read: ReadSomeLines } | { state: 'faulty'; sentence: string };

function openCsv(shape: ImportShape<unknown>, first: string): CsvOpening {
  const delimiter = SEPARATORS.find(separator => first.includes(separator)) ?? ';';
  const parseText = (text: string): string[][] =>
    parse(text, { delimiter, trim: true, relax_column_count: true });
  const names = tryTo(() => parseText(first))?.[0] ?? [];
  const header = readHeader(shape, names);
  if (header.read === 'fault') return { state: 'faulty', sentence: header.sentence };
  return { state: 'opened', read: lines => readCsvLines(lines, header.fields, parseText) };
}

/** All lines at once, which is faster; one at a time when that does not give one record a line. */
function readCsvLines(
  lines: readonly TextLine[],
  fields: readonly string[],
  parseText: (text: string) => string[][],
): ReadLine[] {
  const together = tryTo(() => parseText(lines.map(({ text }) => text).join('\n')));
  if (together?.length === lines.length) {
    return lines.map(({ number }, rank) => toGiven(number, together[rank] ?? [], fields));
  }
  return lines.map(({ number, text }) => {
    const alone = tryTo(() => parseText(text));
    if (alone?.length !== 1) return { line: number, field: undefined, reason: reasons.notCsv };
    return toGiven(number, alone[0] ?? [], fields);
  });
}

function toGiven(number: number, values: readonly string[], fields: readonly string[]): ReadLine {
  if (values.length !== fields.length) return { line: number, field: undefined, reason: reasons.columns };
  return { number, given: Object.fromEntries(fields.map((field, rank) => [field, values[rank]])) };
}

function readJsonLines(shape: ImportShape<unknown>, lines: readonly TextLine[]): ReadLine[] {
  return lines.map(({ number, text }) => {
    const json = parseJson(text);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      return { line: number, field: undefined, reason: reasons.notJson };
    }
    const given: GivenRow = {};
    for (const [name, value] of Object.entries(json)) {
      const field = fieldNamed(shape, name);
      if (field === undefined) return { line: number, field, reason: reasons.unknownField };
      if (typeof value === 'number' || typeof value === 'object')
        if (value !== null) return { line: number, field, reason: reasons.notText };
      given[field] = value === null ? '' : String(value);
    }
    return { number, given };
  });
}

function tryTo<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
