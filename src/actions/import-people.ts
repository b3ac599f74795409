/**
 * Taking over many people from a file (`renouveau accounts import`, `register import`): a batch is one transaction, its line in the
 * journal in it. An import that was stopped, however it was, is simply started again: who is there is recognised.
 */
import { isConnectionLost } from '../database/lost-connection.ts';
import type { ImportReject } from '../rules/import-reasons.ts';
import type { Nir } from '../rules/nir.ts';
import type { ActionTools } from './tools.ts';

export type ImportOutcome =
  | { outcome: 'allIn'; report: ImportReport }
  | { outcome: 'someRejected'; report: ImportReport }
  /** Asked to stop: what was being written is in. */
  | { outcome: 'interrupted'; report: ImportReport }
  /** Nothing from here on can be read. */
  | { outcome: 'unreadable'; sentence: string; report: ImportReport }
  /** What is there was sealed by a key that is not in our ring: nobody can tell whether a number is taken. */
  | { outcome: 'keyMissing'; report: ImportReport }
  /** The database went away: what is in the report is in it, and perhaps the batch that followed. */
  | { outcome: 'databaseLost'; report: ImportReport };

export type ImportReport = {
  /** Lines that were looked at: the sum of the three below. */
  read: number;
  added: number;
  /** They were there already. */
  present: number;
  /** Of those, whose data changed; undefined where nobody's ever do. */
  replaced?: number;
  rejected: number;
};

export type NumberedReject = ImportReject & { line: number };

export type ImportBatch<Given> = {
  state: 'batch';
  rows: { line: number; person: Given }[];
  rejects: NumberedReject[];
  /** How far the source was read, from its start. */
  bytes: number;
};

export type ImportSource<Given> = AsyncGenerator<
  ImportBatch<Given> | { state: 'unreadable'; sentence: string }
>;

/** A line with the indexes of its number under each key of the ring, the current one first. */
export type IndexedRow<Given> = ImportBatch<Given>['rows'][number] & { numbers: Buffer[] };

export type WrittenRows =
  | { state: 'written'; added: number; present: number; replaced?: number; rejects: NumberedReject[] }
  | { state: 'keyMissing' };

/** Adds a batch, in one transaction with its line in the journal, under the lock of those who add. */
export type WriteRows<Given> = (tools: ImportTools, rows: IndexedRow<Given>[]) => Promise<WrittenRows>;

export type ImportWatch = {
  /** Told after each batch what it rejected, and how far we are. Waited for. */
  onBatch(rejects: readonly NumberedReject[], report: ImportReport, bytes: number): Promise<void> | void;
  signal: AbortSignal;
};

/** In one transaction: long enough to be fast, short enough for a running server that shares the embedded database. */
export const IMPORT_BATCH = 1000;

export type ImportTools = Pick<ActionTools, 'db' | 'secrets' | 'world'>;

type Written = { rows: WrittenRows; rejects: NumberedReject[]; bytes: number };

/** While the database writes a batch the next one is read and indexed; no more than these two are held. */
export async function importPeople<Given extends { nir: Nir }>(
  tools: ImportTools,
  { source, write }: { source: ImportSource<Given>; write: WriteRows<Given> },
  { onBatch, signal }: ImportWatch,
): Promise<ImportOutcome> {
  const report: ImportReport = { read: 0, added: 0, present: 0, rejected: 0 };
  let writing: Promise<Written | undefined> = Promise.resolve(undefined);
  const settle = async (): Promise<'goOn' | 'keyMissing'> => {
    const written = await writing;
    writing = Promise.resolve(undefined);
    if (written === undefined) return 'goOn';
    if (written.rows.state === 'keyMissing') return 'keyMissing';
    const rejects = [...written.rejects, ...written.rows.rejects].sort((one, other) => one.line - other.line);
    count(report, written.rows, rejects.length);
    await onBatch(rejects, { ...report }, written.bytes);
    return 'goOn';
  };
  try {
    for await (const batch of source) {
      if (batch.state === 'unreadable') {
        const settled = await settle();
        if (settled === 'keyMissing') return { outcome: settled, report };
        return { outcome: 'unreadable', sentence: batch.sentence, report };
      }
      const rows = batch.rows.map(row => indexRow(tools, row));
      if ((await settle()) === 'keyMissing') return { outcome: 'keyMissing', report };
      if (signal.aborted) break;
      writing = writeBatch(batch, () => write(tools, rows));
      // Its fault is told where it is waited for.
      writing.catch(() => {});
    }
    if ((await settle()) === 'keyMissing') return { outcome: 'keyMissing', report };
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    return { outcome: 'databaseLost', report };
  }
  if (signal.aborted) return { outcome: 'interrupted', report };
  return { outcome: report.rejected > 0 ? 'someRejected' : 'allIn', report };
}

function count(
  report: ImportReport,
  { added, present, replaced }: Extract<WrittenRows, { state: 'written' }>,
  rejected: number,
): void {
  report.added += added;
  report.present += present;
  if (replaced !== undefined) report.replaced = (report.replaced ?? 0) + replaced;
  report.rejected += rejected;
  report.read = report.added + report.present + report.rejected;
}

function indexRow<Given extends { nir: Nir }>(
  { secrets }: ImportTools,
  row: ImportBatch<Given>['rows'][number],
): IndexedRow<Given> {
  return { ...row, numbers: secrets.blindIndex.candidates('nir', row.person.nir) };
}

const NOTHING_WRITTEN: WrittenRows = { state: 'written', added: 0, present: 0, rejects: [] };

async function writeBatch<Given>(
  { rows, rejects, bytes }: ImportBatch<Given>,
  write: () => Promise<WrittenRows>,
): Promise<Written> {
  return { rows: rows.length === 0 ? NOTHING_WRITTEN : await write(), rejects, bytes };
}
