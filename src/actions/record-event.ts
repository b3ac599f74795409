/**
 * Tells the journal what has just been done, in the transaction that does it: one success, one entry, and none for what
 * was undone (norm LOG-1). Called last in its transaction; `database/audit.ts` says why. What the journal can tell at all is
 * the closed list of `rules/audit-events.ts`.
 */
import { type AuditEntry, appendEntries, isTold } from '../database/audit.ts';
import { tellFact } from '../database/facts.ts';
import type { Trx } from '../database/tables.ts';
import type { Fact } from '../rules/facts.ts';
import type { ActionTools } from './tools.ts';

export type { AuditEntry } from '../database/audit.ts';

type RecordTools = Pick<ActionTools, 'secrets' | 'world'>;

export async function record(trx: Trx, tools: RecordTools, ...entries: readonly AuditEntry[]): Promise<void> {
  await appendEntries(trx, { keys: tools.secrets.keys, world: tools.world }, entries);
  for (const entry of entries) tellFact(trx, factOf(entry));
}

/** For what anybody may repeat without end, by reloading a page or pressing a button: the very same thing is told once, and counted each time. */
export async function recordOnce(trx: Trx, tools: RecordTools, entry: AuditEntry): Promise<void> {
  if (await isTold(trx, tools.secrets.keys, entry)) tellFact(trx, factOf(entry));
  else await record(trx, tools, entry);
}

/** Whom it is about is told to the journal only. */
function factOf({ event, detail }: AuditEntry): Fact {
  return { event, detail } as Fact;
}
