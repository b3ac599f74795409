/**
 * Many more stories of `test/model/` than the tests have time for: with a seed of its own each time, printed so that a
 * story that differs can be told again. `node scripts/node.cjs bench/model.ts [stories] [seed]`
 */
import { randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { openBench } from '../test/bench.ts';
import { play } from '../test/model/play.ts';
import { preparePglite } from '../test/prepared-pglite.ts';
import { temporaryFolder } from '../test/temporary.ts';

const STORIES = 1000;
const STEPS_MAX = 40;
const SECONDS_MAX = 24 * 3600;
const SEEDS = 2 ** 31;

const [stories = STORIES, seed = randomInt(SEEDS)] = process.argv.slice(2).map(Number);
const folder = await temporaryFolder('renouveau-model-');
process.env.TEST_PGLITE_COPY = await preparePglite(folder);
const bench = await openBench();
process.stdout.write(`${stories} stories of ${STEPS_MAX} steps at the most, seed ${seed}\n`);
const started = process.hrtime.bigint();
try {
  const met = await play(bench, { seed, stories, stepsMax: STEPS_MAX, secondsMax: SECONDS_MAX });
  const seconds = Number((process.hrtime.bigint() - started) / 1_000_000_000n);
  process.stdout.write(`all as the model says, in ${seconds} s; states: ${[...met].sort().join(', ')}\n`);
} finally {
  await bench.close();
  await rm(folder, { recursive: true, force: true });
}
