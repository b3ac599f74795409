/** The two engines that every action is tested on. */
import { describe } from 'node:test';
import type { LogConfig } from 'kysely';
import { type Database, openEmbedded, openPostgres } from '../src/database/open.ts';
import { clonePglite } from './prepared-pglite.ts';
import { clonePostgres } from './prepared-postgres.ts';

export type Engine = 'PGlite' | 'PostgreSQL';

export type TestDatabase = Database & {
  /** Where another process reaches it; PostgreSQL only. */
  url: string | undefined;
};

/** What the global setup made, by its name in the environment. */
export function toldByRun(name: 'TEST_POSTGRES_URL' | 'TEST_PGLITE_COPY'): string {
  const value = process.env[name];
  if (value === undefined)
    throw new Error(`${name} is not set: run the tests with npm test, or with its --test-global-setup`);
  return value;
}

export async function openTestDatabase(engine: Engine, log?: LogConfig): Promise<TestDatabase> {
  if (engine === 'PGlite') {
    return { ...openEmbedded(await clonePglite(toldByRun('TEST_PGLITE_COPY')), log), url: undefined };
  }
  const clone = await clonePostgres(toldByRun('TEST_POSTGRES_URL'));
  const database = openPostgres(clone.url, log && { log });
  async function close() {
    await database.close();
    await clone.drop();
  }
  return { ...database, url: clone.url, close };
}

export function onBothEngines(title: string, tests: (engine: Engine) => void): void {
  for (const engine of ['PGlite', 'PostgreSQL'] as const)
    describe(`${title} (${engine})`, () => tests(engine));
}
