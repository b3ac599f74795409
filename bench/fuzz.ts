/**
 * `npm run bench:fuzz`: 100 000 requests that nobody should send, some of them over real connections, on every route.
 * Prints the answers by status and the heap on the way; ends with 1 when one answer was a fault of ours, when a password
 * was changed, or when memory grew. Arguments: how many requests, and the seed of a former run.
 */
import { rm } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { createFuzzer, type Fuzzer, openWholeBench } from '../test/fuzz.ts';
import { fuzzPlans } from '../test/fuzz-requests.ts';
import { preparePglite } from '../test/prepared-pglite.ts';
import { IMPATIENCE, type Listening, listen } from '../test/raw-http.ts';
import { temporaryFolder } from '../test/temporary.ts';

const BATCH = 5000;
const BATCH_BY_HAND = 500;
/** The first requests fill what is meant to be kept: compiled code, quotas, the mails of the visitor. */
const WARM_UP_BATCHES = 4;
const GROWTH_MAX_MB = 16;
const MB = 1024 * 1024;

const [requests = '100000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function benchFuzz(): Promise<'held' | 'failed'> {
  const folder = await temporaryFolder('renouveau-fuzz-');
  process.env.TEST_PGLITE_COPY = await preparePglite(folder);
  const rejections: unknown[] = [];
  process.on('unhandledRejection', reason => rejections.push(reason));
  const bench = await openWholeBench();
  const line = await listen(bench, IMPATIENCE);
  const fuzzer = await createFuzzer(bench);
  say(`${requests} requests, seed ${seed}`);
  try {
    const growth = await sendAll(fuzzer, line, fuzzPlans(bench.app));
    await fuzzer.conclude();
    say(
      `unhandled rejections: ${rejections.length}; heap after warm-up to the end: ${growth.toFixed(1)} MB more`,
    );
    return rejections.length === 0 && growth < GROWTH_MAX_MB ? 'held' : 'failed';
  } finally {
    await line.close();
    await bench.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns by how many MB the heap grew after the warm-up */
async function sendAll(
  fuzzer: Fuzzer,
  line: Listening,
  plans: ReturnType<typeof fuzzPlans>,
): Promise<number> {
  const slips = fc.array(fc.tuple(fc.nat(999), fc.nat(255)), { maxLength: 4 });
  const toApp = fc.asyncProperty(plans, plan => fuzzer.ask(plan));
  const byHand = fc.asyncProperty(plans, slips, (plan, slipped) => fuzzer.askByHand(line, plan, slipped));
  const heaps = [heapMb()];
  for (let batch = 0; batch < Number(requests) / BATCH; batch += 1) {
    const batchSeed = Number(seed) + batch;
    await fc.assert(toApp, { seed: batchSeed, numRuns: BATCH - BATCH_BY_HAND, endOnFailure: true });
    await fc.assert(byHand, { seed: batchSeed, numRuns: BATCH_BY_HAND, endOnFailure: true });
    heaps.push(heapMb());
    say(`${(batch + 1) * BATCH} requests: ${heaps.at(-1)?.toFixed(1)} MB of heap, ${told(fuzzer.counts)}`);
  }
  return (heaps.at(-1) ?? 0) - (heaps[WARM_UP_BATCHES] ?? heaps.at(-1) ?? 0);
}

function heapMb(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / MB;
}

function told(counts: ReadonlyMap<number, number>): string {
  const sorted = [...counts].sort(([one], [other]) => one - other);
  return sorted.map(([status, count]) => `${status}: ${count}`).join(', ');
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

process.exitCode = (await benchFuzz()) === 'held' ? 0 : 1;
