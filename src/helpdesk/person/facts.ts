/** All that one screen says of a person: read at once, changed by nothing here. */

import { identityOf } from '../../actions/ask-for-renewal.ts';
import { SIGN_IN_LIMIT_FIELD } from '../../actions/count-sign-in.ts';
import { findBlock } from '../../actions/lift-block.ts';
import type { ActionTools } from '../../actions/tools.ts';
import { listActivity } from '../../database/account-activity.ts';
import type { Account } from '../../database/accounts.ts';
import { findBouncedAddress } from '../../database/bounced-addresses.ts';
import { findOtherAddress } from '../../database/other-addresses.ts';
import { findProvisionalCode } from '../../database/provisional-codes.ts';
import { listRequestHistories } from '../../database/renewal-requests.ts';
import { listSessions } from '../../database/sessions.ts';
import { findSignInLimits } from '../../database/sign-in-limits.ts';
import { isHeld } from '../../rules/address-hold.ts';
import type { MailCase } from '../../rules/mail-not-received.ts';
import type { AddressState } from '../../rules/mail-reason-sentences.ts';
import { waitNow } from '../../rules/sign-in-limit.ts';

const REQUESTS_SHOWN = 10;
const ACTIVITY_SHOWN = 10;

export type PersonFacts = Awaited<ReturnType<typeof readPersonFacts>>;

export async function readPersonFacts(tools: ActionTools, account: Account) {
  const { db, secrets, world } = tools;
  const now = world.now();
  const indexes = secrets.blindIndex.candidates('identity', identityOf(account));
  const [requests, sessions, activity, dates, blockedUntil, deadAddress, pending, code, signInWait] = [
    await listRequestHistories(db, indexes, REQUESTS_SHOWN),
    await listSessions(db, account.ref),
    await listActivity(db, account.ref, ACTIVITY_SHOWN),
    await tools.accounts.findDates(db, account.ref),
    await findBlock(tools, account),
    await findDeadAddress(tools, account),
    await findOtherAddress(db, secrets.sealer, { accountRef: account.ref, role: 'pending' }),
    await findProvisionalCode(db, account.ref),
    await findSignInWait(tools, account),
  ];
  const heldUntil = isHeld(account.addressHeldUntil, now) ? account.addressHeldUntil : null;
  const mailCase: MailCase = {
    now,
    address: addressState(account, now),
    deadAddress,
    addressPending: pending !== undefined,
    disavowedAt: activity.find(({ kind }) => kind === 'disavowed')?.at,
    blockedUntil,
    signInBlockedUntil: signInWait?.verdict === 'wait' ? signInWait.until : undefined,
    heldUntil: heldUntil ?? undefined,
    code,
    requests,
  };
  return {
    mailCase,
    requests,
    activity,
    dates,
    blockedUntil,
    signInWait,
    heldUntil,
    sessionsOpen: sessions.filter(({ expiresAt }) => expiresAt > now).length,
  };
}

function addressState({ mailAddress, addressVerified, addressHeldUntil }: Account, now: Date): AddressState {
  if (mailAddress === null) return 'none';
  if (isHeld(addressHeldUntil, now)) return 'held';
  return addressVerified ? 'verified' : 'unverified';
}

/** Only what was said of the address of today counts. */
async function findDeadAddress(tools: ActionTools, account: Account): Promise<string | undefined> {
  if (account.mailAddress === null) return undefined;
  const bounced = await findBouncedAddress(tools.db, account.ref);
  const candidates = tools.secrets.blindIndex.candidates('mail-address', account.mailAddress);
  return candidates.some(candidate => bounced?.addressIndex.equals(candidate)) ? bounced?.answer : undefined;
}

/** Étape 1: the latest of what is counted of this number, by each key of the ring. */
async function findSignInWait({ db, secrets, world }: ActionTools, { nir }: Account) {
  const limits = await findSignInLimits(db, secrets.blindIndex.candidates(SIGN_IN_LIMIT_FIELD, nir));
  return limits.flatMap(limit => waitNow(limit, world.now()) ?? []).at(0);
}
