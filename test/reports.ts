/**
 * Reports about undelivered mails as mail systems write them, with invented people; the address that a report came back
 * to, which is marked anew each time, is put in here.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Db } from '../src/database/tables.ts';
import { dumpTables } from './dump.ts';

const FOLDER = join(import.meta.dirname, 'fixtures/reports');

/** Their names. */
export const REPORTS = globSync('*.eml', { cwd: FOLDER }).map(file => basename(file, '.eml'));

/** As it comes over the line: its lines end with CRLF. */
export function reportFrom(name: string, returnAddress: string): Buffer {
  const source = readFileSync(join(FOLDER, `${name}.eml`), 'utf8');
  return Buffer.from(source.replaceAll('RETURN_ADDRESS', returnAddress).replaceAll('\n', '\r\n'));
}

/** Every row of our own tables, in one order: the queue keeps its own hours, which go on by themselves. */
export async function ourRows(db: Db): Promise<string[]> {
  const lines = (await dumpTables(db)).split('\n');
  const schemas = lines.map(line => /^(\w+)\.\w+$/.exec(line)?.[1]);
  const ours = lines.filter((_, at) => schemas.slice(0, at + 1).findLast(Boolean) === 'public');
  return ours.sort();
}
