/** Signed-in sessions, known by the hash of their token (norms SES-1, SES-3, RST-3). */
import type { AccountRef } from './accounts.ts';
import type { Db } from './tables.ts';

export async function addSession(
  db: Db,
  session: { tokenHash: Buffer; accountRef: AccountRef; openedAt: Date; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      token_hash: session.tokenHash,
      account_ref: session.accountRef,
      opened_at: session.openedAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** When this session, which is alive, ends; undefined for any other. */
export async function findSessionEnd(db: Db, tokenHash: Buffer, now: Date): Promise<Date | undefined> {
  const row = await db
    .selectFrom('sessions')
    .select('expires_at')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.expires_at;
}

/** Those that are kept, whether or not they have ended. */
export async function listSessions(
  db: Db,
  accountRef: AccountRef,
): Promise<{ openedAt: Date; expiresAt: Date }[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['opened_at', 'expires_at'])
    .where('account_ref', '=', accountRef)
    .orderBy('opened_at')
    .execute();
  return rows.map(row => ({ openedAt: row.opened_at, expiresAt: row.expires_at }));
}

/** Whose session it was; undefined when there was none. */
export async function endSession(db: Db, tokenHash: Buffer): Promise<AccountRef | undefined> {
  const ended = await db
    .deleteFrom('sessions')
    .where('token_hash', '=', tokenHash)
    .returning('account_ref')
    .executeTakeFirst();
  return ended?.account_ref as AccountRef | undefined;
}

/** Ends every session of the account, whoever holds it, and says how many were still alive. */
export async function endSessionsOf(db: Db, accountRef: AccountRef, now: Date): Promise<number> {
  const ended = await db
    .deleteFrom('sessions')
    .where('account_ref', '=', accountRef)
    .returning('expires_at')
    .execute();
  return ended.filter(session => session.expires_at > now).length;
}
