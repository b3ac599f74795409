/**
 * Who sees what after étape 2: the whole choice, in one function and one table (journey, « Who sees what »). What
 * was typed is compared with an account here and not in SQL, so that the statements are the same for everybody
 * (norms ENU-1, ENU-9, ATK-12).
 */
import { isHeld } from './address-hold.ts';
import { type DateOfBirth, sameDateOfBirth } from './date-of-birth.ts';
import { type MailAddress, sameMailAddress } from './mail-address.ts';

/** What an accepted request found. */
export type RequestFinding = 'match' | 'noVerifiedAddress' | 'noMatch';

/** The page that the person is led to. */
export type AnswerPage = 'mailSent' | 'mailImpossible';

/** `documented`: the document's pages. `neutral`: no disclosure at all, for a body that wants it so. */
export type AnswerPolicy = 'documented' | 'neutral';

const PAGES: Record<AnswerPolicy, Record<RequestFinding, AnswerPage>> = {
  documented: { match: 'mailSent', noVerifiedAddress: 'mailImpossible', noMatch: 'mailSent' },
  neutral: { match: 'mailSent', noVerifiedAddress: 'mailSent', noMatch: 'mailSent' },
};

export function whoSeesWhat(
  finding: RequestFinding,
  policy: AnswerPolicy,
): { page: AnswerPage; mail: boolean } {
  return { page: PAGES[policy][finding], mail: finding === 'match' };
}

/** What is recorded of somebody, as far as matching needs it. */
export type MatchableAccount = {
  dateOfBirth: DateOfBirth;
  mailAddress: MailAddress | null;
  addressVerified: boolean;
  /** Until then the address is not used for a renewal: see `address-hold.ts`. */
  addressHeldUntil: Date | null;
};

/** The address that a link may be sent to now; null for an account that has none. */
export function addressForRenewal(
  account: Pick<MatchableAccount, 'mailAddress' | 'addressVerified' | 'addressHeldUntil'>,
  now: Date,
): MailAddress | null {
  const isUsable = account.addressVerified && !isHeld(account.addressHeldUntil, now);
  return isUsable ? account.mailAddress : null;
}

/** Compares what was typed with the account of the typed number, if there is one. All comparisons are always made. */
export function findMatch(
  account: MatchableAccount | undefined,
  typed: { dateOfBirth: DateOfBirth; mailAddress: MailAddress },
  now: Date,
): RequestFinding {
  const compared = account ?? NOBODY;
  const sameDate = sameDateOfBirth(compared.dateOfBirth, typed.dateOfBirth);
  const sameAddress = sameMailAddress(compared.mailAddress ?? typed.mailAddress, typed.mailAddress);
  if (account === undefined || !sameDate) return 'noMatch';
  if (addressForRenewal(account, now) === null) return 'noVerifiedAddress';
  return sameAddress ? 'match' : 'noMatch';
}

const NOBODY: MatchableAccount = {
  dateOfBirth: { year: 1900, month: 1, day: 1 },
  mailAddress: null,
  addressVerified: false,
  addressHeldUntil: null,
};
