/**
 * « Fermer les autres sessions », or one of them. The account's row is held meanwhile, so that of two who close each other's
 * sessions at once one stays, and who signs in at that moment comes before, and is closed, or after (norm SES-3).
 */
import { endOneSession, endSessionsOf, type SessionRef } from '../database/sessions.ts';
import { isStillOwner, type SignedIn } from './prove-owner.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type CloseSessionsOutcome =
  /** None when they had ended by themselves. */
  { outcome: 'closed'; sessions: number } | { outcome: 'signedOut' };

export async function closeSessions(
  tools: ActionTools,
  session: SignedIn,
  which: 'others' | SessionRef,
): Promise<CloseSessionsOutcome> {
  const { accountRef } = session;
  return tools.db.transaction().execute(async trx => {
    if ((await isStillOwner(trx, tools, session)) === 'signedOut') return { outcome: 'signedOut' };
    const now = tools.world.now();
    const sessions =
      which === 'others'
        ? await endSessionsOf(trx, accountRef, now, session.ref)
        : Number(await endOneSession(trx, { accountRef, ref: which }, now));
    if (sessions === 0) return { outcome: 'closed', sessions };
    const subject = { kind: 'account', ref: accountRef } as const;
    await record(trx, tools, { subject, event: 'sessionsClosed', detail: { sessions } });
    return { outcome: 'closed', sessions };
  });
}
