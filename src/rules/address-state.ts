/** What « Mon compte » says of the account's mail address: whether there is one, proved or not, and since when it may be used. */
import { isHeld } from './address-hold.ts';
import type { MailAddress } from './mail-address.ts';
import type { MatchableAccount } from './renewal-answer.ts';

export type AddressState =
  | { state: 'none' }
  | { state: 'toVerify' | 'verified'; mailAddress: MailAddress }
  /** Proved, and too fresh for a renewal until then. */
  | { state: 'held'; mailAddress: MailAddress; until: Date };

export function addressState(
  { mailAddress, addressVerified, addressHeldUntil }: Omit<MatchableAccount, 'dateOfBirth'>,
  now: Date,
): AddressState {
  if (mailAddress === null) return { state: 'none' };
  if (!addressVerified) return { state: 'toVerify', mailAddress };
  if (addressHeldUntil === null || !isHeld(addressHeldUntil, now)) return { state: 'verified', mailAddress };
  return { state: 'held', mailAddress, until: addressHeldUntil };
}
