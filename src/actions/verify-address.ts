/**
 * « Valider mon adresse mail », the button. A scanner opens the link and presses it too: it does nothing without the account's date
 * of birth, unless this browser is signed in to that very account (norms SCAN-1, SCAN-2). A date is counted before
 * it is looked at, in the lock of the link; five wrong ones end it. Nobody is signed in by it.
 */
import { addActivity } from '../database/account-activity.ts';
import type { Account } from '../database/accounts.ts';
import { countTryOfLink, endAddressLink, lockAddressLink } from '../database/address-links.ts';
import { forgetBounce } from '../database/bounced-addresses.ts';
import type { Trx } from '../database/tables.ts';
import { type DateOfBirth, sameDateOfBirth } from '../rules/date-of-birth.ts';
import { OWNER_TRIES_MAX } from '../rules/owner-proof.ts';
import {
  type AddressLinkHolder,
  type DeadAddressLink,
  findHeldLink,
  judgeAddressLink,
} from './look-at-address-link.ts';
import { record } from './record-event.ts';
import { holdAddress, takePendingAddress } from './take-pending-address.ts';
import type { ActionTools } from './tools.ts';

export type VerifyAddressOutcome =
  | { outcome: 'verified' }
  /** The link is still alive. */
  | { outcome: 'wrongDate'; triesLeft: number }
  /** The button was pressed without a date, by who is not signed in to the account: not counted. */
  | { outcome: 'dateMissing' }
  | DeadAddressLink;

export async function verifyAddress(
  tools: ActionTools,
  holder: AddressLinkHolder,
  dateOfBirth: DateOfBirth | undefined,
): Promise<VerifyAddressOutcome> {
  const held = await findHeldLink(tools, holder);
  if (held.state === 'dead') return held.link;
  return tools.db.transaction().execute(async trx => {
    const link = await lockAddressLink(trx, held.secretHash);
    if (link === undefined) return { outcome: 'unknown' };
    // Held from here on: the address that is compared is the one that is written.
    await holdAddress(trx, tools, link.accountRef);
    const judged = await judgeAddressLink(tools, trx, link);
    if (judged.outcome !== 'live') return judged;
    const account = await findHolder(trx, tools, link.accountRef);
    if (holder.signedInTo !== link.accountRef) {
      if (dateOfBirth === undefined) return { outcome: 'dateMissing' };
      await countTryOfLink(trx, link.ref);
      const triesLeft = OWNER_TRIES_MAX - link.tries - 1;
      if (!sameDateOfBirth(account.dateOfBirth, dateOfBirth)) return wrongDate(triesLeft);
    }
    await endAddressLink(trx, link.ref, { ending: 'verified', at: tools.world.now() });
    await forgetBounce(trx, account.ref);
    if (judged.isPending) await takePendingAddress(trx, tools, account.ref, tools.world.now());
    else await markVerified(trx, tools, account);
    return { outcome: 'verified' };
  });
}

function wrongDate(triesLeft: number): VerifyAddressOutcome {
  return triesLeft > 0 ? { outcome: 'wrongDate', triesLeft } : { outcome: 'triesExhausted' };
}

async function findHolder(trx: Trx, tools: ActionTools, ref: Account['ref']): Promise<Account> {
  const account = await tools.accounts.findByRef(trx, ref);
  if (account === undefined) throw new Error('an address link leads to no account');
  return account;
}

async function markVerified(trx: Trx, tools: ActionTools, { ref, mailAddress }: Account): Promise<void> {
  if (mailAddress === null) throw new Error('there is no address to verify');
  const now = tools.world.now();
  await tools.accounts.markAddressVerified(trx, { ref, mailAddress }, now);
  await addActivity(trx, ref, { kind: 'addressVerified', at: now, device: undefined });
  const subject = { kind: 'account', ref } as const;
  await record(trx, tools, { subject, event: 'addressVerified', detail: {} });
}
