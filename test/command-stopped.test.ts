/** Ctrl+C in a long command, as a terminal sends it: no trace, what was done, how to go on, and 130. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { type RawBuilder, sql } from 'kysely';
import { openTestDatabase, type TestDatabase } from './engines.ts';
import { commandArguments } from './run-command.ts';
import { isWaitedFor } from './waiting.ts';

describe('long commands, stopped (PostgreSQL)', () => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase('PostgreSQL');
  });
  after(() => database.close());

  /** Once it waits for a table that is held, and before the table is let go. */
  async function stopped(words: string[], hold: RawBuilder<unknown>) {
    const { argv, env } = commandArguments(words, { DATABASE_URL: database.url });
    const ended = await database.db.transaction().execute(async trx => {
      await hold.execute(trx);
      const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
      const closed = once(child, 'close');
      const told = Promise.all([text(child.stdout), text(child.stderr), closed]);
      while (!(await isWaitedFor(trx)));
      child.kill('SIGINT');
      return { told };
    });
    const [out, fault, [status]] = await ended.told;
    return { out, fault, status };
  }

  test('130: purge ends the batch at hand, says what is gone and how to go on', async () => {
    assert.deepEqual(await stopped(['purge'], sql`lock table code_answers`), {
      out: 'Rien à effacer.\n',
      fault: 'Interrompu. Pour continuer, relancez la même commande.\n',
      status: 130,
    });
  });

  test('130: audit verify, which only reads, says that nothing can be said of the journal', async () => {
    const { out, fault, status } = await stopped(['audit', 'verify', '--json'], sql`lock table audit_chains`);
    assert.deepEqual([out, status], ['', 130]);
    assert.match(fault, /^Interrompu\s: rien ne peut être dit du journal\. Pour le vérifier, relancez/);
  });

  test('130: keys check, which only reads, says that nothing can be said of the keys', async () => {
    const { out, fault, status } = await stopped(['keys', 'check'], sql`lock table accounts`);
    assert.deepEqual([out, status], ['', 130]);
    assert.match(fault, /^Interrompu\s: rien ne peut être dit des clés\. Pour les regarder, relancez/);
  });
});
