/**
 * The links that prove an address: made when their mail leaves, known by the hash of their secret only, each of one account and one
 * address. Their state is told by `rules/address-link-life.ts`.
 */
import { randomUUID } from 'node:crypto';
import type { AddressLinkEnding } from '../rules/address-link-life.ts';
import type { AccountRef } from './accounts.ts';
import type { Db, Trx } from './tables.ts';

export type AddressLinkRef = string & { readonly __brand: 'AddressLinkRef' };

export type AddressLink = {
  ref: AddressLinkRef;
  accountRef: AccountRef;
  addressIndex: Buffer;
  madeAt: Date;
  expiresAt: Date;
  tries: number;
  ending: AddressLinkEnding | undefined;
  endedAt: Date | undefined;
};

export type NewAddressLink = Pick<AddressLink, 'accountRef' | 'addressIndex' | 'madeAt' | 'expiresAt'> & {
  secretHash: Buffer;
};

export async function addAddressLink(db: Db, link: NewAddressLink): Promise<AddressLinkRef> {
  const ref = randomUUID() as AddressLinkRef;
  await db
    .insertInto('address_links')
    .values({
      ref,
      account_ref: link.accountRef,
      address_index: link.addressIndex,
      secret_hash: link.secretHash,
      made_at: link.madeAt,
      expires_at: link.expiresAt,
      ending: null,
      ended_at: null,
    })
    .execute();
  return ref;
}

export async function findAddressLink(db: Db, secretHash: Buffer): Promise<AddressLink | undefined> {
  const row = await selectLinks(db).where('secret_hash', '=', secretHash).executeTakeFirst();
  return row && toLink(row);
}

/** The same, nobody else changing it until the transaction ends. */
export async function lockAddressLink(trx: Trx, secretHash: Buffer): Promise<AddressLink | undefined> {
  const row = await selectLinks(trx).where('secret_hash', '=', secretHash).forUpdate().executeTakeFirst();
  return row && toLink(row);
}

function selectLinks(db: Db) {
  return db
    .selectFrom('address_links')
    .select(['ref', 'account_ref', 'address_index', 'made_at', 'expires_at', 'tries', 'ending', 'ended_at']);
}

function toLink(row: Awaited<ReturnType<ReturnType<typeof selectLinks>['executeTakeFirstOrThrow']>>) {
  return {
    ref: row.ref as AddressLinkRef,
    accountRef: row.account_ref as AccountRef,
    addressIndex: Buffer.from(row.address_index),
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    tries: row.tries,
    ending: (row.ending ?? undefined) as AddressLinkEnding | undefined,
    endedAt: row.ended_at ?? undefined,
  } satisfies AddressLink;
}

/** One more answer is given with it: counted before anybody knows whether it is right. */
export async function countTryOfLink(trx: Trx, ref: AddressLinkRef): Promise<void> {
  await trx
    .updateTable('address_links')
    .set(link => ({ tries: link('tries', '+', 1) }))
    .where('ref', '=', ref)
    .execute();
}

/**
 * Its mail has left: its life starts, and the older ones of the account are worth nothing any more, unless this one was itself
 * ended while its mail was leaving. All are locked first, in one order, so that two mails that leave at once do not wait
 * for each other for ever.
 */
export async function startAddressLink(
  trx: Trx,
  link: { ref: AddressLinkRef; accountRef: AccountRef; madeAt: Date; at: Date; expiresAt: Date },
): Promise<void> {
  const ofAccount = selectLinks(trx).where('account_ref', '=', link.accountRef);
  const links = await ofAccount.orderBy('ref').forUpdate().execute();
  if (links.find(({ ref }) => ref === link.ref)?.ending !== null) return;
  await trx
    .updateTable('address_links')
    .set({ expires_at: link.expiresAt })
    .where('ref', '=', link.ref)
    .execute();
  await trx
    .updateTable('address_links')
    .set({ ending: 'replaced' satisfies AddressLinkEnding, ended_at: link.at })
    .where('account_ref', '=', link.accountRef)
    .where('ref', '<>', link.ref)
    .where('made_at', '<=', link.madeAt)
    .where('ending', 'is', null)
    .execute();
}

export async function endAddressLink(
  db: Db,
  ref: AddressLinkRef,
  ended: { ending: AddressLinkEnding; at: Date },
): Promise<void> {
  await db
    .updateTable('address_links')
    .set({ ending: ended.ending, ended_at: ended.at })
    .where('ref', '=', ref)
    .where('ending', 'is', null)
    .execute();
}

/** When the account's links were made that have not ended, the latest first: for its owner, who may ask what is kept. */
export async function listAddressLinks(
  db: Db,
  accountRef: AccountRef,
): Promise<Pick<AddressLink, 'madeAt' | 'expiresAt' | 'ending' | 'endedAt'>[]> {
  const rows = await selectLinks(db)
    .where('account_ref', '=', accountRef)
    .orderBy('made_at', 'desc')
    .execute();
  return rows.map(toLink);
}

/** For key rotation: which links there are to index anew is told by `account-seals.ts`. */
export async function reindexAddressLink(db: Db, ref: AddressLinkRef, index: Buffer): Promise<void> {
  await db.updateTable('address_links').set({ address_index: index }).where('ref', '=', ref).execute();
}
