/**
 * The embedded database in its data folder: one process at a time, a door for commands, and data that outlives any
 * end (journey, « Who sees what » rests on it; norms ATK-8, RGP-2). The other process is a real one.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import pg from 'pg';
import { testConfig } from '../../test/bench.ts';
import { temporaryFolder } from '../../test/temporary.ts';
import type { Nir } from '../rules/nir.ts';
import { createSecrets } from '../secrets/secrets.ts';
import { realWorld } from '../world.ts';
import { Accounts } from './accounts.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './migrate.ts';
import { type Database, doorFolder, openForCommand, openForServer } from './open.ts';
import { endSession } from './sessions.ts';

const HOLDER = join(import.meta.dirname, '../../test/hold-folder.ts');
const accounts = new Accounts(createSecrets(testConfig().secretKeys, realWorld));
const PERSON = { dateOfBirth: { year: 1957, month: 4, day: 23 }, mailAddress: null };
const nirOf = (rank: number) => `257047${rank}990999` as Nir;

const children: ChildProcess[] = [];
async function holdElsewhere(folder: string, nir: Nir): Promise<{ said: string; child: ChildProcess }> {
  const words = ['--disable-warning=ExperimentalWarning', HOLDER, folder, nir];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [said] = await once(child.stdout, 'data');
  return { said: String(said).trim(), child };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function opened(folder: string): Promise<Database> {
  const server = await openForServer({ kind: 'folder', folder });
  assert.ok(server.state === 'opened');
  await migrate(server.database.db);
  return server.database;
}

describe('the data folder', () => {
  let folder: string;
  before(async () => {
    folder = await temporaryFolder('renouveau-folder-');
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('a second process is refused while the first lives; kill -9 frees the folder and loses nothing', async () => {
    const { said, child } = await holdElsewhere(folder, nirOf(1));
    assert.equal(said, 'opened');
    assert.deepEqual(await openForServer({ kind: 'folder', folder }), { state: 'heldByAnother', folder });
    assert.deepEqual(lockFolder(folder), { state: 'heldByAnother' });
    await kill(child);
    const database = await opened(folder);
    assert.equal((await accounts.findByNir(database.db, nirOf(1)))?.nir, nirOf(1));
    assert.equal((await holdElsewhere(folder, nirOf(2))).said, 'heldByAnother');
    await database.close();
  });

  test('what was written is there after a restart', async () => {
    const first = await opened(folder);
    await accounts.add(first.db, { ...PERSON, nir: nirOf(3) }, null);
    await first.close();
    const second = await opened(folder);
    assert.equal((await accounts.findByNir(second.db, nirOf(3)))?.nir, nirOf(3));
    await second.close();
  });

  test('a command beside a running server of another process reaches that server’s data, both ways', async () => {
    const { child } = await holdElsewhere(folder, nirOf(4));
    const command = await openForCommand({ kind: 'folder', folder });
    assert.equal((await accounts.findByNir(command.db, nirOf(4)))?.nir, nirOf(4));
    await command.db.transaction().execute(trx => accounts.add(trx, { ...PERSON, nir: nirOf(5) }, null));
    await command.close();
    await kill(child);
    const database = await opened(folder);
    assert.equal((await accounts.findByNir(database.db, nirOf(5)))?.nir, nirOf(5));
    await database.close();
  });

  test('two commands at once, who share the one session, ask the same and are both answered', async () => {
    const server = await opened(folder);
    const [one, other] = [await command(), await command()];
    for (const { db } of [one, other, one]) assert.equal(await accounts.findByNir(db, nirOf(9)), undefined);
    for (const { close } of [one, other, server]) await close();

    function command() {
      return openForCommand({ kind: 'folder', folder });
    }
  });

  test('a statement of the server never falls inside the open transaction of a command', async () => {
    const database = await opened(folder);
    const client = new pg.Client({ host: doorFolder(folder), user: 'postgres', database: 'postgres' });
    await client.connect();
    await client.query('begin');
    const row = ['00000000-0000-4000-8000-000000000000', Buffer.alloc(32, 1), Buffer.alloc(1)];
    await client.query('insert into accounts (ref, nir_index, person_sealed) values ($1, $2, $3)', row);
    const written = accounts.add(database.db, { ...PERSON, nir: nirOf(6) }, null);
    const inTransaction = database.db
      .transaction()
      .execute(trx => accounts.add(trx, { ...PERSON, nir: nirOf(7) }, null));
    await client.query('select 1');
    await client.query('rollback');
    await Promise.all([written, inTransaction]);
    await client.end();
    for (const nir of [nirOf(6), nirOf(7)])
      assert.equal((await accounts.findByNir(database.db, nir))?.nir, nir);
    const left = await database.db
      .selectFrom('accounts')
      .select('ref')
      .where('ref', '=', String(row[0]))
      .execute();
    assert.deepEqual(left, []);
    await database.close();
  });

  test('a command that goes away inside its transaction leaves nothing, and does not stop the server', async () => {
    const database = await opened(folder);
    const client = new pg.Client({ host: doorFolder(folder), user: 'postgres', database: 'postgres' });
    await client.connect();
    await client.query('begin');
    await client.query('delete from accounts');
    await client.end();
    await endSession(database.db, Buffer.alloc(32));
    assert.equal((await accounts.findByNir(database.db, nirOf(1)))?.nir, nirOf(1));
    await database.close();
  });
});
