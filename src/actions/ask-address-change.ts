/**
 * « Mon compte », another mail address. The account keeps its own until the new one is proved by the link that is mailed to it
 * (`take-pending-address.ts`); the one it has is told at once (norm RST-7). Asking again takes the place of what was asked.
 */
import { addActivity } from '../database/account-activity.ts';
import { writeOtherAddress } from '../database/other-addresses.ts';
import type { Trx } from '../database/tables.ts';
import { isHeld } from '../rules/address-hold.ts';
import type { DeviceKind } from '../rules/device-kind.ts';
import { canonicalMailAddress, type MailAddress, sameMailAddress } from '../rules/mail-address.ts';
import { ADDRESS_CHANGE_QUOTAS } from '../rules/quota-table.ts';
import { takeAllowance } from './allowance.ts';
import { isStillOwner, type NotProved, type ProvedOwner, proveOwner, type SignedIn } from './prove-owner.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type AskAddressChangeOutcome =
  | { outcome: 'asked' }
  | NotProved
  /** It is the account's address already. */
  | { outcome: 'sameAddress' }
  /** Too many mails for this account or to this address, the password being right. */
  | { outcome: 'tooManyMails'; until: Date }
  | { outcome: 'signedOut' };

export type AddressChange = {
  session: SignedIn;
  password: string;
  mailAddress: MailAddress;
  device: DeviceKind;
};

export async function askAddressChange(
  tools: ActionTools,
  change: AddressChange,
): Promise<AskAddressChangeOutcome> {
  const owner = await proveOwner(tools, change.session, change.password);
  if (owner.outcome !== 'proved') return owner;
  const { ref, mailAddress } = owner.account;
  if (mailAddress !== null && sameMailAddress(mailAddress, change.mailAddress))
    return { outcome: 'sameAddress' };
  const who = canonicalMailAddress(change.mailAddress);
  const allowance = await takeAllowance(tools, {
    kind: 'addressChange',
    by: [
      { counted: 'mailAddress', who, quota: ADDRESS_CHANGE_QUOTAS.mailAddress },
      { counted: 'account', who: ref, quota: ADDRESS_CHANGE_QUOTAS.account },
    ],
  });
  if (allowance.verdict === 'over') return { outcome: 'tooManyMails', until: allowance.until };
  const ended = await tools.db.transaction().execute(trx => write(trx, tools, change, owner));
  if (ended.outcome !== 'asked') await allowance.giveBack();
  return ended;
}

async function write(
  trx: Trx,
  tools: ActionTools,
  { session, mailAddress, device }: AddressChange,
  { passwordHash }: ProvedOwner,
): Promise<Extract<AskAddressChangeOutcome, { outcome: 'asked' | 'busy' | 'signedOut' }>> {
  const standing = await isStillOwner(trx, tools, session, passwordHash);
  if (standing !== 'still') return { outcome: standing === 'changed' ? 'busy' : 'signedOut' };
  const { accountRef } = session;
  const now = tools.world.now();
  const pending = { accountRef, role: 'pending' } as const;
  await writeOtherAddress(trx, tools.secrets.sealer, pending, { mailAddress, since: now });
  await addActivity(trx, accountRef, { kind: 'addressChangeAsked', at: now, device });
  await tools.jobs.enqueue(trx, 'address-mail', { accountRef, askedAt: now.toISOString() });
  await tellOwnerOfChange(trx, tools, accountRef, now);
  const subject = { kind: 'account', ref: accountRef } as const;
  await record(trx, tools, { subject, event: 'addressChangeAsked', detail: {} });
  return { outcome: 'asked' };
}

/** And at the former address too, as long as the present one is too fresh to be trusted. */
export async function tellOwnerOfChange(
  trx: Trx,
  tools: ActionTools,
  accountRef: SignedIn['accountRef'],
  now: Date,
): Promise<void> {
  const account = await tools.accounts.findByRef(trx, accountRef);
  if (account?.addressVerified !== true) return;
  const alert = { accountRef, kind: 'addressChangeAsked', at: now.toISOString() } as const;
  await tools.jobs.enqueue(trx, 'alert-mail', { ...alert, to: 'current' });
  if (isHeld(account.addressHeldUntil, now))
    await tools.jobs.enqueue(trx, 'alert-mail', { ...alert, to: 'former' });
}
