/**
 * The accounts' tables as key rotation sees them: what a key of the ring made, in batches by ref. Opening and sealing
 * are done by `actions/reseal-accounts.ts`. With `accounts.ts`, the only file that touches these tables. Every write
 * takes effect only where the value is still the one that was read, so a change made meanwhile is never undone.
 */
import { sql } from 'kysely';
import type { AddressLinkRef } from './address-links.ts';
import type { Db, Trx } from './tables.ts';

/** All that keys made for one account; an index is undefined where the account has no such row. */
export type AccountSeals = {
  ref: string;
  nirIndex: Buffer;
  personSealed: Buffer;
  verifiedIndex: Buffer | undefined;
  bouncedIndex: Buffer | undefined;
};

export type PersonChange = { ref: string; was: AccountSeals; nirIndex: Buffer; personSealed: Buffer };
export type IndexChange = { ref: string; was: Buffer; index: Buffer };

export async function countAccounts(db: Db): Promise<number> {
  const row = await db
    .selectFrom('accounts')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

function selectSeals(db: Db) {
  return db
    .selectFrom('accounts')
    .leftJoin('verified_addresses', 'verified_addresses.account_ref', 'accounts.ref')
    .leftJoin('bounced_addresses', 'bounced_addresses.account_ref', 'accounts.ref')
    .select([
      'accounts.ref',
      'nir_index',
      'person_sealed',
      'verified_addresses.address_index as verified_index',
      'bounced_addresses.address_index as bounced_index',
    ])
    .orderBy('accounts.ref');
}

type SealsRow = Awaited<ReturnType<ReturnType<typeof selectSeals>['execute']>>[number];

const bytesOf = (value: Uint8Array | null) => (value === null ? undefined : Buffer.from(value));

function toSeals(row: SealsRow): AccountSeals {
  return {
    ref: row.ref,
    nirIndex: Buffer.from(row.nir_index),
    personSealed: Buffer.from(row.person_sealed),
    verifiedIndex: bytesOf(row.verified_index),
    bouncedIndex: bytesOf(row.bounced_index),
  };
}

/** The accounts after this one, by ref. */
export async function listAccountSeals(
  db: Db,
  after: string | undefined,
  limit: number,
): Promise<AccountSeals[]> {
  const from = after === undefined ? selectSeals(db) : selectSeals(db).where('accounts.ref', '>', after);
  return (await from.limit(limit).execute()).map(toSeals);
}

/** Those of these accounts that nobody else holds now, or all of them once they are let go, locked in one order. */
export async function lockAccountSeals(
  trx: Trx,
  refs: readonly string[],
  held: 'skip' | 'wait',
): Promise<AccountSeals[]> {
  const locking = trx.selectFrom('accounts').select('ref').where('ref', 'in', refs).orderBy('ref');
  const locked = locking.forUpdate('accounts');
  const free = await (held === 'skip' ? locked.skipLocked() : locked).execute();
  if (free.length === 0) return [];
  // Read by a statement of its own, after the locks: whoever was waited for may have changed what is read.
  const ours = free.map(({ ref }) => ref);
  return (await selectSeals(trx).where('accounts.ref', 'in', ours).execute()).map(toSeals);
}

/** Which of these indexes an account already stands under, and which account. */
export async function findOwnersOfNumbers(
  trx: Trx,
  nirIndexes: readonly Buffer[],
): Promise<{ ref: string; nirIndex: Buffer }[]> {
  const rows = await trx
    .selectFrom('accounts')
    .select(['ref', 'nir_index'])
    .where('nir_index', 'in', nirIndexes)
    .execute();
  return rows.map(row => ({ ref: row.ref, nirIndex: Buffer.from(row.nir_index) }));
}

export async function writePersons(trx: Trx, changes: readonly PersonChange[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    update accounts set nir_index = fresh.nir_index, person_sealed = fresh.person_sealed
    from unnest(
      ${changes.map(({ ref }) => ref)}::uuid[],
      ${changes.map(({ was }) => was.personSealed)}::bytea[],
      ${changes.map(({ nirIndex }) => nirIndex)}::bytea[],
      ${changes.map(({ personSealed }) => personSealed)}::bytea[]
    ) as fresh(ref, was, nir_index, person_sealed)
    where accounts.ref = fresh.ref and accounts.person_sealed = fresh.was
  `.execute(trx);
}

export async function reindexAddresses(
  trx: Trx,
  table: 'verified_addresses' | 'bounced_addresses',
  changes: readonly IndexChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    update ${sql.table(table)} as kept set address_index = fresh.address_index
    from unnest(
      ${changes.map(({ ref }) => ref)}::uuid[],
      ${changes.map(({ was }) => was)}::bytea[],
      ${changes.map(({ index }) => index)}::bytea[]
    ) as fresh(ref, was, address_index)
    where kept.account_ref = fresh.ref and kept.address_index = fresh.was
  `.execute(trx);
}

/** How many accounts each key sealed, by the fingerprint in front of the seal, in hexadecimal: nothing is opened. */
export async function countSealsByKey(db: Db): Promise<{ fingerprint: string; accounts: number }[]> {
  const rows = await sql<{ fingerprint: string; accounts: string }>`
    select encode(substring(person_sealed from 1 for 4), 'hex') as fingerprint, count(*) as accounts
    from accounts group by 1 order by 1`.execute(db);
  return rows.rows.map(row => ({ fingerprint: row.fingerprint, accounts: Number(row.accounts) }));
}

/** How many passwords each key's pepper is in, by the fingerprint in front of the hash, in hexadecimal. */
export async function countPasswordsByKey(db: Db): Promise<{ fingerprint: string; passwords: number }[]> {
  const rows = await sql<{ fingerprint: string; passwords: string }>`
    select split_part(password_hash, '$', 1) as fingerprint, count(*) as passwords
    from accounts where password_hash is not null group by 1 order by 1`.execute(db);
  return rows.rows.map(row => ({ fingerprint: row.fingerprint, passwords: Number(row.passwords) }));
}

/** A link that may still prove an address, with all that its account seals: one of these is its address, or it proves nothing. */
export type AddressLinkSeals = {
  ref: AddressLinkRef;
  accountRef: string;
  index: Buffer;
  personSealed: Buffer;
  pendingSealed: Buffer | undefined;
};

/** Those after this one, by ref. */
export async function listAddressLinkSeals(
  db: Db,
  { after, now, limit }: { after: AddressLinkRef | undefined; now: Date; limit: number },
): Promise<AddressLinkSeals[]> {
  const live = db
    .selectFrom('address_links as link')
    .innerJoin('accounts', 'accounts.ref', 'link.account_ref')
    .leftJoin('other_addresses as other', on =>
      on.onRef('other.account_ref', '=', 'link.account_ref').on('other.role', '=', 'pending'),
    )
    .select(['link.ref', 'link.account_ref', 'link.address_index', 'person_sealed', 'address_sealed'])
    .where('link.ending', 'is', null)
    .where('link.expires_at', '>', now);
  const from = after === undefined ? live : live.where('link.ref', '>', after);
  return (await from.orderBy('link.ref').limit(limit).execute()).map(row => ({
    ref: row.ref as AddressLinkRef,
    accountRef: row.account_ref,
    index: Buffer.from(row.address_index),
    personSealed: Buffer.from(row.person_sealed),
    pendingSealed: bytesOf(row.address_sealed),
  }));
}
