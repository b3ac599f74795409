/** The links of étape 4, known by the hash of their secret (its story: `secrets/link-secret.ts`). */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { LinkEnding, LinkFacts } from '../rules/link-life.ts';
import { EXTENSION_MINUTES, EXTENSIONS_MAX } from '../rules/more-time.ts';
import type { AccountRef } from './accounts.ts';
import { carry } from './carried.ts';
import type { RequestRef } from './renewal-requests.ts';
import type { Db, Trx } from './tables.ts';

const EXTENSION = sql`make_interval(mins => ${sql.lit(EXTENSION_MINUTES)})`;

export type LinkRef = string & { readonly __brand: 'LinkRef' };

export type RenewalLink = LinkFacts & {
  ref: LinkRef;
  requestRef: RequestRef;
  accountRef: AccountRef;
  usedByIndex: Buffer | undefined;
  extensions: number;
};

export async function addRenewalLink(
  db: Db,
  link: { requestRef: RequestRef; accountRef: AccountRef; secretHash: Buffer; madeAt: Date; expiresAt: Date },
): Promise<LinkRef> {
  const ref = randomUUID() as LinkRef;
  const added = db.insertInto('renewal_links').values({
    ref,
    request_ref: link.requestRef,
    account_ref: link.accountRef,
    secret_hash: link.secretHash,
    made_at: link.madeAt,
    expires_at: link.expiresAt,
    ending: null,
    ended_at: null,
    used_by_index: null,
    opened_at: null,
  });
  await carry(db, added.compile());
  return ref;
}

export async function findRenewalLink(db: Db, secretHash: Buffer): Promise<RenewalLink | undefined> {
  const row = await db
    .selectFrom('renewal_links')
    .select([
      'ref',
      'request_ref',
      'account_ref',
      'expires_at',
      'ending',
      'ended_at',
      'used_by_index',
      'extensions',
    ])
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    ref: row.ref as LinkRef,
    requestRef: row.request_ref as RequestRef,
    accountRef: row.account_ref as AccountRef,
    expiresAt: row.expires_at,
    ending: (row.ending ?? undefined) as LinkEnding | undefined,
    endedAt: row.ended_at ?? undefined,
    usedByIndex: row.used_by_index === null ? undefined : Buffer.from(row.used_by_index),
    extensions: row.extensions,
  };
}

/**
 * The mail server has taken the mail: the link's life starts, and no older link of the account is worth anything,
 * unless this one was itself ended while its mail was leaving. More time that was asked for meanwhile is kept.
 */
export async function markHandedOver(
  db: Db,
  link: { ref: LinkRef; accountRef: AccountRef; madeAt: Date; handedOverAt: Date; expiresAt: Date },
): Promise<void> {
  const { ref, madeAt, handedOverAt, expiresAt } = link;
  await sql`
    with ${lockedLinksOf(link.accountRef)},
    mine as (select ending from links where ref = ${ref})
    update renewal_links set
      expires_at = case when renewal_links.ref = ${ref} then ${expiresAt}::timestamptz + links.extensions * ${EXTENSION} else renewal_links.expires_at end,
      ending = case when renewal_links.ref = ${ref} then renewal_links.ending else ${'replaced' satisfies LinkEnding} end,
      ended_at = case when renewal_links.ref = ${ref} then ended_at else ${handedOverAt} end
    from links, mine
    where renewal_links.ref = links.ref
      and (links.ref = ${ref} or (mine.ending is null and links.ending is null and links.made_at <= ${madeAt}))
  `.execute(db);
}

/**
 * All links of the account as they are now, locked in one order, so that mails that leave and links that are used at
 * once do not wait for each other for ever.
 */
export function lockedLinksOf(accountRef: AccountRef) {
  return sql`links as (
      select ref, ending, made_at, expires_at, extensions from renewal_links
      where account_ref = ${accountRef} order by ref for update
    )`;
}

/** The mail server would not take its mail: nobody will ever see this link. */
export async function endRefusedLink(db: Db, ref: LinkRef, at: Date): Promise<void> {
  await db
    .updateTable('renewal_links')
    .set({ ending: 'refused' satisfies LinkEnding, ended_at: at })
    .where('ref', '=', ref)
    .where('ending', 'is', null)
    .execute();
}

/**
 * Puts off the end of a link that is alive, and says how often that was done now; undefined when it is not alive any more
 * or was put off as often as can be. One statement: of any number at once none goes beyond the limit (norm C-4).
 */
export async function putOffExpiry(
  trx: Trx,
  { ref, now }: { ref: LinkRef; now: Date },
): Promise<number | undefined> {
  const row = await trx
    .updateTable('renewal_links')
    .set(link => ({
      expires_at: sql<Date>`expires_at + ${EXTENSION}`,
      extensions: link('extensions', '+', 1),
      extended_at: now,
    }))
    .where('ref', '=', ref)
    .where('ending', 'is', null)
    .where('expires_at', '>', now)
    .where('extensions', '<', EXTENSIONS_MAX)
    .returning('extensions')
    .executeTakeFirst();
  return row?.extensions;
}

/**
 * Claims the link for the transaction that writes the password: true for exactly one of any number of simultaneous
 * callers. The account's other links end here, because the password they were made for is gone (norms TOK-5, TOK-8).
 */
export async function claimRenewalLink(
  trx: Trx,
  claim: { ref: LinkRef; accountRef: AccountRef; now: Date; usedByIndex: Buffer },
): Promise<boolean> {
  const { ref, now, usedByIndex } = claim;
  const ended = await sql<{ ref: string }>`
    with ${lockedLinksOf(claim.accountRef)},
    mine as (select ref from links where ref = ${ref} and ending is null and expires_at > ${now})
    update renewal_links set
      ending = case when renewal_links.ref = ${ref} then ${'used' satisfies LinkEnding} else ${'passwordChanged' satisfies LinkEnding} end,
      ended_at = ${now},
      used_by_index = case when renewal_links.ref = ${ref} then ${usedByIndex}::bytea end
    from links, mine
    where renewal_links.ref = links.ref and links.ending is null
    returning renewal_links.ref
  `.execute(trx);
  return ended.rows.some(link => link.ref === ref);
}

/** Before the account's own row, in the order of who uses a link: so that neither waits for the other for ever. */
export async function lockRenewalLinks(trx: Trx, accountRef: AccountRef): Promise<void> {
  await sql`with ${lockedLinksOf(accountRef)} select ref from links`.execute(trx);
}

/** What they were made for, a password or an address, is gone: none of the account's links is worth anything any more (norm TOK-8). */
export async function endRenewalLinks(
  trx: Trx,
  accountRef: AccountRef,
  { ending, at }: { ending: Extract<LinkEnding, 'passwordChanged' | 'addressChanged'>; at: Date },
): Promise<void> {
  await sql`
    with ${lockedLinksOf(accountRef)}
    update renewal_links set ending = ${ending}, ended_at = ${at}
    from links where renewal_links.ref = links.ref and links.ending is null
  `.execute(trx);
}
