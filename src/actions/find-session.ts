/** Whether this browser's cookie is a live session. */
import { findSessionAccount } from '../database/sessions.ts';
import { hashSessionToken } from './sign-in.ts';
import type { ActionTools } from './tools.ts';

export type FindSessionOutcome = { outcome: 'signedIn' } | { outcome: 'signedOut' };

export async function findSession(
  tools: ActionTools,
  sessionToken: string | undefined,
): Promise<FindSessionOutcome> {
  if (sessionToken === undefined) return { outcome: 'signedOut' };
  const account = await findSessionAccount(tools.db, hashSessionToken(sessionToken), tools.world.now());
  return account === undefined ? { outcome: 'signedOut' } : { outcome: 'signedIn' };
}
