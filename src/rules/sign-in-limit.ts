/**
 * Étape 1: how often one number may be tried, known or not, as a pure function of the tries before (norm LIM-9). CNIL,
 * 2022-100, « temporisation »: after five tries within 24 hours a wait of more than a minute, longer each time, and no
 * more than 25 tries in 24 hours. NIST 63B-4, 3.2.2: after 100 that failed one after another, only a renewal helps. A
 * try counts before its password is looked at, and is forgotten when it was right; one made while waiting does not count.
 */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const SIGN_IN_LIMIT = {
  triesWithoutWait: 5,
  firstWaitMinutes: 2,
  longestWaitMinutes: 60,
  triesPerDayMax: 25,
  failuresInARowMax: 100,
} as const;

export type SignInLimitState = {
  /** The tries of the last 24 hours, oldest first; 25 at the most. */
  triedAt: readonly Date[];
  /** One after another, however long ago. */
  failures: number;
};

export const NEVER_TRIED: SignInLimitState = { triedAt: [], failures: 0 };

export type SignInVerdict =
  | { verdict: 'goOn'; next: SignInLimitState }
  | { verdict: 'wait'; until: Date }
  | { verdict: 'renewalNeeded' };

export function decideOnTry(state: SignInLimitState, now: Date): SignInVerdict {
  if (state.failures >= SIGN_IN_LIMIT.failuresInARowMax) return { verdict: 'renewalNeeded' };
  const triedAt = state.triedAt.filter(tried => now.getTime() - tried.getTime() < DAY_MS);
  const until = waitUntil(triedAt);
  if (until !== undefined && now < until) return { verdict: 'wait', until };
  return { verdict: 'goOn', next: { triedAt: [...triedAt, now], failures: state.failures + 1 } };
}

/** What keeps this number from signing in now; nothing is counted. */
export function waitNow(
  state: SignInLimitState,
  now: Date,
): Exclude<SignInVerdict, { verdict: 'goOn' }> | undefined {
  const verdict = decideOnTry(state, now);
  return verdict.verdict === 'goOn' ? undefined : verdict;
}

function waitUntil(triedAt: readonly Date[]): Date | undefined {
  const [first, last] = [triedAt[0], triedAt.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const rested = last.getTime() + waitMinutes(triedAt.length) * MINUTE_MS;
  if (triedAt.length < SIGN_IN_LIMIT.triesPerDayMax) return new Date(rested);
  return new Date(Math.max(rested, first.getTime() + DAY_MS));
}

/** The wait after this many tries: none after four, 2 minutes after five, then 4, 8, 16, 32, and 60 each time. */
export function waitMinutes(tries: number): number {
  const over = tries - SIGN_IN_LIMIT.triesWithoutWait;
  if (over < 0) return 0;
  return Math.min(SIGN_IN_LIMIT.firstWaitMinutes * 2 ** over, SIGN_IN_LIMIT.longestWaitMinutes);
}

/** The state without the try of this instant, which nobody looked at. */
export function forgetTry(state: SignInLimitState, at: Date): SignInLimitState {
  const index = state.triedAt.findLastIndex(tried => tried.getTime() === at.getTime());
  if (index < 0) return state;
  return { triedAt: state.triedAt.toSpliced(index, 1), failures: Math.max(0, state.failures - 1) };
}
