/**
 * Whether this browser's cookie is a live session, whose, and until when. Being seen puts its end off (norm SES-2), noted at
 * most once a minute: pages that only read should not each write.
 */
import type { AccountRef } from '../database/accounts.ts';
import { findLiveSession, type Session, type SessionRef, writeSessionSeen } from '../database/sessions.ts';
import { type SessionScope, sessionEnd } from '../rules/session-life.ts';
import { hashSessionToken } from './open-session.ts';
import type { ActionTools } from './tools.ts';

export type FindSessionOutcome =
  | { outcome: 'signedIn'; scope: SessionScope; ref: SessionRef; accountRef: AccountRef; until: Date }
  | { outcome: 'signedOut' };

const NOTED_EVERY_MS = 60_000;

export async function findSession(
  tools: ActionTools,
  sessionToken: string | undefined,
): Promise<FindSessionOutcome> {
  if (sessionToken === undefined) return { outcome: 'signedOut' };
  const now = tools.world.now();
  const session = await findLiveSession(tools.db, hashSessionToken(sessionToken), now);
  if (session === undefined) return { outcome: 'signedOut' };
  const { ref, accountRef, scope } = session;
  const until = await putOff(tools, session, now);
  return { outcome: 'signedIn', scope, ref, accountRef, until };
}

async function putOff(tools: ActionTools, session: Session, now: Date): Promise<Date> {
  if (now.getTime() - session.seenAt.getTime() < NOTED_EVERY_MS) return session.expiresAt;
  const expiresAt = sessionEnd({ ...session, seenAt: now });
  await writeSessionSeen(tools.db, session.ref, { seenAt: now, expiresAt });
  return expiresAt;
}
