/**
 * After a provisional code: the password is chosen. The code is used up, the password written, sessions and links ended and
 * the notice enqueued in one transaction: a refusal, a fault or a crash leaves the code alive, and of any number at once one
 * is used (norms RST-9, RST-1 to RST-4). Nobody is signed in by it: the browser's own session stays for the page that says
 * that it is done, and for nothing else.
 */
import { addActivity } from '../database/account-activity.ts';
import type { Account } from '../database/accounts.ts';
import { dropOtherAddress } from '../database/other-addresses.ts';
import { endProvisionalCode, lockProvisionalCode } from '../database/provisional-codes.ts';
import { endRenewalLinks } from '../database/renewal-links.ts';
import { endSessionsOf, findLiveSession } from '../database/sessions.ts';
import { liftWaitOfNumber } from './count-sign-in.ts';
import { judgePassword, type PasswordVerdict } from './judge-password.ts';
import { type LookAtCodeSessionOutcome, lookAtCodeSession } from './look-at-code-session.ts';
import { hashSessionToken } from './open-session.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type ChoosePasswordWithCodeOutcome =
  | { outcome: 'changed' }
  /** The page again; the code is still alive. */
  | Exclude<PasswordVerdict, { outcome: 'acceptable' }>
  /** Too many passwords are being chosen at once; the code is still alive. */
  | { outcome: 'busy' }
  /** Nobody came in by a code in this browser, or this is a second press. */
  | Exclude<LookAtCodeSessionOutcome, { outcome: 'mayChoose' }>;

export async function choosePasswordWithCode(
  tools: ActionTools,
  chosen: { sessionToken: string; password: string; repeated: string },
): Promise<ChoosePasswordWithCodeOutcome> {
  const session = await lookAtCodeSession(tools, chosen.sessionToken);
  if (session.outcome !== 'mayChoose') return session;
  const account = await tools.accounts.findByRef(tools.db, session.accountRef);
  if (account === undefined) throw new Error(`session ${session.ref} leads to no account`);
  const judged = judgePassword(tools, account, chosen);
  if (judged.outcome !== 'acceptable') return judged;

  const hashed = await tools.secrets.passwordHasher.hash(chosen.password);
  if (hashed.state === 'busy') return { outcome: 'busy' };
  const tokenHash = hashSessionToken(chosen.sessionToken);
  if (await changePassword(tools, account, { tokenHash, passwordHash: hashed.hash }))
    return { outcome: 'changed' };
  const now = await lookAtCodeSession(tools, chosen.sessionToken);
  return now.outcome === 'mayChoose' ? { outcome: 'busy' } : now;
}

/** True when this call is the one that changed it. */
async function changePassword(
  tools: ActionTools,
  { ref, nir, addressVerified }: Account,
  { tokenHash, passwordHash }: { tokenHash: Buffer; passwordHash: string },
): Promise<boolean> {
  const now = tools.world.now();
  return tools.db.transaction().execute(async trx => {
    const code = await lockProvisionalCode(trx, ref);
    if (code === undefined || code.endedAt !== undefined) return false;
    // Read once the code is held: another code, or the same one typed elsewhere, has ended this session before or will after.
    const session = await findLiveSession(trx, tokenHash, now);
    if (session === undefined) return false;
    await endProvisionalCode(trx, ref, now);
    await endRenewalLinks(trx, ref, { ending: 'passwordChanged', at: now });
    await tools.accounts.writePassword(trx, ref, passwordHash, now);
    await dropOtherAddress(trx, { accountRef: ref, role: 'pending' });
    await liftWaitOfNumber(trx, tools, nir);
    await addActivity(trx, ref, { kind: 'passwordChosenWithCode', at: now, device: session.device });
    const sessionsEnded = await endSessionsOf(trx, ref, now, session.ref);
    if (addressVerified)
      await tools.jobs.enqueue(trx, 'notice-mail', { accountRef: ref, changedAt: now.toISOString() });
    const subject = { kind: 'account', ref } as const;
    const detail = { from: 'code', sessionsEnded } as const;
    await record(trx, tools, { subject, event: 'passwordChosen', detail });
    return true;
  });
}
