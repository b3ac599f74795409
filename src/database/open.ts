/**
 * Opening the database: PostgreSQL at an address, or the embedded one in a data folder. The one place that knows
 * which; everybody else holds a `Db`. PostgreSQL in WebAssembly speaks the same SQL and runs the same migrations.
 */
import { resolve } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { Kysely, type LogConfig, PGliteDialect, PostgresDialect } from 'kysely';
import pg from 'pg';
import { type ConstructorOptions, fromPglite } from 'pg-boss';
import { lockFolder } from './folder-lock.ts';
import { StatementClient } from './statement-client.ts';
import type { Db, Tables } from './tables.ts';

const POOL_CONNECTIONS_MAX = 10;
const QUEUE_CONNECTIONS_MAX = 4;

/**
 * How long a connection is waited for, and how long a process that fell silent in the middle of a transaction may hold what
 * others wait for (the journal's chain, a person's count), in milliseconds. Ours never wait between two statements.
 */
const BOUNDS = { connectionTimeoutMillis: 10_000, idle_in_transaction_session_timeout: 30_000 } as const;

export type DatabasePlace = { kind: 'postgres'; url: string } | { kind: 'folder'; folder: string };

export type Database = {
  db: Db;
  /** What pg-boss needs to keep its jobs in the same database. */
  queueOptions: ConstructorOptions;
  close(): Promise<void>;
};

export type ServerDatabase =
  | { state: 'opened'; database: Database }
  | { state: 'heldByAnother'; folder: string };

/** Opens it for a server of this name. A data folder that another process holds is an ending, not a fault. */
export async function openForServer(place: DatabasePlace, name = 'renouveau'): Promise<ServerDatabase> {
  if (place.kind === 'postgres') {
    return { state: 'opened', database: openPostgres(place.url, { name }) };
  }
  const lock = lockFolder(place.folder);
  if (lock.state === 'heldByAnother') return { state: 'heldByAnother', folder: place.folder };
  // Read here only: a process on PostgreSQL holds nothing of the engine.
  const [{ openEngine }, { openDoor }] = await Promise.all([
    import('./data-folder.ts'),
    import('./folder-door.ts'),
  ]);
  const pglite = await openEngine(place.folder);
  const door = await openDoor(pglite, doorFolder(place.folder));
  const database = openEmbedded(pglite);
  const close = async () => {
    await door.close();
    await database.close();
    lock.release();
  };
  return { state: 'opened', database: { ...database, close } };
}

/** An absolute path: PostgreSQL clients take anything else for the name of a host. */
export function doorFolder(dataFolder: string): string {
  return resolve(dataFolder, 'socket');
}

/** Opens it for a command: beside a running server, through that server's door. */
export async function openForCommand(place: DatabasePlace): Promise<Database> {
  const opened = await openForServer(place);
  if (opened.state === 'opened') return opened.database;
  return openDoorOf(opened.folder);
}

/** The embedded database over an engine that the caller made (the tests make theirs from a prepared copy). */
export function openEmbedded(pglite: PGlite, log?: LogConfig): Database {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), ...(log && { log }) });
  async function close() {
    if (!pglite.closed) await pglite.close();
  }
  return { db, queueOptions: { db: fromPglite(pglite), backend: 'pglite' }, close };
}

type PostgresOptions = {
  /** What the database's own lists of connections call this process. */
  name?: string;
  log?: LogConfig;
};

export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const { name = 'renouveau', log } = options;
  const connections = { connectionString: url, Client: StatementClient };
  return overPool(
    { ...connections, max: POOL_CONNECTIONS_MAX, application_name: name, ...BOUNDS },
    { ...connections, max: QUEUE_CONNECTIONS_MAX, application_name: `${name} (pg-boss)` },
    log,
  );
}

/** One connection, which leaves no statement behind: all clients of the door share one session. */
function openDoorOf(folder: string): Database {
  const url = `postgresql://postgres@/postgres?host=${encodeURIComponent(doorFolder(folder))}`;
  return overPool({ connectionString: url, max: 1, ...BOUNDS }, { connectionString: url, max: 1 });
}

function overPool(options: pg.PoolConfig, queueOptions: ConstructorOptions, log?: LogConfig): Database {
  const pool = new pg.Pool(options);
  pool.on('error', () => {
    // An idle connection that breaks is replaced at the next query; that query says so if it cannot be.
  });
  // One that breaks inside a transaction, between two statements: the next statement says so. Nobody else would listen.
  pool.on('connect', client => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), ...(log && { log }) });
  return { db, queueOptions, close: () => db.destroy() };
}
