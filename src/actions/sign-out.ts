/** « Me déconnecter »: the session ends on the server, so that a copied cookie is worth nothing (norm SES-3). */
import { endSession } from '../database/sessions.ts';
import { hashSessionToken } from './sign-in.ts';
import type { ActionTools } from './tools.ts';

export async function signOut(tools: ActionTools, sessionToken: string): Promise<void> {
  await endSession(tools.db, hashSessionToken(sessionToken));
}
