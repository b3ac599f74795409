/** Whether this browser's cookie is a live session, and until when. */
import { findSessionEnd } from '../database/sessions.ts';
import { hashSessionToken } from './sign-in.ts';
import type { ActionTools } from './tools.ts';

export type FindSessionOutcome = { outcome: 'signedIn'; until: Date } | { outcome: 'signedOut' };

export async function findSession(
  tools: ActionTools,
  sessionToken: string | undefined,
): Promise<FindSessionOutcome> {
  if (sessionToken === undefined) return { outcome: 'signedOut' };
  const until = await findSessionEnd(tools.db, hashSessionToken(sessionToken), tools.world.now());
  return until === undefined ? { outcome: 'signedOut' } : { outcome: 'signedIn', until };
}
