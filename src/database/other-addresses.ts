/**
 * The addresses of an account besides its own, sealed: `pending`, the new one that its owner gave and has not proved yet, and
 * `former`, the proved one that was left, to be told of what follows (norm RST-7). One of each at the most.
 */
import { sql } from 'kysely';
import type { MailAddress } from '../rules/mail-address.ts';
import type { Sealer } from '../secrets/sealer.ts';
import type { AccountRef } from './accounts.ts';
import { carry } from './carried.ts';
import type { Db, Trx } from './tables.ts';

export type AddressRole = 'pending' | 'former';
export type OtherAddress = { mailAddress: MailAddress; since: Date };

export type Of = { accountRef: AccountRef; role: AddressRole };

/** Where a sealed address stands: what key rotation seals anew must open here. */
export const placeOfAddress = ({ accountRef, role }: Of) => `other_addresses.address/${role}/${accountRef}`;

/** In the place of the one that was there. */
export async function writeOtherAddress(
  trx: Trx,
  sealer: Sealer,
  of: Of,
  address: OtherAddress,
): Promise<void> {
  const fresh = {
    address_sealed: sealer.seal(address.mailAddress, placeOfAddress(of)),
    since: address.since,
  };
  await trx
    .insertInto('other_addresses')
    .values({ account_ref: of.accountRef, role: of.role, ...fresh })
    .onConflict(conflict => conflict.columns(['account_ref', 'role']).doUpdateSet(fresh))
    .execute();
}

export async function findOtherAddress(db: Db, sealer: Sealer, of: Of): Promise<OtherAddress | undefined> {
  const row = await db
    .selectFrom('other_addresses')
    .select(['address_sealed', 'since'])
    .where('account_ref', '=', of.accountRef)
    .where('role', '=', of.role)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const opened = sealer.open(row.address_sealed, placeOfAddress(of));
  if (opened.state === 'refused') throw new Error(`the ${of.role} address of ${of.accountRef} does not open`);
  return { mailAddress: opened.text as MailAddress, since: row.since };
}

function deletion(db: Db, { accountRef, role }: Of) {
  return db.deleteFrom('other_addresses').where('account_ref', '=', accountRef).where('role', '=', role);
}

/** If there is one. */
export async function dropOtherAddress(trx: Trx, of: Of): Promise<void> {
  await carry(trx, deletion(trx, of).compile());
}

/** Whether there was one. */
export async function removeOtherAddress(db: Db, of: Of): Promise<boolean> {
  const removed = await deletion(db, of).executeTakeFirst();
  return removed.numDeletedRows === 1n;
}

export type SealedAddress = Of & { sealed: Buffer };

/** Those that a key with another fingerprint than these bytes sealed. */
export async function listAddressesNotSealedBy(db: Db, fingerprint: Buffer): Promise<SealedAddress[]> {
  const rows = await db
    .selectFrom('other_addresses')
    .select(['account_ref', 'role', 'address_sealed'])
    .where(
      sql<boolean>`substring(address_sealed from 1 for ${sql.lit(fingerprint.length)}) <> ${fingerprint}`,
    )
    .execute();
  return rows.map(row => ({
    accountRef: row.account_ref as AccountRef,
    role: row.role,
    sealed: Buffer.from(row.address_sealed),
  }));
}

/** Only where it is still the one that was read. */
export async function resealAddress(db: Db, was: SealedAddress, sealed: Buffer): Promise<void> {
  await db
    .updateTable('other_addresses')
    .set({ address_sealed: sealed })
    .where('account_ref', '=', was.accountRef)
    .where('role', '=', was.role)
    .where('address_sealed', '=', was.sealed)
    .execute();
}

/** How many each key sealed, by its fingerprint in hexadecimal. */
export async function countAddressesByKey(db: Db): Promise<{ fingerprint: string; addresses: number }[]> {
  const { rows } = await sql<{ fingerprint: string; addresses: string }>`
    select encode(substring(address_sealed from 1 for 4), 'hex') as fingerprint, count(*) as addresses
    from other_addresses group by 1 order by 1`.execute(db);
  return rows.map(row => ({ fingerprint: row.fingerprint, addresses: Number(row.addresses) }));
}
