/**
 * What a browser that came in by a provisional code may do now: choose a password, or read that it was chosen. The session
 * is the one that étape 1 opened (norms RST-9, SES-4). A code that ends meanwhile leaves the half hour that was begun.
 */
import type { AccountRef } from '../database/accounts.ts';
import { findProvisionalCode } from '../database/provisional-codes.ts';
import type { SessionRef } from '../database/sessions.ts';
import { findSession } from './find-session.ts';
import type { ActionTools } from './tools.ts';

export type LookAtCodeSessionOutcome =
  | { outcome: 'mayChoose'; ref: SessionRef; accountRef: AccountRef; until: Date }
  /** By this browser: other sessions ended when the password was chosen. */
  | { outcome: 'chosen'; chosenAt: Date }
  | { outcome: 'signedOut' };

export async function lookAtCodeSession(
  tools: ActionTools,
  sessionToken: string | undefined,
): Promise<LookAtCodeSessionOutcome> {
  const session = await findSession(tools, sessionToken);
  if (session.outcome === 'signedOut' || session.scope !== 'choosePassword') return { outcome: 'signedOut' };
  const { ref, accountRef, until } = session;
  const code = await findProvisionalCode(tools.db, accountRef);
  if (code?.endedAt !== undefined) return { outcome: 'chosen', chosenAt: code.endedAt };
  return { outcome: 'mayChoose', ref, accountRef, until };
}
