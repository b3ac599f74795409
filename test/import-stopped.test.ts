/** `accounts import` stopped, killed, cut off from its database; and started again (norm NIR-8). */
import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { IMPORT_HEADER as HEADER, importLines as linesOf } from '../bench/import-file.ts';
import { IMPORT_BATCH } from '../src/actions/import-people.ts';
import { lockAdding } from '../src/database/account-batches.ts';
import { layCable } from './cable.ts';
import { openTestDatabase, type TestDatabase } from './engines.ts';
import { commandArguments, runCommand } from './run-command.ts';
import { isWaitedFor } from './waiting.ts';

describe('renouveau accounts import, stopped (PostgreSQL)', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase('PostgreSQL');
  });
  beforeEach(() => sql`delete from accounts`.execute(database.db));
  after(() => database.close());

  async function count(): Promise<number> {
    const { rows } = await sql<{ count: string }>`select count(*) from accounts`.execute(database.db);
    return Number(rows[0]?.count);
  }

  type Import = ChildProcessByStdio<Writable, Readable, Readable>;

  /** An import by a pipe that stays open: of two batches and a half. */
  function startAndFeed(url = database.url): Import {
    const { argv, env } = commandArguments(['accounts', 'import', '--format', 'csv'], { DATABASE_URL: url });
    const child = spawn(process.execPath, argv, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => {});
    child.stdin.write(HEADER + linesOf(0, 2 * IMPORT_BATCH + 500));
    return child;
  }

  /** The same, once its two batches are in. */
  async function startAndWait(): Promise<Import> {
    const child = startAndFeed();
    while ((await count()) < 2 * IMPORT_BATCH);
    return child;
  }

  const told = async (child: Import) => {
    const closed = once(child, 'close');
    const [out, fault, [status]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
    return { out, fault, status };
  };

  async function startAgain(): Promise<string> {
    const words = ['accounts', 'import', '--format', 'csv', '--json'];
    const { out } = await runCommand(words, HEADER + linesOf(0, 3 * IMPORT_BATCH), {
      DATABASE_URL: database.url,
    });
    assert.equal(await count(), 3 * IMPORT_BATCH);
    return out;
  }
  const RESUMED = `{"fin":"complet","lus":${3 * IMPORT_BATCH},"ajoutes":${IMPORT_BATCH},"dejaLa":${2 * IMPORT_BATCH},"rejetes":0}\n`;

  test('killed (SIGKILL): started again, it goes on where it was, and nobody comes in twice', async () => {
    const child = await startAndWait();
    child.kill('SIGKILL');
    await told(child);
    assert.equal(await count(), 2 * IMPORT_BATCH);
    assert.equal(await startAgain(), RESUMED);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`130: stopped (${signal}) even while nothing comes, it says what is in and how to go on`, async () => {
      const child = await startAndWait();
      const ended = told(child);
      child.kill(signal);
      const { out, fault, status } = await ended;
      assert.match(out, new RegExp(`Ajoutées\\s: ${2 * IMPORT_BATCH}\\.`));
      assert.match(fault, /^Interrompu\. Pour continuer, relancez la même commande/);
      assert.equal(status, 130);
      assert.equal(await startAgain(), RESUMED);
    });
  }

  test('2: cut off from the database in the middle of a transaction, it says how to go on', async () => {
    const cable = await layCable(database.url ?? '');
    const ended = await database.db.transaction().execute(async trx => {
      await lockAdding(trx);
      const child = startAndFeed(cable.url);
      while (!(await isWaitedFor(trx)));
      cable.cut();
      child.stdin.end();
      return told(child);
    });
    assert.match(ended.fault, /^La base ne répond plus\. Pour continuer, relancez la même commande/);
    assert.equal(ended.status, 2);
  });
});
