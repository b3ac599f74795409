/**
 * Removes all that has been kept long enough, and tells the journal how much it was (norms RGP-3, RGP-4, LOG-6). Safe to
 * repeat, to stop, and to run beside the service or beside itself: each batch is a transaction of its own.
 */
import { type Batch, OLD_ROW_TABLES, removeOldEntries, removeOldRows } from '../database/purge.ts';
import type { PurgedTable } from '../rules/audit-events.ts';
import { cutoffsAt } from '../rules/retention.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type PurgeOutcome =
  | { outcome: 'purged'; removed: Removed }
  | { outcome: 'nothingToPurge' }
  /** Asked to stop: what is in `removed` is gone and told to the journal, the rest waits. */
  | { outcome: 'interrupted'; removed: Removed };

export type Removed = Partial<Record<PurgedTable, number>>;

export type PurgeWatch = {
  /** Told after each batch how many rows of that table are gone so far. */
  onBatch?(table: PurgedTable, removed: number): void;
  signal: AbortSignal;
};

export async function purge(
  tools: Pick<ActionTools, 'config' | 'db' | 'secrets' | 'world'>,
  watch?: PurgeWatch,
): Promise<PurgeOutcome> {
  const { db, config, secrets, world } = tools;
  const { codeLifeSeconds, requestLimit, retention } = config;
  const cutoffs = cutoffsAt(world.now(), {
    ...retention,
    codeLifeSeconds,
    repeatSeconds: requestLimit.repeatSeconds,
  });

  const removed: Removed = {};
  const empty = async (table: PurgedTable, removeSome: () => Promise<Batch>) => {
    const count = await repeat(removeSome, watch?.signal, sofar => watch?.onBatch?.(table, sofar));
    if (count > 0) removed[table] = count;
  };
  for (const table of OLD_ROW_TABLES) await empty(table, () => removeOldRows(db, table, cutoffs));
  await empty('audit_entries', () => removeOldEntries(db, secrets.keys, cutoffs));

  const isInterrupted = watch?.signal.aborted === true;
  if (Object.keys(removed).length === 0 && !isInterrupted) return { outcome: 'nothingToPurge' };
  if (Object.keys(removed).length > 0) {
    const told = { subject: { kind: 'site' }, event: 'purged', detail: removed } as const;
    await db.transaction().execute(trx => record(trx, tools, told));
  }
  return { outcome: isInterrupted ? 'interrupted' : 'purged', removed };
}

async function repeat(
  removeSome: () => Promise<Batch>,
  signal: AbortSignal | undefined,
  onBatch: (sofar: number) => void,
): Promise<number> {
  let sofar = 0;
  let mayBeMore = true;
  while (mayBeMore && signal?.aborted !== true) {
    const batch = await removeSome();
    sofar += batch.removed;
    mayBeMore = batch.mayBeMore;
    if (batch.removed > 0) onBatch(sofar);
  }
  return sofar;
}
