/**
 * Étape 3bis, case 2: « l'assuré ne peut pas demander plusieurs emails successifs ». How many requests one
 * (number, date) may make, and when a block starts and ends, as a pure function of what happened before. It counts
 * what was typed, whether or not somebody has that number, so the block tells nothing (norms LIM-1, LIM-2, ATK-31).
 * A block stops requests only: never sign-in, never a link already sent (LIM-8).
 */

const MINUTE_MS = 60_000;
const SECOND_MS = 1000;

export type RequestLimitNumbers = {
  requestsMax: number;
  windowMinutes: number;
  blockMinutes: number;
  /** Within these seconds the same request again is the same request. */
  repeatSeconds: number;
};

export const DOCUMENTED_REQUEST_LIMIT: RequestLimitNumbers = {
  requestsMax: 3,
  windowMinutes: 60,
  blockMinutes: 60,
  repeatSeconds: 90,
};

export type RequestLimitState = {
  /** The accepted requests still inside the window, oldest first. */
  askedAt: readonly Date[];
  blockedUntil: Date | undefined;
  /** Keyed digest of the last accepted request: its number, date and address. */
  lastRequest: string | undefined;
};

export type RequestVerdict =
  | { verdict: 'accepted'; next: RequestLimitState }
  | { verdict: 'repeated' }
  | { verdict: 'blocked'; until: Date; next: RequestLimitState };

/** Decides on one request. `request` is the keyed digest of what is asked now. */
export function decideOnRequest(
  state: RequestLimitState,
  request: string,
  now: Date,
  numbers: RequestLimitNumbers,
): RequestVerdict {
  if (state.blockedUntil !== undefined && now < state.blockedUntil) {
    return { verdict: 'blocked', until: state.blockedUntil, next: state };
  }
  const windowStart = now.getTime() - numbers.windowMinutes * MINUTE_MS;
  const askedAt = state.askedAt.filter(asked => asked.getTime() > windowStart);
  if (isRepeat(state, request, now, numbers)) return { verdict: 'repeated' };
  if (askedAt.length >= numbers.requestsMax) {
    const until = new Date(now.getTime() + numbers.blockMinutes * MINUTE_MS);
    return { verdict: 'blocked', until, next: { askedAt: [], blockedUntil: until, lastRequest: undefined } };
  }
  const next = { askedAt: [...askedAt, now], blockedUntil: undefined, lastRequest: request };
  return { verdict: 'accepted', next };
}

function isRepeat(
  state: RequestLimitState,
  request: string,
  now: Date,
  numbers: RequestLimitNumbers,
): boolean {
  const last = state.askedAt.at(-1);
  if (last === undefined || state.lastRequest !== request) return false;
  return now.getTime() - last.getTime() < numbers.repeatSeconds * SECOND_MS;
}
