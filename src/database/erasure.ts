/**
 * Every row that is about one person (norm RGP-9; GDPR article 17), in all tables but the journal's. What is counted and what
 * is removed are the same rows, found by the indexes that are there anyhow: by the account, by the (number, date), by the number.
 */
import { type RawBuilder, sql } from 'kysely';
import type { ErasedTable } from '../rules/audit-events.ts';
import type { AccountRef } from './accounts.ts';
import type { Db, Trx } from './tables.ts';

/** Whose rows; indexes by every key of the ring. No account, or somebody else's number: null, and no index. */
export type Erased = {
  accountRef: AccountRef | null;
  identityIndexes: readonly Buffer[];
  numberIndexes: readonly Buffer[];
};

export type RowsOf = Partial<Record<ErasedTable, number>>;

const ofAccount = ({ accountRef }: Erased) => sql`account_ref = ${accountRef}::uuid`;
const ofIdentity = ({ identityIndexes }: Erased) => sql`identity_index = any(${identityIndexes}::bytea[])`;

/** In the order in which they go: what leads to the account before the account. */
const ABOUT: Record<ErasedTable, (erased: Erased) => RawBuilder<unknown>> = {
  sessions: ofAccount,
  provisional_codes: ofAccount,
  account_activity: ofAccount,
  disavowals: ofAccount,
  agent_approvals: ofAccount,
  agent_cases: ofAccount,
  other_addresses: ofAccount,
  address_links: ofAccount,
  renewal_links: ofAccount,
  mails: ofAccount,
  renewal_requests: ofIdentity,
  request_limits: ofIdentity,
  sign_in_limits: ({ numberIndexes }) => sql`number_index = any(${numberIndexes}::bytea[])`,
  bounced_addresses: ofAccount,
  verified_addresses: ofAccount,
  accounts: ({ accountRef }) => sql`ref = ${accountRef}::uuid`,
};

const TABLES = Object.keys(ABOUT) as ErasedTable[];

/** How many rows of each table; those that have none are left out. */
export async function countRowsOf(db: Db, erased: Erased): Promise<RowsOf> {
  const rows: RowsOf = {};
  for (const table of TABLES) {
    const counted = await sql<{ count: string }>`
      select count(*) from ${sql.table(table)} where ${ABOUT[table](erased)}`.execute(db);
    const count = Number(counted.rows[0]?.count);
    if (count > 0) rows[table] = count;
  }
  return rows;
}

export async function removeRowsOf(trx: Trx, erased: Erased): Promise<RowsOf> {
  const rows: RowsOf = {};
  for (const table of TABLES) {
    const removed = await sql`delete from ${sql.table(table)} where ${ABOUT[table](erased)}`.execute(trx);
    const count = Number(removed.numAffectedRows ?? 0);
    if (count > 0) rows[table] = count;
  }
  return rows;
}
