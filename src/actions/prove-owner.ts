/**
 * « Mot de passe actuel »: who is signed in is asked once more before the account's password or address changes, for a session
 * may have been left open (norm RST-7). Tries are counted as étape 1 counts them, but apart: whoever sits at an open session
 * guesses no faster than at étape 1, and can neither keep the owner from signing in nor be given room by it (norm LIM-9).
 */
import type { Account, AccountRef } from '../database/accounts.ts';
import { isAlive, type SessionRef } from '../database/sessions.ts';
import type { Trx } from '../database/tables.ts';
import { countOnNumber, forgetOnNumber, OWN_PASSWORD_LIMIT_FIELD } from './count-sign-in.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

/** A live session, as `find-session.ts` found it. */
export type SignedIn = { ref: SessionRef; accountRef: AccountRef };

export type ProvedOwner = { outcome: 'proved'; account: Account; passwordHash: string };

export type NotProved =
  | { outcome: 'wrongPassword' }
  | { outcome: 'tooMany'; until: Date }
  /** A hundred failures one after another: only a renewal helps. */
  | { outcome: 'renewalNeeded' }
  | { outcome: 'busy' };

export async function proveOwner(
  tools: ActionTools,
  session: SignedIn,
  password: string,
): Promise<ProvedOwner | NotProved> {
  const account = await tools.accounts.findByRef(tools.db, session.accountRef);
  if (account?.passwordHash === undefined) return { outcome: 'wrongPassword' };
  const { nir, passwordHash } = account;
  const { verdict, at } = await countOnNumber(tools, nir, OWN_PASSWORD_LIMIT_FIELD);
  if (verdict.verdict === 'wait') return { outcome: 'tooMany', until: verdict.until };
  if (verdict.verdict === 'renewalNeeded') return { outcome: 'renewalNeeded' };
  const told = await tools.secrets.passwordHasher.verify(passwordHash, password);
  if (told !== 'wrong') await forgetOnNumber(tools, { nir, at }, OWN_PASSWORD_LIMIT_FIELD);
  if (told === 'busy') return { outcome: 'busy' };
  if (told === 'right') return { outcome: 'proved', account, passwordHash };
  await recordRefused(tools, session.accountRef);
  return { outcome: 'wrongPassword' };
}

async function recordRefused(tools: ActionTools, ref: AccountRef): Promise<void> {
  const told = { subject: { kind: 'account', ref }, event: 'ownPasswordRefused', detail: {} } as const;
  await tools.db.transaction().execute(trx => record(trx, tools, told));
}

/**
 * Whether session and password are still what they were, held until the transaction ends. `changed`: the password was hashed or
 * chosen anew meanwhile.
 */
export async function isStillOwner(
  trx: Trx,
  tools: ActionTools,
  session: SignedIn,
  passwordHash?: string,
): Promise<'still' | 'changed' | 'signedOut'> {
  const stored = await tools.accounts.lockPassword(trx, session.accountRef);
  if (!(await isAlive(trx, session.ref, tools.world.now()))) return 'signedOut';
  return passwordHash === undefined || stored === passwordHash ? 'still' : 'changed';
}
