/**
 * Verifies the journal (norm LOG-7): each hash, each link, no gap, the row that says where a chain ends, the signed place
 * where it begins. Row by row in batches, so in little memory. It reads without one long transaction, for on the
 * embedded database that would stop the service: what is written meanwhile comes after the end that was read first, and a
 * chain that the purge has shortened meanwhile is verified again.
 */
import { type Selectable, sql } from 'kysely';
import {
  AUDIT_CHAINS,
  CHAIN_ROOT,
  checkpointMac,
  entryHash,
  type SealedEntry,
} from '../secrets/audit-chain.ts';
import type { WitnessedHead } from '../secrets/audit-witness.ts';
import type { KeyRing } from '../secrets/keys.ts';
import type { Db, Tables } from './tables.ts';

export type AuditFaultKind =
  /** What stands in the row is not what was written there. */
  | 'changed'
  /** The row is whole, but another one went before it. */
  | 'unlinked'
  /** Rows are missing before this one. */
  | 'missing'
  /** A row stands where the purge had left none. */
  | 'added'
  /** The rows from this one on are missing. */
  | 'cutOff'
  /** Rows come after the chain's recorded end, or another hash is recorded there. */
  | 'endChanged'
  /** The place where the chain begins was not set by the purge. */
  | 'startChanged'
  /** The chain's row is gone. */
  | 'chainMissing'
  /** Made by a key that is not in the ring. */
  | 'unknownKey'
  /** Another entry stands where the witness saw its own. */
  | 'notAsWitnessed';

export type AuditFault = { kind: AuditFaultKind; chain: number; seq: number; at: Date | undefined };
export type VerifiedChain = { entries: number; seq: number; hash: Uint8Array };

const BATCH_ROWS = 1000;

type Row = Selectable<Tables['audit_entries']>;
type ChainRow = Selectable<Tables['audit_chains']> & { top_seq: number | null };
type Place = { seq: number; hash: Uint8Array; at: Date | undefined };
type Walk = { entries: number; end: Place; fault: AuditFault | undefined };

/**
 * Each chain's end, or its first fault.
 * @param onChain told after each, with all that are done
 */
export async function verifyAudit(
  db: Db,
  keys: KeyRing,
  witness?: readonly WitnessedHead[],
  onChain?: (done: readonly VerifiedChain[]) => void,
): Promise<{ chains: VerifiedChain[]; faults: AuditFault[] }> {
  const chains: VerifiedChain[] = [];
  const faults: AuditFault[] = [];
  for (let chain = 0; chain < AUDIT_CHAINS; chain += 1) {
    const walk = await verifyChain(db, keys, { chain, witnessed: witness?.[chain] });
    if (walk.fault !== undefined) faults.push(walk.fault);
    chains.push({ entries: walk.entries, seq: walk.end.seq, hash: walk.end.hash });
    onChain?.(chains);
  }
  return { chains, faults };
}

async function verifyChain(
  db: Db,
  keys: KeyRing,
  about: { chain: number; witnessed: WitnessedHead | undefined },
): Promise<Walk> {
  const head = await readChain(db, about.chain);
  const walk = await walkChain(db, keys, about, head);
  if (walk.fault === undefined || head === undefined) return walk;
  const now = await readChain(db, about.chain);
  const isPurgedMeanwhile = (now?.start_seq ?? 0) > head.start_seq;
  return isPurgedMeanwhile ? verifyChain(db, keys, about) : walk;
}

/** In one statement, so that the row and the entries are of one moment. */
async function readChain(db: Db, chain: number): Promise<ChainRow | undefined> {
  const read = await sql<ChainRow>`
    select audit_chains.*,
      (select max(seq) from audit_entries where audit_entries.chain = audit_chains.chain) as top_seq
    from audit_chains where chain = ${chain}`.execute(db);
  return read.rows[0];
}

