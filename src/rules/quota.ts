/**
 * A quota: so many hits in a window, as a pure function of what came before. The window starts at the first hit and is
 * not lengthened by further ones, so that « réessayez à partir de… » stays true however often one tries.
 */

const SECOND_MS = 1000;

export type Quota = { hitsMax: number; windowSeconds: number };

export type QuotaState = { hits: number; endsAt: Date };

export type QuotaVerdict = { verdict: 'within' } | { verdict: 'over'; until: Date };

/** The state after one more hit. */
export function countHit(state: QuotaState | undefined, now: Date, quota: Quota): QuotaState {
  if (state !== undefined && now < state.endsAt) return { hits: state.hits + 1, endsAt: state.endsAt };
  return { hits: 1, endsAt: new Date(now.getTime() + quota.windowSeconds * SECOND_MS) };
}

export function judgeQuota(state: QuotaState, quota: Quota): QuotaVerdict {
  return state.hits > quota.hitsMax ? { verdict: 'over', until: state.endsAt } : { verdict: 'within' };
}

/** The first of several verdicts that says no; the one that lasts longest when several do. */
export function strictest(verdicts: readonly QuotaVerdict[]): QuotaVerdict {
  return verdicts.reduce((worst, next) => (lastsLonger(next, worst) ? next : worst), { verdict: 'within' });
}

function lastsLonger(one: QuotaVerdict, other: QuotaVerdict): boolean {
  if (one.verdict === 'within') return false;
  return other.verdict === 'within' || one.until > other.until;
}
