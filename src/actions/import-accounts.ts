/**
 * Taking over many accounts (`renouveau accounts import`): a batch is one transaction, its line in the journal in it. Who
 * is there already is left as it is, so that an import that was stopped, however it was, is simply started again. Nobody
 * gets a password here: each chooses theirs by the journey (docs/operations.md says why).
 */
import { isConnectionLost } from '../database/lost-connection.ts';
import type { ActionTools } from './tools.ts';
import {
  type ImportBatch,
  indexRow,
  type NumberedReject,
  type WrittenBatch,
  writeImportBatch,
} from './write-import-batch.ts';

export type ImportAccountsOutcome =
  | { outcome: 'allIn'; report: ImportReport }
  | { outcome: 'someRejected'; report: ImportReport }
  /** Asked to stop: what was being written is in. */
  | { outcome: 'interrupted'; report: ImportReport }
  /** Nothing from here on can be read. */
  | { outcome: 'unreadable'; sentence: string; report: ImportReport }
  /** Accounts were made by a key that is not in our ring: nobody can tell whether a number is taken. */
  | { outcome: 'keyMissing'; report: ImportReport }
  /** The database went away: what is in the report is in it, and perhaps the batch that followed. */
  | { outcome: 'databaseLost'; report: ImportReport };

export type ImportReport = {
  /** Lines that were looked at: the sum of the three below. */
  read: number;
  added: number;
  /** They had an account already, with the same data. */
  present: number;
  rejected: number;
};

export type ImportSource = AsyncGenerator<ImportBatch | { state: 'unreadable'; sentence: string }>;

export type ImportWatch = {
  /** Told after each batch what it rejected, and how far we are. Waited for. */
  onBatch(rejects: readonly NumberedReject[], report: ImportReport, bytes: number): Promise<void> | void;
  signal: AbortSignal;
};

/** In one transaction: long enough to be fast, short enough for a running server that shares the embedded database. */
export const IMPORT_BATCH = 1000;

type Tools = Pick<ActionTools, 'db' | 'secrets' | 'world'>;

/** While the database writes a batch the next one is read and indexed; no more than these two are held. */
export async function importAccounts(
  tools: Tools,
  source: ImportSource,
  { onBatch, signal }: ImportWatch,
): Promise<ImportAccountsOutcome> {
  const report: ImportReport = { read: 0, added: 0, present: 0, rejected: 0 };
  let writing: Promise<WrittenBatch | undefined> = Promise.resolve(undefined);
  const settle = async (): Promise<'goOn' | 'keyMissing'> => {
    const written = await writing;
    writing = Promise.resolve(undefined);
    if (written === undefined) return 'goOn';
    if (written.state === 'keyMissing') return 'keyMissing';
    report.added += written.added;
    report.present += written.present;
    report.rejected += written.rejects.length;
    report.read = report.added + report.present + report.rejected;
    await onBatch(written.rejects, { ...report }, written.bytes);
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
      writing = writeImportBatch(tools, batch, rows);
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
