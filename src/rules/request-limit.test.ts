/** Étape 3bis, case 2, as a pure function: whatever the moments of the requests (norms LIM-1, TOK-7, ATK-31). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { DOCUMENTED_REQUEST_LIMIT, decideOnRequest, type RequestLimitState } from './request-limit.ts';

const START = Date.parse('2022-12-26T13:33:00Z');
const MINUTE_MS = 60_000;
const NOTHING_YET: RequestLimitState = { askedAt: [], blockedUntil: undefined, lastRequest: undefined };
const decide = (state: RequestLimitState, request: string, atMs: number) =>
  decideOnRequest(state, request, new Date(START + atMs), DOCUMENTED_REQUEST_LIMIT);

/** Goes through requests in time order and gives each verdict with its moment. */
function walk(requests: { request: string; atMs: number }[]) {
  let state = NOTHING_YET;
  return requests.map(({ request, atMs }) => {
    const decision = decide(state, request, atMs);
    if (decision.verdict !== 'repeated') state = decision.next;
    return { request, atMs, decision };
  });
}

const REQUESTS = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 20 * MINUTE_MS })), {
    maxLength: 60,
  })
  .map(steps => {
    let atMs = 0;
    return steps.map(([request, waitMs]) => {
      atMs += waitMs;
      return { request, atMs };
    });
  });

describe('the limit of étape 3bis, case 2', () => {
  test('LIM-1: the numbers are three requests in 60 minutes, a block of 60 minutes, 90 seconds', () => {
    const numbers = { requestsMax: 3, windowMinutes: 60, blockMinutes: 60, repeatSeconds: 90 };
    assert.deepEqual(DOCUMENTED_REQUEST_LIMIT, numbers);
  });

  test('LIM-1: no 60 minutes ever hold more than three accepted requests', () => {
    fc.assert(
      fc.property(REQUESTS, requests => {
        const accepted = walk(requests).filter(step => step.decision.verdict === 'accepted');
        for (const [rank, fourth] of accepted.slice(3).entries())
          assert.ok(fourth.atMs - (accepted[rank]?.atMs ?? 0) >= 60 * MINUTE_MS);
      }),
    );
  });

  test('LIM-1: a block lasts 60 minutes from the request that started it, and nothing is accepted in it', () => {
    fc.assert(
      fc.property(REQUESTS, requests => {
        let until = 0;
        for (const { atMs, decision } of walk(requests)) {
          if (START + atMs < until)
            assert.ok(decision.verdict === 'blocked' && decision.until.getTime() === until);
          else if (decision.verdict === 'blocked') {
            until = decision.until.getTime();
            assert.equal(until, START + atMs + 60 * MINUTE_MS);
          }
        }
      }),
    );
  });

  test('TOK-7: only the last accepted request, within 90 seconds, is a repetition', () => {
    fc.assert(
      fc.property(REQUESTS, requests => {
        let last = { request: '', atMs: Number.NEGATIVE_INFINITY };
        let isBlocked = false;
        for (const step of walk(requests)) {
          const { verdict } = step.decision;
          const isSame = step.request === last.request && step.atMs - last.atMs < 90_000;
          if (!isBlocked && verdict !== 'blocked') assert.equal(verdict === 'repeated', isSame);
          if (verdict === 'accepted') last = step;
          isBlocked = verdict === 'blocked';
          if (isBlocked) last = { request: '', atMs: Number.NEGATIVE_INFINITY };
        }
      }),
    );
  });

  test('RGP-3: what is kept is never more than the requests of one window', () => {
    fc.assert(
      fc.property(REQUESTS, requests => {
        for (const { decision } of walk(requests))
          if (decision.verdict !== 'repeated') assert.ok(decision.next.askedAt.length <= 3);
      }),
    );
  });
});
