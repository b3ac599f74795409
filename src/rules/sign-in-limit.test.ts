/** Étape 1: the waits between tries of one number, at their boundaries (CNIL 2022-100; NIST 63B-4, 3.2.2). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  decideOnTry,
  forgetTry,
  NEVER_TRIED,
  SIGN_IN_LIMIT,
  type SignInLimitState,
  waitMinutes,
} from './sign-in-limit.ts';

const START = new Date('2022-12-26T13:33:00.000Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const after = (ms: number) => new Date(START.getTime() + ms);

/** One more failed try, at the first millisecond at which it is let through. */
function fail(state: SignInLimitState, now: Date): { state: SignInLimitState; at: Date } {
  const verdict = decideOnTry(state, now);
  if (verdict.verdict === 'wait') return fail(state, verdict.until);
  assert.equal(verdict.verdict, 'goOn');
  return { state: verdict.verdict === 'goOn' ? verdict.next : state, at: now };
}

/** So many tries, each as early as may be. */
function failTimes(times: number): { state: SignInLimitState; at: Date[] } {
  let state = NEVER_TRIED;
  const at: Date[] = [];
  for (let i = 0; i < times; i += 1) {
    const failed = fail(state, at.at(-1) ?? START);
    state = failed.state;
    at.push(failed.at);
  }
  return { state, at };
}

describe('the tries of one number', () => {
  test('five go through at once; the sixth waits more than a minute: 2, to the millisecond', () => {
    const { state, at } = failTimes(5);
    assert.deepEqual(at, [START, START, START, START, START]);
    const wait = { verdict: 'wait', until: after(2 * MINUTE_MS) };
    assert.deepEqual(decideOnTry(state, START), wait);
    assert.deepEqual(decideOnTry(state, after(2 * MINUTE_MS - 1)), wait);
    assert.equal(decideOnTry(state, after(2 * MINUTE_MS)).verdict, 'goOn');
  });

  test('the waits grow: none, then 2, 4, 8, 16, 32 minutes, then 60 each time', () => {
    assert.deepEqual([0, 4, 5, 6, 7, 8, 9, 10, 24].map(waitMinutes), [0, 0, 2, 4, 8, 16, 32, 60, 60]);
  });

  test('25 tries in 24 hours, however patient; the 26th when the first is a day old', () => {
    const { state, at } = failTimes(25);
    assert.ok((at[24] as Date) < after(DAY_MS));
    assert.deepEqual(decideOnTry(state, after(DAY_MS - 1)), { verdict: 'wait', until: after(DAY_MS) });
    assert.equal(decideOnTry(state, after(DAY_MS)).verdict, 'goOn');
  });

  test('no 24 hours of a month of trying hold more than 25 tries', () => {
    const { at } = failTimes(SIGN_IN_LIMIT.failuresInARowMax);
    for (const start of at) {
      const inADay = at.filter(one => one >= start && one.getTime() < start.getTime() + DAY_MS);
      assert.ok(inADay.length <= 25, `${inADay.length} from ${start.toISOString()}`);
    }
  });

  test('after 100 failures in a row, however long they took, only a renewal helps', () => {
    const { state, at } = failTimes(100);
    const later = new Date((at.at(-1) as Date).getTime() + 365 * DAY_MS);
    assert.deepEqual(decideOnTry(state, later), { verdict: 'renewalNeeded' });
    const { state: before } = failTimes(99);
    assert.equal(decideOnTry(before, later).verdict, 'goOn');
  });

  test('a try refused changes nothing: waiting is not made longer by trying', () => {
    const { state } = failTimes(5);
    const refused = decideOnTry(state, after(MINUTE_MS));
    assert.deepEqual(refused, decideOnTry(state, after(1)));
    assert.equal('next' in refused, false);
  });

  test('tries of more than a day ago cause no wait', () => {
    const { state } = failTimes(5);
    const verdict = decideOnTry(state, after(DAY_MS));
    assert.deepEqual(verdict, { verdict: 'goOn', next: { triedAt: [after(DAY_MS)], failures: 6 } });
  });

  test('a try that nobody looked at is forgotten: one, and only of that instant', () => {
    const { state } = failTimes(2);
    assert.deepEqual(forgetTry(state, START), { triedAt: [START], failures: 1 });
    assert.deepEqual(forgetTry(state, after(1)), state);
    assert.deepEqual(forgetTry(NEVER_TRIED, START), NEVER_TRIED);
  });
});
