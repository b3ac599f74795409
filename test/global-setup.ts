/**
 * Once for the whole run: a PostgreSQL 18 cluster and a prepared copy of both engines' databases, so that each test
 * starts from real, migrated tables in a moment; and the browser, unpacked. Where they are is told to the test
 * processes by their environment.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { preparePglite } from './prepared-pglite.ts';
import { startPostgres } from './prepared-postgres.ts';
import { temporaryFolder } from './temporary.ts';
import { unpackBrowser } from './unpacked-browser.ts';

let stopPostgres: () => Promise<void>;
let folder: string;

export async function globalSetup(): Promise<void> {
  folder = await temporaryFolder('renouveau-test-');
  // Each file is a process: what one has compiled the next need not.
  process.env.NODE_COMPILE_CACHE = join(folder, 'compiled');
  const postgres = await startPostgres(folder);
  stopPostgres = postgres.stop;
  process.env.TEST_POSTGRES_URL = postgres.url;
  process.env.TEST_PGLITE_COPY = await preparePglite(folder);
  process.env.TEST_BROWSER = await unpackBrowser();
}

export async function globalTeardown(): Promise<void> {
  await stopPostgres();
  await rm(folder, { recursive: true, force: true });
}