async function walkChain(
  db: Db,
  keys: KeyRing,
  { chain, witnessed }: { chain: number; witnessed: WitnessedHead | undefined },
  head: ChainRow | undefined,
): Promise<Walk> {
  const walk: Walk = { entries: 0, end: { seq: 0, hash: CHAIN_ROOT, at: undefined }, fault: undefined };
  const fault = (kind: AuditFaultKind, { seq, at }: { seq: number; at: Date | undefined }): Walk => ({
    ...walk,
    fault: { kind, chain, seq, at },
  });
  if (head === undefined) return fault('chainMissing', { seq: 0, at: undefined });
  walk.end = { seq: head.start_seq, hash: head.start_hash, at: undefined };
  const startFault = startFaultOf(keys, head);
  if (startFault !== undefined) return fault(startFault, walk.end);
  if (isOtherThanWitnessed(walk.end, witnessed)) return fault('notAsWitnessed', walk.end);

  const top = Math.max(head.top_seq ?? 0, head.last_seq);
  for await (const row of entriesUpTo(db, chain, top)) {
    const kind = entryFaultOf(keys, row, walk.end);
    if (kind !== undefined) return fault(kind, row);
    walk.entries += 1;
    walk.end = { seq: row.seq, hash: row.hash, at: row.at };
    if (isOtherThanWitnessed(walk.end, witnessed)) return fault('notAsWitnessed', row);
  }
  const { end } = walk;
  if (Math.max(head.last_seq, witnessed?.seq ?? 0) > end.seq) {
    return fault('cutOff', { seq: end.seq + 1, at: end.at });
  }
  const isEnd = head.last_seq === end.seq && Buffer.from(end.hash).equals(head.last_hash);
  return isEnd ? walk : fault('endChanged', end);
}

function startFaultOf(keys: KeyRing, head: ChainRow): AuditFaultKind | undefined {
  const { chain, start_seq: seq, start_hash: hash, start_fingerprint, start_mac } = head;
  if (seq === 0) return CHAIN_ROOT.equals(hash) ? undefined : 'startChanged';
  if (start_fingerprint === null || start_mac === null) return 'startChanged';
  const key = keys.named('audit', start_fingerprint);
  if (key === undefined) return 'unknownKey';
  return checkpointMac(key, { chain, seq, hash }).equals(start_mac) ? undefined : 'startChanged';
}

function entryFaultOf(keys: KeyRing, row: Row, before: Place): AuditFaultKind | undefined {
  if (row.seq <= before.seq) return 'added';
  if (row.seq > before.seq + 1) return 'missing';
  const key = keys.named('audit', row.key_fingerprint);
  if (key === undefined) return 'unknownKey';
  if (!entryHash(key, toEntry(row)).equals(row.hash)) return 'changed';
  return Buffer.from(before.hash).equals(row.previous_hash) ? undefined : 'unlinked';
}

function toEntry(row: Row): SealedEntry {
  const { chain, seq, at, event, detail } = row;
  return {
    chain,
    seq,
    at,
    event,
    detail,
    subjectIndex: row.subject_index,
    previousHash: row.previous_hash,
  };
}

function isOtherThanWitnessed(place: Place, witnessed: WitnessedHead | undefined): boolean {
  if (witnessed === undefined || witnessed.seq !== place.seq) return false;
  return !witnessed.shortHash.equals(place.hash.subarray(0, witnessed.shortHash.length));
}

/** From whichever row is first: one that stands before the recorded start must be seen. */
async function* entriesUpTo(db: Db, chain: number, top: number): AsyncGenerator<Row> {
  let last = -2_147_483_648;
  while (last < top) {
    const rows = await db
      .selectFrom('audit_entries')
      .selectAll()
      .where('chain', '=', chain)
      .where('seq', '>', last)
      .where('seq', '<=', top)
      .orderBy('seq')
      .limit(BATCH_ROWS)
      .execute();
    yield* rows;
    last = rows.at(-1)?.seq ?? top;
  }
}
