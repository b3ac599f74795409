/** « Me déconnecter »: the session ends on the server, so that a copied cookie is worth nothing (norm SES-3). */
import { endSession } from '../database/sessions.ts';
import { hashSessionToken } from './open-session.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export async function signOut(tools: ActionTools, sessionToken: string): Promise<void> {
  await tools.db.transaction().execute(async trx => {
    const ref = await endSession(trx, hashSessionToken(sessionToken));
    if (ref === undefined) return;
    await record(trx, tools, { subject: { kind: 'account', ref }, event: 'signedOut', detail: {} });
  });
}
