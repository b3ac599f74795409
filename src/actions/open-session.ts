/**
 * The one door through which anybody comes in: étape 1 by a password or by a provisional code, and nothing else. A renewal
 * never passes here (norm RST-2), and a second factor, when accounts have one, is asked here (norm RST-5, decision 0027): who
 * has not given it gets no session. The former session of that browser ends; the token is known by its hash only (SES-1).
 */
import { createHash } from 'node:crypto';
import { addActivity } from '../database/account-activity.ts';
import type { AccountRef } from '../database/accounts.ts';
import { addSession, endSession } from '../database/sessions.ts';
import type { Trx } from '../database/tables.ts';
import type { DeviceKind } from '../rules/device-kind.ts';
import { type SessionScope, sessionEnd } from '../rules/session-life.ts';
import type { ActionTools } from './tools.ts';

/** Who comes: the session that this browser had until now, and the kind of device that it is on. */
export type SignInBrowser = { formerSession: string | undefined; device: DeviceKind };

const SESSION_TOKEN_BYTES = 32;

export function hashSessionToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function makeSessionToken({ world }: Pick<ActionTools, 'world'>): string {
  return world.randomBytes(SESSION_TOKEN_BYTES).toString('base64url');
}

/** @returns the session's token, for the browser's cookie */
export async function openSession(
  trx: Trx,
  tools: ActionTools,
  opened: { accountRef: AccountRef; scope: SessionScope },
  { formerSession, device }: SignInBrowser,
): Promise<string> {
  if (formerSession !== undefined) await endSession(trx, hashSessionToken(formerSession));
  const { accountRef, scope } = opened;
  const token = makeSessionToken(tools);
  const openedAt = tools.world.now();
  const expiresAt = sessionEnd({ scope, openedAt, seenAt: openedAt });
  await addSession(trx, { tokenHash: hashSessionToken(token), ...opened, device, openedAt, expiresAt });
  const kind = scope === 'account' ? 'signedIn' : 'signedInWithCode';
  await addActivity(trx, accountRef, { kind, at: openedAt, device });
  return token;
}
