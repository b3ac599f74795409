/** Many processes started at once on a PostgreSQL that has no table yet: each table is made once, and all come up. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openTestDatabase, type TestDatabase } from './engines.ts';
import { start } from './processes.ts';
import { runCommand } from './run-command.ts';

describe('the first start', () => {
  let database: TestDatabase;
  let settings: Record<string, string>;
  before(async () => {
    database = await openTestDatabase('PostgreSQL');
    settings = { DATABASE_URL: database.url ?? '', PORT: '0', SMTP_TLS: 'optional' };
  });
  after(() => database.close());

  async function emptyDatabase(): Promise<void> {
    await sql`drop schema if exists pgboss cascade`.execute(database.db);
    await sql`drop schema public cascade`.execute(database.db);
    await sql`create schema public`.execute(database.db);
  }

  test('three at once: two serve, one works, and only a web that finds no worker says so', async () => {
    await emptyDatabase();
    const all = await Promise.all([
      start('serve', settings),
      start('serve', settings),
      start('work', settings),
    ]);
    const late = await start('serve', settings);
    assert.deepEqual(await Promise.all([...all, late].map(one => one.end('SIGTERM'))), [0, 0, 0, 0]);
    assert.doesNotMatch(late.lines.join(), /no worker is running/);
    // The worker that has just ended does not count; what is logged may come after the word that it is ready.
    const alone = await start('serve', settings);
    assert.equal(await alone.end('SIGTERM'), 0);
    assert.match(alone.lines.join(), /no worker is running/);
  });

  test('« migrate » twice at once: one makes the tables, the other finds them made', async () => {
    await emptyDatabase();
    const migrate = () => runCommand(['migrate'], '', settings);
    const said = await Promise.all([migrate(), migrate()]);
    assert.deepEqual(
      said.map(({ status, fault }) => [status, fault]),
      [
        [0, ''],
        [0, ''],
      ],
    );
    const made = said.filter(({ out }) => out.includes('001-the-journey'));
    assert.equal(made.length, 1);
  });

  test('« work » on the embedded database is refused, with the reason', async () => {
    const refused = await runCommand(['work'], '', {});
    assert.equal(refused.status, 1);
    assert.match(refused.fault, /demande PostgreSQL/);
  });
});
