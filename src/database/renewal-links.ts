/** The links of étape 4, known by the hash of their secret (its story: `secrets/link-secret.ts`). */
import { randomUUID } from 'node:crypto';
import type { LinkEnding, LinkFacts } from '../rules/link-life.ts';
import type { AccountRef } from './accounts.ts';
import type { RequestRef } from './renewal-requests.ts';
import type { Db, Trx } from './tables.ts';

export type LinkRef = string & { readonly __brand: 'LinkRef' };

export type RenewalLink = LinkFacts & {
  ref: LinkRef;
  accountRef: AccountRef;
  usedByIndex: Buffer | undefined;
};

export async function addRenewalLink(
  db: Db,
  link: { requestRef: RequestRef; accountRef: AccountRef; secretHash: Buffer; madeAt: Date; expiresAt: Date },
): Promise<LinkRef> {
  const ref = randomUUID() as LinkRef;
  await db
    .insertInto('renewal_links')
    .values({
      ref,
      request_ref: link.requestRef,
      account_ref: link.accountRef,
      secret_hash: link.secretHash,
      made_at: link.madeAt,
      handed_over_at: null,
      expires_at: link.expiresAt,
      ending: null,
      ended_at: null,
      used_by_index: null,
    })
    .execute();
  return ref;
}

export async function findRenewalLink(db: Db, secretHash: Buffer): Promise<RenewalLink | undefined> {
  const row = await db
    .selectFrom('renewal_links')
    .select(['ref', 'account_ref', 'expires_at', 'ending', 'ended_at', 'used_by_index'])
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    ref: row.ref as LinkRef,
    accountRef: row.account_ref as AccountRef,
    expiresAt: row.expires_at,
    ending: (row.ending ?? undefined) as LinkEnding | undefined,
    endedAt: row.ended_at ?? undefined,
    usedByIndex: row.used_by_index === null ? undefined : Buffer.from(row.used_by_index),
  };
}

/** The mail server has taken the mail: the link's life starts, and no older link of the account is worth anything. */
export async function markHandedOver(
  trx: Trx,
  link: { ref: LinkRef; accountRef: AccountRef; madeAt: Date; handedOverAt: Date; expiresAt: Date },
): Promise<void> {
  await trx
    .updateTable('renewal_links')
    .set({ handed_over_at: link.handedOverAt, expires_at: link.expiresAt })
    .where('ref', '=', link.ref)
    .execute();
  await trx
    .updateTable('renewal_links')
    .set({ ending: 'replaced' satisfies LinkEnding, ended_at: link.handedOverAt })
    .where('account_ref', '=', link.accountRef)
    .where('ref', '!=', link.ref)
    .where('made_at', '<=', link.madeAt)
    .where('ending', 'is', null)
    .execute();
}

/** Ends one link for a reason other than its use. */
export async function endRenewalLink(db: Db, ref: LinkRef, ending: LinkEnding, at: Date): Promise<void> {
  await db
    .updateTable('renewal_links')
    .set({ ending, ended_at: at })
    .where('ref', '=', ref)
    .where('ending', 'is', null)
    .execute();
}

/**
 * Claims the link for the transaction that writes the password: true for exactly one of any number of simultaneous
 * callers. All links of the account are locked first and in one order, so that two links used at once do not wait
 * for each other; the others end here, because the password they were made for is gone (norms TOK-5, TOK-8).
 */
export async function claimRenewalLink(
  trx: Trx,
  claim: { ref: LinkRef; accountRef: AccountRef; now: Date; usedByIndex: Buffer },
): Promise<boolean> {
  await trx
    .selectFrom('renewal_links')
    .select('ref')
    .where('account_ref', '=', claim.accountRef)
    .orderBy('ref')
    .forUpdate()
    .execute();
  const claimed = await trx
    .updateTable('renewal_links')
    .set({ ending: 'used' satisfies LinkEnding, ended_at: claim.now, used_by_index: claim.usedByIndex })
    .where('ref', '=', claim.ref)
    .where('ending', 'is', null)
    .where('expires_at', '>', claim.now)
    .executeTakeFirst();
  if (claimed.numUpdatedRows !== 1n) return false;
  await trx
    .updateTable('renewal_links')
    .set({ ending: 'passwordChanged' satisfies LinkEnding, ended_at: claim.now })
    .where('account_ref', '=', claim.accountRef)
    .where('ending', 'is', null)
    .execute();
  return true;
}
