/**
 * Thousands of requests that nobody should send, on every route of the running app. A run is repeated by its seed:
 * `FUZZ_SEED=… npm test`; `npm run bench:fuzz` sends many more.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { PATHS } from '../src/journey/plan.ts';
import type { Bench } from './bench.ts';
import { createFuzzer, type Fuzzer, openWholeBench } from './fuzz.ts';
import { fuzzPlans, routesOf } from './fuzz-requests.ts';
import { IMPATIENCE, type Listening, listen } from './raw-http.ts';

const SEED = Number(process.env.FUZZ_SEED ?? 20221226);
const ASKED = 4500;
const ASKED_BY_HAND = 500;

describe(`fuzzing, seed ${SEED}`, () => {
  let bench: Bench;
  let line: Listening;
  let fuzzer: Fuzzer;
  before(async () => {
    bench = await openWholeBench();
    line = await listen(bench, IMPATIENCE);
    fuzzer = await createFuzzer(bench);
  });
  after(async () => {
    await line.close();
    await bench.close();
  });

  test('the routes are those of the app: all of the journey is among them', () => {
    const paths = routesOf(bench.app).map(({ path }) => path);
    for (const path of Object.values(PATHS)) {
      assert.ok(
        paths.some(known => known === path || known.startsWith(`${path}/`)),
        path,
      );
    }
  });

  test(`${ASKED} requests to the app: no fault of ours, all our headers on each answer (norms ATK-10, ATK-11, ATK-33, ATK-34)`, async () => {
    const property = fc.asyncProperty(fuzzPlans(bench.app), plan => fuzzer.ask(plan));
    await fc.assert(property, { seed: SEED, numRuns: ASKED });
  });

  test(`${ASKED_BY_HAND} requests over connections, some bytes changed: the same (norms ATK-11, ATK-33, ATK-34)`, async () => {
    const slips = fc.array(fc.tuple(fc.nat(999), fc.nat(255)), { maxLength: 4 });
    const property = fc.asyncProperty(fuzzPlans(bench.app), slips, (plan, slipped) =>
      fuzzer.askByHand(line, plan, slipped),
    );
    await fc.assert(property, { seed: SEED, numRuns: ASKED_BY_HAND });
  });

  test('it went deep: pages, redirects, refusals of all kinds were among the answers', () => {
    for (const status of [200, 303, 400, 403, 404, 405, 413, 415, 422]) {
      assert.ok((fuzzer.counts.get(status) ?? 0) > 0, `none was ${status}`);
    }
  });

  test('not one password was changed, and nothing in the log tells of a fault (norms ATK-10, ATK-11)', () =>
    fuzzer.conclude());
});
