/** Quotas: windows that further tries do not lengthen, and an effort that grows. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { proofEffort } from './code-quotas.ts';
import { countHit, judgeQuota, type QuotaState, strictest } from './quota.ts';

const START = new Date('2022-12-26T13:33:00.000Z');
const QUOTA = { hitsMax: 2, windowSeconds: 60 };
const after = (ms: number) => new Date(START.getTime() + ms);

function hits(...times: number[]): QuotaState {
  return times.reduce<QuotaState | undefined>(
    (state, ms) => countHit(state, after(ms), QUOTA),
    undefined,
  ) as QuotaState;
}

describe('a quota (norms CAP-6, LIM-1)', () => {
  test('lets its number of hits through, and no more, until the window of the first one ends', () => {
    assert.deepEqual(judgeQuota(hits(0, 10), QUOTA), { verdict: 'within' });
    assert.deepEqual(judgeQuota(hits(0, 10, 20), QUOTA), { verdict: 'over', until: after(60_000) });
  });

  test('is not lengthened by further hits, and starts afresh at the boundary', () => {
    assert.deepEqual(judgeQuota(hits(0, 10, 20, 59_999), QUOTA), { verdict: 'over', until: after(60_000) });
    assert.deepEqual(hits(0, 10, 20, 60_000), { hits: 1, endsAt: after(120_000) });
  });

  test('of several, the one that says no for longest is told', () => {
    const over = (ms: number) => ({ verdict: 'over', until: after(ms) }) as const;
    assert.deepEqual(strictest([]), { verdict: 'within' });
    assert.deepEqual(strictest([{ verdict: 'within' }, over(1), over(2)]), over(2));
    assert.deepEqual(strictest([over(2), over(1), { verdict: 'within' }]), over(2));
  });
});

test('the way without copying costs twice as much each time, up to a bound (norm CAP-9)', () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 99].map(proofEffort), [1000, 2000, 4000, 8000, 16_000, 16_000, 16_000]);
});
