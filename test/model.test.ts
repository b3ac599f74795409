/**
 * The state machine of the whole site (behaviours, « state machine proof »): random orders of everything that browsers
 * can send, the worker and the clock, with a model that predicts each answer. `bench/model.ts` plays more of them.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from './bench.ts';
import { play, STATES } from './model/play.ts';

const SEED = 20_221_226;

describe('the state machine', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  test(`RST-8, ATK-18: whatever the order, a password changes only by a live link, with one notice (seed ${SEED})`, async () => {
    const met = await play(bench, { seed: SEED, stories: 25, stepsMax: 25, secondsMax: 100 });
    const missed = STATES.filter(state => !met.has(state));
    assert.deepEqual(missed, [], 'every state is come to');
  });
});
