/**
 * What `npm run bench`, `bench:load` and `bench:growth` measure on: PostgreSQL, which does not wait for the disk (the tests'
 * cluster: that changes waiting, hardly CPU), a mail server, one or more servers, each a process, their worker, another, as
 * in production, and people who walk. All are processes apart from the browsers', and all share the machine's cores.
 */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { clonePostgres, startPostgres } from '../test/prepared-postgres.ts';
import { temporaryFolder } from '../test/temporary.ts';
import { type Browser, openBrowser } from './browser.ts';
import { clusterCpuMs } from './cluster-cpu.ts';
import { openMailCatcher } from './mail-catcher.ts';
import { inventPerson } from './people.ts';
import { forkServer, type ServerUnderTest } from './server-under-test.ts';
import { createCodeReader, walk } from './walk.ts';

export type Street = {
  servers: readonly ServerUnderTest[];
  worker: ServerUnderTest;
  dataFolder: string;
  databaseUrl: string;
  secretKey: Buffer;
  /** A whole journey on the servers in turn. @param through looks at what the browser does */
  walkOne(rank: number, through?: (browser: Browser) => Browser): Promise<void>;
  close(): Promise<void>;
};

/** @param people who have an account, by their rank */
export async function openStreet(asked: {
  people: number;
  servers?: number;
  nodeOptions?: readonly string[];
  /** Of PostgreSQL, each `name=value`. */
  databaseSettings?: readonly string[];
}): Promise<Street> {
  const folder = await temporaryFolder('renouveau-bench-');
  const postgres = await startPostgres(folder, asked.databaseSettings);
  const mails = await openMailCatcher();
  const agent = new Agent({ keepAlive: true });
  const fork = () => forkServer(asked.nodeOptions ?? []);
  const servers = Array.from({ length: asked.servers ?? 1 }, fork);
  const worker = fork();
  const close = async () => {
    agent.destroy();
    for (const server of [...servers, worker]) await server.stop();
    await mails.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const secretKey = randomBytes(32);
    const databaseUrl = (await clonePostgres(postgres.url)).url;
    const settings = settingsOf({ databaseUrl, secretKey, smtpUrl: mails.url });
    const ports: number[] = [];
    for (const [rank, server] of servers.entries()) {
      const { port } = await server.ask('start', {
        settings,
        works: false,
        people: rank === 0 ? asked.people : 0,
      });
      ports.push(port);
    }
    await worker.ask('work', { settings });
    const readCode = createCodeReader(secretKey);
    const walkOne: Street['walkOne'] = (rank, through = browser => browser) => {
      const person = inventPerson(rank);
      const port = ports[rank % ports.length] as number;
      const browser = through(openBrowser({ port, agent }, person.address));
      return walk({ person, browser, mails, readCode });
    };
    return { servers, worker, dataFolder: join(folder, 'postgres'), databaseUrl, secretKey, walkOne, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function settingsOf(own: { databaseUrl: string; secretKey: Buffer; smtpUrl: string }) {
  return {
    PUBLIC_BASE_URL: 'https://compte.exemple',
    PORT: '0',
    DATABASE_URL: own.databaseUrl,
    SECRET_KEYS: own.secretKey.toString('base64'),
    SMTP_URL: own.smtpUrl,
    SMTP_TLS: 'optional',
    SITE_REQUESTS_PER_MINUTE: '100000',
    MAIL_FROM_ADDRESS: 'ne-pas-repondre@compte.exemple',
    TRUSTED_PROXIES: '127.0.0.1',
  };
}

export type Walked = {
  firstRank: number;
  journeys: number;
  atOnce: number;
  through?: (browser: Browser) => Browser;
};

/** Walks so many people, from this rank on; gives what went wrong. */
export async function walkAll(street: Street, walked: Walked): Promise<unknown[]> {
  const faults: unknown[] = [];
  let next = walked.firstRank;
  const walkInTurn = async () => {
    while (next < walked.firstRank + walked.journeys) {
      const rank = next++;
      await street.walkOne(rank, walked.through).catch(fault => faults.push(fault));
    }
  };
  await Promise.all(Array.from({ length: walked.atOnce }, walkInTurn));
  return faults;
}

/** CPU so far: the servers' and their worker's, PostgreSQL's (undefined where the system does not tell), this process's. */
export async function readMeters({ servers, worker, dataFolder }: Street) {
  let serverCpuMs = 0;
  for (const server of [...servers, worker]) serverCpuMs += (await server.ask('cpu', {})).cpuMs;
  const { user, system } = process.cpuUsage();
  const driverCpuMs = (user + system) / 1000;
  return { atMs: performance.now(), serverCpuMs, driverCpuMs, databaseCpuMs: clusterCpuMs(dataFolder) };
}
