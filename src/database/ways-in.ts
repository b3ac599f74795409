/**
 * « Ce n'était pas moi »: the ways into an account that are taken away when its owner says so, besides its password and its
 * sessions. Links are locked before the account itself, as étape 5 does (`renewal-links.ts`).
 */
import { sql } from 'kysely';
import type { LinkEnding } from '../rules/link-life.ts';
import type { AccountRef } from './accounts.ts';
import { type LinkRef, lockedLinksOf } from './renewal-links.ts';
import type { RequestRef } from './renewal-requests.ts';
import type { Db, Trx } from './tables.ts';

const DISAVOWED = 'disavowed' satisfies LinkEnding;

/** Exactly one of this and of étape 5's use of the link wins; `used` and `dead` change nothing. */
export async function revokeLink(trx: Trx, ref: LinkRef, now: Date): Promise<'revoked' | 'used' | 'dead'> {
  const revoked = await trx
    .updateTable('renewal_links')
    .set({ ending: DISAVOWED, ended_at: now })
    .where('ref', '=', ref)
    .where('ending', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (revoked.numUpdatedRows === 1n) return 'revoked';
  const row = await trx
    .selectFrom('renewal_links')
    .select('ending')
    .where('ref', '=', ref)
    .executeTakeFirst();
  return row?.ending === ('used' satisfies LinkEnding) ? 'used' : 'dead';
}

/** Provisional code and live links, in the order of all that hold them. */
export async function closeWaysIn(trx: Trx, accountRef: AccountRef, now: Date): Promise<void> {
  await trx.deleteFrom('provisional_codes').where('account_ref', '=', accountRef).execute();
  await sql`
    with ${lockedLinksOf(accountRef)}
    update renewal_links set ending = ${DISAVOWED}, ended_at = ${now}
    from links
    where renewal_links.ref = links.ref and links.ending is null and links.expires_at > ${now}
  `.execute(trx);
}

/** Its owner said that it was not theirs: no further mail is to leave for it. */
export async function isRequestDisavowed(db: Db, requestRef: RequestRef): Promise<boolean> {
  const row = await db
    .selectFrom('renewal_links')
    .select('ref')
    .where('request_ref', '=', requestRef)
    .where('ending', '=', DISAVOWED)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
