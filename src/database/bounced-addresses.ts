/**
 * Addresses that a provider said do not exist, for the agents: one an account, known by its index, so that a corrected
 * address is a new one. Nothing that the public sees depends on it (norm DSN-2).
 */
import type { AccountRef } from './accounts.ts';
import type { Db } from './tables.ts';

export type BouncedAddress = { addressIndex: Buffer; answer: string; bouncedAt: Date };

export async function markAddressBounced(
  db: Db,
  accountRef: AccountRef,
  bounced: BouncedAddress,
): Promise<void> {
  const row = {
    address_index: bounced.addressIndex,
    answer: bounced.answer,
    bounced_at: bounced.bouncedAt,
  };
  await db
    .insertInto('bounced_addresses')
    .values({ account_ref: accountRef, ...row })
    .onConflict(conflict => conflict.column('account_ref').doUpdateSet(row))
    .execute();
}

export async function findBouncedAddress(
  db: Db,
  accountRef: AccountRef,
): Promise<BouncedAddress | undefined> {
  const row = await db
    .selectFrom('bounced_addresses')
    .select(['address_index', 'answer', 'bounced_at'])
    .where('account_ref', '=', accountRef)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { addressIndex: Buffer.from(row.address_index), answer: row.answer, bouncedAt: row.bounced_at };
}

/** The address works after all: somebody opened what was sent to it since. */
export async function forgetBounce(db: Db, accountRef: AccountRef): Promise<void> {
  await db.deleteFrom('bounced_addresses').where('account_ref', '=', accountRef).execute();
}
