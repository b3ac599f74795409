/**
 * Removes all that has been kept long enough, and tells the journal how much it was (norms RGP-3, RGP-4, LOG-6). Safe to
 * repeat, to stop, and to run beside the service or beside itself: each batch is a transaction of its own.
 */
import { type Batch, OLD_ROW_TABLES, removeOldEntries, removeOldRows } from '../database/purge.ts';
import type { PurgedTable } from '../rules/audit-events.ts';
import { cutoffsAt } from '../rules/retention.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type PurgeOutcome = { outcome: 'purged'; removed: Removed } | { outcome: 'nothingToPurge' };

export type Removed = Partial<Record<PurgedTable, number>>;

/** @param onBatch told after each batch how many rows of that table are gone so far */
export async function purge(
  tools: Pick<ActionTools, 'config' | 'db' | 'secrets' | 'world'>,
  onBatch: (table: PurgedTable, removed: number) => void = () => {},
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
    const count = await repeat(removeSome, sofar => onBatch(table, sofar));
    if (count > 0) removed[table] = count;
  };
  for (const table of OLD_ROW_TABLES) await empty(table, () => removeOldRows(db, table, cutoffs));
  await empty('audit_entries', () => removeOldEntries(db, secrets.keys, cutoffs));

  if (Object.keys(removed).length === 0) return { outcome: 'nothingToPurge' };
  const told = { subject: { kind: 'site' }, event: 'purged', detail: removed } as const;
  await db.transaction().execute(trx => record(trx, tools, told));
  return { outcome: 'purged', removed };
}

async function repeat(removeSome: () => Promise<Batch>, onBatch: (sofar: number) => void): Promise<number> {
  let sofar = 0;
  let batch: Batch;
  do {
    batch = await removeSome();
    sofar += batch.removed;
    if (batch.removed > 0) onBatch(sofar);
  } while (batch.mayBeMore);
  return sofar;
}
