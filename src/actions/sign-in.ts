/**
 * Étape 1, « ME CONNECTER »: number and password. A number without account costs the same time as a wrong password
 * and is answered alike (norm ENU-7). The session's token is 256 random bits, of which only a hash is kept (SES-1).
 */
import { createHash } from 'node:crypto';
import { addSession } from '../database/sessions.ts';
import type { Nir } from '../rules/nir.ts';
import type { ActionTools } from './tools.ts';

export type SignInOutcome =
  | { outcome: 'signedIn'; sessionToken: string }
  | { outcome: 'wrongNumberOrPassword' }
  | { outcome: 'busy' };

const SESSION_TOKEN_BYTES = 32;
const SESSION_LIFE_MINUTES = 30;
const MINUTE_MS = 60_000;

export function hashSessionToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export async function signIn(
  tools: ActionTools,
  credentials: { nir: Nir; password: string },
): Promise<SignInOutcome> {
  const account = await tools.accounts.findByNir(tools.db, credentials.nir);
  const verdict = await tools.secrets.passwordHasher.verify(account?.passwordHash, credentials.password);
  if (verdict === 'busy') return { outcome: 'busy' };
  if (verdict === 'wrong' || account === undefined) return { outcome: 'wrongNumberOrPassword' };

  const sessionToken = tools.world.randomBytes(SESSION_TOKEN_BYTES).toString('base64url');
  const openedAt = tools.world.now();
  await addSession(tools.db, {
    tokenHash: hashSessionToken(sessionToken),
    accountRef: account.ref,
    openedAt,
    expiresAt: new Date(openedAt.getTime() + SESSION_LIFE_MINUTES * MINUTE_MS),
  });
  return { outcome: 'signedIn', sessionToken };
}
