/**
 * « Mon compte », another password for who knows the present one: the rules of étape 5, and what follows a renewal follows here
 * too, but for the session that it was asked from, whose token is made anew (norms RST-3, RST-6, RST-7, SES-1). The present
 * password is looked at before the rules, which would tell whoever sits at an open session about number and date of birth.
 */
import { addActivity } from '../database/account-activity.ts';
import { dropOtherAddress } from '../database/other-addresses.ts';
import { endProvisionalCode, lockProvisionalCode } from '../database/provisional-codes.ts';
import { endRenewalLinks, lockRenewalLinks } from '../database/renewal-links.ts';
import { endSessionsOf, renewToken } from '../database/sessions.ts';
import type { Trx } from '../database/tables.ts';
import { isHeld } from '../rules/address-hold.ts';
import type { DeviceKind } from '../rules/device-kind.ts';
import type { PasswordRule } from '../rules/password-rules.ts';
import { liftWaitOfNumber } from './count-sign-in.ts';
import { judgePassword } from './judge-password.ts';
import { hashSessionToken, makeSessionToken } from './open-session.ts';
import { isStillOwner, type NotProved, type ProvedOwner, proveOwner, type SignedIn } from './prove-owner.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type ChangePasswordOutcome =
  /** All other sessions are closed; this one goes on, under this token. */
  | { outcome: 'changed'; sessionToken: string }
  | NotProved
  | { outcome: 'refused'; broken: readonly PasswordRule[] }
  | { outcome: 'typedDifferently' }
  /** Somebody closed this session meanwhile, or renewed the password. */
  | { outcome: 'signedOut' };

export type PasswordChange = {
  session: SignedIn;
  current: string;
  password: string;
  repeated: string;
  device: DeviceKind;
};

export async function changePassword(
  tools: ActionTools,
  change: PasswordChange,
): Promise<ChangePasswordOutcome> {
  const owner = await proveOwner(tools, change.session, change.current);
  if (owner.outcome !== 'proved') return owner;
  const judged = judgePassword(tools, owner.account, change);
  if (judged.outcome !== 'acceptable') return judged;
  const hashed = await tools.secrets.passwordHasher.hash(change.password);
  if (hashed.state === 'busy') return { outcome: 'busy' };
  return tools.db.transaction().execute(trx => write(trx, tools, { change, owner, hash: hashed.hash }));
}

async function write(
  trx: Trx,
  tools: ActionTools,
  { change, owner, hash }: { change: PasswordChange; owner: ProvedOwner; hash: string },
): Promise<ChangePasswordOutcome> {
  const { session, device } = change;
  const { accountRef } = session;
  // In the order of all that hold them, so that nobody waits for each other.
  await lockProvisionalCode(trx, accountRef);
  await lockRenewalLinks(trx, accountRef);
  const standing = await isStillOwner(trx, tools, session, owner.passwordHash);
  if (standing !== 'still') return { outcome: standing === 'changed' ? 'busy' : 'signedOut' };
  const now = tools.world.now();
  await tools.accounts.writePassword(trx, accountRef, hash, now);
  await liftWaitOfNumber(trx, tools, owner.account.nir);
  await endRenewalLinks(trx, accountRef, { ending: 'passwordChanged', at: now });
  await endProvisionalCode(trx, accountRef, now);
  await dropOtherAddress(trx, { accountRef, role: 'pending' });
  const sessionToken = makeSessionToken(tools);
  await renewToken(trx, session.ref, hashSessionToken(sessionToken));
  const sessionsEnded = await endSessionsOf(trx, accountRef, now, session.ref);
  await addActivity(trx, accountRef, { kind: 'passwordChanged', at: now, device });
  await tellOwner(trx, tools, owner, now);
  const subject = { kind: 'account', ref: accountRef } as const;
  const detail = { from: 'account', sessionsEnded } as const;
  await record(trx, tools, { subject, event: 'passwordChosen', detail });
  return { outcome: 'changed', sessionToken };
}

/** And at the former address too, as long as the present one is too fresh to be trusted. */
async function tellOwner(trx: Trx, tools: ActionTools, { account }: ProvedOwner, now: Date): Promise<void> {
  const accountRef = account.ref;
  const at = now.toISOString();
  await tools.jobs.enqueue(trx, 'notice-mail', { accountRef, changedAt: at });
  if (isHeld(account.addressHeldUntil, now))
    await tools.jobs.enqueue(trx, 'alert-mail', { accountRef, kind: 'passwordChanged', at, to: 'former' });
}
