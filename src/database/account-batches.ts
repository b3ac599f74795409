/**
 * The accounts' tables as an import sees them: a batch looked up and added at a time, by statements that take arrays.
 * Opening and sealing are done by `actions/import-accounts.ts`. Beside `accounts.ts`, whose lock this is, and
 * `account-seals.ts`, the only file that touches these tables.
 */
import { sql } from 'kysely';
import type { KeyRing } from '../secrets/keys.ts';
import type { Db, Trx } from './tables.ts';

/** The lock that those who add accounts hold one after the other; any number that nothing else locks by. */
const ADDING_LOCK = 20_230_401;

/** Held until the transaction ends: two processes with other keys in front would index one number twice. */
export async function lockAdding(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ADDING_LOCK})`.execute(db);
}

/**
 * Whether a key that is not in this ring sealed somebody there. The index is asked for the first fingerprint, then for the
 * next one after it, and so on: as many look-ups as there are keys, however many rows there are.
 */
export async function hasUnknownKeys(
  db: Db,
  keys: KeyRing,
  table: 'accounts' | 'insured_people' = 'accounts',
): Promise<boolean> {
  const known = keys.all('seal').map(key => key.fingerprint);
  const sealedBy = sql`substring(person_sealed from 1 for 4)`;
  const unknown = await sql`
    with recursive used(fingerprint) as (
      (select ${sealedBy} from ${sql.table(table)} order by ${sealedBy} limit 1)
      union all
      select (select ${sealedBy} from ${sql.table(table)} where ${sealedBy} > used.fingerprint order by ${sealedBy} limit 1)
      from used where used.fingerprint is not null
    )
    select 1 from used where fingerprint <> all(${known}::bytea[]) limit 1`.execute(db);
  return unknown.rows.length > 0;
}

export type KnownAccount = {
  ref: string;
  nirIndex: Buffer;
  personSealed: Buffer;
  verifiedIndex: Buffer | undefined;
};

/** The accounts that stand under any of these indexes. */
export async function findAccountsByNumbers(
  trx: Trx,
  nirIndexes: readonly Buffer[],
): Promise<KnownAccount[]> {
  const found = await trx
    .selectFrom('accounts')
    .leftJoin('verified_addresses', 'verified_addresses.account_ref', 'accounts.ref')
    .select(['ref', 'nir_index', 'person_sealed', 'address_index'])
    .where('nir_index', '=', sql<Buffer>`any(${nirIndexes}::bytea[])`)
    .execute();
  return found.map(row => ({
    ref: row.ref,
    nirIndex: Buffer.from(row.nir_index),
    personSealed: Buffer.from(row.person_sealed),
    verifiedIndex: row.address_index === null ? undefined : Buffer.from(row.address_index),
  }));
}

export type SealedAccount = {
  ref: string;
  nirIndex: Buffer;
  personSealed: Buffer;
  verified: { index: Buffer; at: Date } | undefined;
};

/** Adds accounts without password. Throws when a number is taken: the caller has looked, under the lock. */
export async function addAccounts(trx: Trx, accounts: readonly SealedAccount[]): Promise<void> {
  if (accounts.length === 0) return;
  await sql`
    insert into accounts (ref, nir_index, person_sealed)
    select * from unnest(
      ${accounts.map(({ ref }) => ref)}::uuid[],
      ${accounts.map(({ nirIndex }) => nirIndex)}::bytea[],
      ${accounts.map(({ personSealed }) => personSealed)}::bytea[]
    )`.execute(trx);
  const verified = accounts.flatMap(({ ref, verified }) => (verified ? [{ ref, ...verified }] : []));
  if (verified.length === 0) return;
  await sql`
    insert into verified_addresses (account_ref, address_index, verified_at)
    select * from unnest(
      ${verified.map(({ ref }) => ref)}::uuid[],
      ${verified.map(({ index }) => index)}::bytea[],
      ${verified.map(({ at }) => at)}::timestamptz[]
    )`.execute(trx);
}
