/**
 * The journal's rows (norms LOG-1, LOG-6, LOG-7). An entry is appended in the transaction of what it tells, as the last
 * thing before commit: the chain's row is then locked for a moment only, and since nothing is locked after it, nobody can
 * wait in a circle. Several entries of one transaction are appended in the order of their chains, for the same reason.
 */
import { type Selectable, sql } from 'kysely';
import type { AuditEvent } from '../rules/audit-events.ts';
import {
  type AuditSubject,
  chainOf,
  entryHash,
  type SealedEntry,
  subjectIndex,
} from '../secrets/audit-chain.ts';
import type { Key, KeyRing } from '../secrets/keys.ts';
import type { World } from '../world.ts';
import { carry } from './carried.ts';
import type { Db, Tables, Trx } from './tables.ts';

export type AuditEntry = AuditEvent & { subject: AuditSubject };

export async function appendEntries(
  trx: Trx,
  { keys, world }: { keys: KeyRing; world: World },
  entries: readonly AuditEntry[],
): Promise<void> {
  const key = keys.current('audit');
  const placed = entries.map(entry => {
    const index = subjectIndex(key, entry.subject);
    return { ...entry, subjectIndex: index, chain: chainOf(index) };
  });
  for (const { chain, ...entry } of placed.sort((one, other) => one.chain - other.chain)) {
    const head = await lockChain(trx, chain);
    // Read once the lock is held, so that the hours of a chain follow each other.
    const at = world.now();
    const { event, detail } = entry;
    const seq = head.last_seq + 1;
    const previousHash = Buffer.from(head.last_hash);
    await insert(trx, key, { chain, seq, at, event, detail, subjectIndex: entry.subjectIndex, previousHash });
  }
}

/** By name, as in all that a connection keeps: a column that a migration adds must not change what a statement gives. */
const CHAIN_COLUMNS = [
  'chain',
  'last_seq',
  'last_hash',
  'start_seq',
  'start_hash',
  'start_fingerprint',
  'start_mac',
] as const;

export function lockChain(trx: Trx, chain: number): Promise<Selectable<Tables['audit_chains']>> {
  return trx
    .selectFrom('audit_chains')
    .select(CHAIN_COLUMNS)
    .where('chain', '=', chain)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

async function insert(trx: Trx, key: Key, entry: SealedEntry): Promise<void> {
  const { chain, seq } = entry;
  const hash = entryHash(key, entry);
  const appended = trx
    .with('added', cte =>
      cte.insertInto('audit_entries').values({
        chain,
        seq,
        at: entry.at,
        event: entry.event,
        subject_index: entry.subjectIndex,
        detail: JSON.stringify(entry.detail),
        key_fingerprint: key.fingerprint,
        previous_hash: entry.previousHash,
        hash,
      }),
    )
    .updateTable('audit_chains')
    .set({ last_seq: seq, last_hash: hash })
    .where('chain', '=', chain);
  await carry(trx, appended.compile());
}

/** Whether the very same thing was told of this subject before. */
export async function isTold(
  db: Db,
  keys: KeyRing,
  { subject, event, detail }: AuditEntry,
): Promise<boolean> {
  const told = await db
    .selectFrom('audit_entries')
    .select('seq')
    .where('subject_index', '=', subjectIndex(keys.current('audit'), subject))
    .where('event', '=', event)
    .where(sql<boolean>`detail = ${JSON.stringify(detail)}::jsonb`)
    .limit(1)
    .executeTakeFirst();
  return told !== undefined;
}

const ENTRIES_SHOWN_MAX = 1000;

export type ShownEntry = { at: Date } & AuditEvent;

/** The latest entries about any of these subjects, oldest first; written by whichever key of the ring. */
export async function listEntries(
  db: Db,
  keys: KeyRing,
  subjects: readonly AuditSubject[],
  entriesMax = ENTRIES_SHOWN_MAX,
): Promise<ShownEntry[]> {
  const indexes = subjects.flatMap(subject => keys.all('audit').map(key => subjectIndex(key, subject)));
  const rows = await db
    .selectFrom('audit_entries')
    .select(['at', 'event', 'detail'])
    .where('subject_index', 'in', indexes)
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(entriesMax)
    .execute();
  return rows.reverse().map(({ at, event, detail }) => ({ at, event, detail }) as ShownEntry);
}

const DAY_MS = 86_400_000;

/**
 * The latest of all, latest first, told before this instant. A day is looked at, then, if it told less than is asked for, all the
 * rest: the index by time finds days, not an order.
 */
export async function listLatestEntries(
  db: Db,
  { before, limit }: { before: Date; limit: number },
): Promise<ShownEntry[]> {
  const ofADay = await listEntriesSince(db, new Date(before.getTime() - DAY_MS), before, limit);
  return ofADay.length === limit ? ofADay : listEntriesSince(db, new Date(0), before, limit);
}

async function listEntriesSince(db: Db, since: Date, before: Date, limit: number): Promise<ShownEntry[]> {
  const rows = await db
    .selectFrom('audit_entries')
    .select(['at', 'event', 'detail'])
    .where('at', '>=', since)
    .where('at', '<', before)
    .orderBy('at', 'desc')
    .orderBy('chain')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ at, event, detail }) => ({ at, event, detail }) as ShownEntry);
}
