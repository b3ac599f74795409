/** Signed-in sessions, known by the hash of their token (norms SES-1, SES-3, RST-3). */
import type { DeviceKind } from '../rules/device-kind.ts';
import type { SessionScope } from '../rules/session-life.ts';
import type { AccountRef } from './accounts.ts';
import type { Db } from './tables.ts';

export type SessionRef = string & { readonly __brand: 'SessionRef' };

export type Session = {
  ref: SessionRef;
  accountRef: AccountRef;
  scope: SessionScope;
  device: DeviceKind;
  openedAt: Date;
  seenAt: Date;
  expiresAt: Date;
};

export async function addSession(
  db: Db,
  session: Pick<Session, 'accountRef' | 'scope' | 'device' | 'openedAt' | 'expiresAt'> & {
    tokenHash: Buffer;
  },
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      token_hash: session.tokenHash,
      account_ref: session.accountRef,
      scope: session.scope,
      device: session.device,
      opened_at: session.openedAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

function selectSessions(db: Db) {
  return db
    .selectFrom('sessions')
    .select(['ref', 'account_ref', 'scope', 'device', 'opened_at', 'seen_at', 'expires_at']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectSessions>['execute']>>[number];

function toSession(row: Row): Session {
  return {
    ref: row.ref as SessionRef,
    accountRef: row.account_ref as AccountRef,
    scope: row.scope as SessionScope,
    device: row.device as DeviceKind,
    openedAt: row.opened_at,
    seenAt: row.seen_at ?? row.opened_at,
    expiresAt: row.expires_at,
  };
}

/** Undefined for a token that no session has, or whose session has ended. */
export async function findLiveSession(db: Db, tokenHash: Buffer, now: Date): Promise<Session | undefined> {
  const row = await selectSessions(db)
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && toSession(row);
}

export async function writeSessionSeen(
  db: Db,
  ref: SessionRef,
  seen: { seenAt: Date; expiresAt: Date },
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ seen_at: seen.seenAt, expires_at: seen.expiresAt })
    .where('ref', '=', ref)
    .execute();
}

/** Those that are kept, whether or not they have ended; oldest first. */
export async function listSessions(db: Db, accountRef: AccountRef): Promise<Session[]> {
  const rows = await selectSessions(db).where('account_ref', '=', accountRef).orderBy('opened_at').execute();
  return rows.map(toSession);
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

/** Ends those that a provisional code opened: a new code, or the same one again, takes their place (norm SES-4). */
export async function endRestrictedSessionsOf(db: Db, accountRef: AccountRef): Promise<void> {
  const restricted: SessionScope = 'choosePassword';
  await db
    .deleteFrom('sessions')
    .where('account_ref', '=', accountRef)
    .where('scope', '=', restricted)
    .execute();
}

export async function isAlive(db: Db, ref: SessionRef, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('ref')
    .where('ref', '=', ref)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}

/** The same session under another token: whoever had copied the former one is out (norm SES-1). */
export async function renewToken(db: Db, ref: SessionRef, tokenHash: Buffer): Promise<void> {
  await db.updateTable('sessions').set({ token_hash: tokenHash }).where('ref', '=', ref).execute();
}

/** One of the account's own; true when it was still alive. */
export async function endOneSession(
  db: Db,
  { accountRef, ref }: Pick<Session, 'accountRef' | 'ref'>,
  now: Date,
): Promise<boolean> {
  const ended = await db
    .deleteFrom('sessions')
    .where('account_ref', '=', accountRef)
    .where('ref', '=', ref)
    .returning('expires_at')
    .executeTakeFirst();
  return ended !== undefined && ended.expires_at > now;
}

/** Ends the account's sessions, whoever holds them, but for one, and says how many were still alive. */
export async function endSessionsOf(
  db: Db,
  accountRef: AccountRef,
  now: Date,
  kept?: SessionRef,
): Promise<number> {
  const all = db.deleteFrom('sessions').where('account_ref', '=', accountRef);
  const ended = await (kept === undefined ? all : all.where('ref', '!=', kept))
    .returning('expires_at')
    .execute();
  return ended.filter(session => session.expires_at > now).length;
}
