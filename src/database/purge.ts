/**
 * Removing what has been kept long enough (norms RGP-3, RGP-4, LOG-6), some rows a transaction: a purge never holds the
 * service up, may be stopped anywhere, and two at once leave each other's rows alone. The journal is shortened
 * from its beginning only, and where it then begins is signed, so that it still verifies.
 */
import { type RawBuilder, sql } from 'kysely';
import type { PurgedTable } from '../rules/audit-events.ts';
import type { Cutoffs } from '../rules/retention.ts';
import { AUDIT_CHAINS, checkpointMac } from '../secrets/audit-chain.ts';
import type { KeyRing } from '../secrets/keys.ts';
import { lockChain } from './audit.ts';
import type { Db, Trx } from './tables.ts';

const BATCH_ROWS = 1000;

type OldRowTable = Exclude<PurgedTable, 'audit_entries'>;

/** Which rows of each table may go. A request waits for its job, whatever became of the worker. */
const MAY_GO: Record<OldRowTable, (cutoffs: Cutoffs) => RawBuilder<unknown>> = {
  code_answers: ({ codesAnswered, grantsAnswered, proofsAnswered, codesSpent }) => sql`
    answered_at <= ${codesAnswered}
    and (challenge_id not like 'preuve/%' or answered_at <= ${proofsAnswered})
    and (not is_right or coalesce(spent_at <= ${codesSpent}, answered_at <= ${grantsAnswered}))`,
  quotas: ({ limitsEnded }) => sql`ends_at <= ${limitsEnded}`,
  request_limits: ({ limitsEnded }) => sql`
    coalesce(greatest(blocked_until, (select max(one) from unnest(asked_at) as one)), '-infinity')
      <= ${limitsEnded}`,
  // It also counts failures in a row, which have no end of their own.
  sign_in_limits: ({ requestsMade }) => sql`
    coalesce(tried_at[cardinality(tried_at)], '-infinity') <= ${requestsMade}`,
  sessions: ({ now }) => sql`expires_at <= ${now}`,
  // What ended is kept like the requests: whoever types the code again is told what became of it.
  provisional_codes: ({ requestsMade }) => sql`expires_at <= ${requestsMade}`,
  account_activity: ({ requestsMade }) => sql`at <= ${requestsMade}`,
  other_addresses: ({ addressesGiven }) => sql`since <= ${addressesGiven}`,
  agent_sessions: ({ now }) => sql`expires_at <= ${now}`,
  agent_approvals: ({ now }) => sql`expires_at <= ${now}`,
  // A number that has no account is kept no longer than its case.
  agent_cases: ({ requestsMade, now }) => sql`
    expires_at <= ${requestsMade} or (account_ref is null and expires_at <= ${now})`,
  mails: ({ requestsMade }) => sql`made_at <= ${requestsMade}`,
  renewal_links: ({ requestsMade, now }) => sql`made_at <= ${requestsMade} and expires_at <= ${now}`,
  disavowals: ({ now }) => sql`expires_at <= ${now}`,
  address_links: ({ requestsMade, now }) => sql`made_at <= ${requestsMade} and expires_at <= ${now}`,
  renewal_requests: ({ requestsMade }) => sql`
    asked_at <= ${requestsMade}
    and not exists (
      select 1 from pgboss.job
      where state in ('created', 'retry', 'active') and data ->> 'requestRef' = renewal_requests.ref::text
    )`,
};

export const OLD_ROW_TABLES = Object.keys(MAY_GO) as OldRowTable[];

/** How many rows went: fewer than asked for when none is left, or when another purge has them in hand. */
export async function removeOldRows(db: Db, table: OldRowTable, cutoffs: Cutoffs): Promise<Batch> {
  const removed = await sql`
    delete from ${sql.table(table)} where ctid = any(array(
      select ctid from ${sql.table(table)} where ${MAY_GO[table](cutoffs)}
      limit ${sql.lit(BATCH_ROWS)} for update skip locked
    ))`.execute(db);
  return batchOf(Number(removed.numAffectedRows ?? 0));
}

export type Batch = { removed: number; mayBeMore: boolean };

function batchOf(removed: number): Batch {
  return { removed, mayBeMore: removed === BATCH_ROWS };
}

/** Some of the oldest entries of each chain that has any to give. */
export async function removeOldEntries(db: Db, keys: KeyRing, cutoffs: Cutoffs): Promise<Batch> {
  let removed = 0;
  let mayBeMore = false;
  for (let chain = 0; chain < AUDIT_CHAINS; chain += 1) {
    const batch = await db
      .transaction()
      .execute(trx => shortenChain(trx, keys, { chain, before: cutoffs.auditTold }));
    removed += batch.removed;
    mayBeMore ||= batch.mayBeMore;
  }
  return { removed, mayBeMore };
}

async function shortenChain(
  trx: Trx,
  keys: KeyRing,
  { chain, before }: { chain: number; before: Date },
): Promise<Batch> {
  const head = await lockChain(trx, chain);
  const oldest = await trx
    .selectFrom('audit_entries')
    .select(['seq', 'at', 'hash'])
    .where('chain', '=', chain)
    .where('seq', '>', head.start_seq)
    .orderBy('seq')
    .limit(BATCH_ROWS)
    .execute();
  const firstKept = oldest.findIndex(entry => entry.at > before);
  const going = firstKept === -1 ? oldest : oldest.slice(0, firstKept);
  const last = going.at(-1);
  if (last === undefined) return batchOf(0);

  const key = keys.current('audit');
  const { seq, hash } = last;
  await sql`select set_config('renouveau.audit_purge', 'on', true)`.execute(trx);
  await trx
    .deleteFrom('audit_entries')
    .where('chain', '=', chain)
    .where('seq', '>', head.start_seq)
    .where('seq', '<=', seq)
    .execute();
  await trx
    .updateTable('audit_chains')
    .set({
      start_seq: seq,
      start_hash: hash,
      start_fingerprint: key.fingerprint,
      start_mac: checkpointMac(key, { chain, seq, hash }),
    })
    .where('chain', '=', chain)
    .execute();
  return batchOf(going.length);
}
