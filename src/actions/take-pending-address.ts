/**
 * The new address was proved by its mailed link: it takes the place of the account's own, in the caller's transaction, and gets
 * no renewal for a day (norm RST-7, decision 0031). The one that was proved before stays as `former`, and is told: who was
 * signed in with somebody's password cannot move the account away in silence. Changed again within that day, it is still the
 * address of before the first change that is told.
 */
import { addActivity } from '../database/account-activity.ts';
import type { Account, AccountRef } from '../database/accounts.ts';
import { dropOtherAddress, findOtherAddress, writeOtherAddress } from '../database/other-addresses.ts';
import { endRenewalLinks, lockRenewalLinks } from '../database/renewal-links.ts';
import type { Trx } from '../database/tables.ts';
import { holdEnd, isHeld } from '../rules/address-hold.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

/** The account's address and its links of étape 4, as they are until the transaction ends: links first, as by all that hold both. */
export async function holdAddress(trx: Trx, tools: ActionTools, accountRef: AccountRef): Promise<void> {
  await lockRenewalLinks(trx, accountRef);
  await tools.accounts.lockPassword(trx, accountRef);
}

/**
 * Whoever calls it has called `holdAddress` before comparing the link's address with the pending one, and calls it last in its
 * transaction, but for what it tells of the account to the journal itself. A renewal's link that lies in the former mailbox ends
 * with it (norm TOK-8).
 * @returns the address that the account has now; undefined when none waits
 */
export async function takePendingAddress(
  trx: Trx,
  tools: ActionTools,
  accountRef: AccountRef,
  now: Date,
): Promise<MailAddress | undefined> {
  const pending = { accountRef, role: 'pending' } as const;
  const taken = await findOtherAddress(trx, tools.secrets.sealer, pending);
  const account = await tools.accounts.findByRef(trx, accountRef);
  if (taken === undefined || account === undefined) return undefined;
  await keepFormer(trx, tools, account, now);
  const { mailAddress } = taken;
  await tools.accounts.writeAddress(trx, accountRef, mailAddress);
  const verified = { ref: accountRef, mailAddress, heldUntil: holdEnd(now) };
  await tools.accounts.markAddressVerified(trx, verified, now);
  await dropOtherAddress(trx, pending);
  await endRenewalLinks(trx, accountRef, { ending: 'addressChanged', at: now });
  await addActivity(trx, accountRef, { kind: 'addressChanged', at: now, device: undefined });
  const alert = { kind: 'addressChanged', at: now.toISOString(), to: 'former' } as const;
  await tools.jobs.enqueue(trx, 'alert-mail', { accountRef, ...alert });
  const subject = { kind: 'account', ref: accountRef } as const;
  await record(trx, tools, { subject, event: 'addressChanged', detail: {} });
  return mailAddress;
}

/** An address that nobody proved may be somebody else's: it is not kept, and not told. */
async function keepFormer(trx: Trx, tools: ActionTools, account: Account, now: Date): Promise<void> {
  const { ref: accountRef, mailAddress, addressVerified, addressHeldUntil } = account;
  if (mailAddress === null || !addressVerified || isHeld(addressHeldUntil, now)) return;
  const former = { accountRef, role: 'former' } as const;
  await writeOtherAddress(trx, tools.secrets.sealer, former, { mailAddress, since: now });
}
