/**
 * A server told to stop while its mail server hangs: what is leaving is waited for ten seconds, then cut and recorded;
 * nothing new leaves, and what did not leave waits for the next start (norm ML-13).
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { startJobs } from '../src/database/jobs.ts';
import { createLog } from '../src/log.ts';
import { createTools, type StartedServer, startServer } from '../src/server.ts';
import { realWorld } from '../src/world.ts';
import { type Bench, codeReader, testConfig } from './bench.ts';
import { openTestDatabase, type TestDatabase } from './engines.ts';
import { type MailSink, openMailSink } from './mail-sink.ts';
import { ask, member } from './renewal.ts';

const PEOPLE = 8;

describe('ML-13: stopping while mails leave', () => {
  let sink: MailSink;
  let database: TestDatabase;
  let server: StartedServer;
  let bench: Pick<Bench, 'tools' | 'readCode'>;
  const log = createLog({ write: () => {} });

  before(async () => {
    sink = await openMailSink();
    sink.behave('hangAfterData');
    database = await openTestDatabase('PostgreSQL');
    const config = testConfig({ SMTP_URL: sink.url, DATABASE_URL: database.url ?? '', PORT: '0' });
    const started = await startServer(config, log);
    assert.ok(started.state === 'started');
    server = started;
    const tools = await createTools(config, log, { database, world: realWorld });
    bench = { tools, readCode: codeReader(tools) };
  });
  after(async () => {
    await bench.tools.jobs.stop();
    bench.tools.mailer.close();
    await sink.close();
    await database.close();
  });

  test('it stops, every mail that began is recorded, and no job is lost', async () => {
    const connected = sink.connected();
    for (let i = 0; i < PEOPLE; i += 1) await ask(bench as Bench, await member(bench as Bench));
    await connected;
    await server.stop();
    const mails = await database.db.selectFrom('mails').select(['hand_over']).execute();
    assert.ok(mails.length > 0 && mails.length <= PEOPLE);
    for (const { hand_over } of mails) assert.match(String(hand_over), /^(?:unsure|deferred)$/);
    const waiting = await sql<{
      state: string;
    }>`select state from pgboss.job where name = 'renewal-mail' and state <> 'completed'`.execute(
      database.db,
    );
    assert.equal(waiting.rows.length, PEOPLE);
    for (const { state } of waiting.rows) assert.match(state, /^(?:created|retry)$/);
  });

  test('LOG-6: a purge at work is told that the process stops, and is waited for', async () => {
    const own = await openTestDatabase('PostgreSQL');
    const jobs = await startJobs(own, error => assert.fail(error));
    let hasEnded = false;
    const begun = new Promise<void>(resolve => {
      void jobs.purgeHourly(async stopping => {
        resolve();
        await once(stopping, 'abort');
        hasEnded = true;
      });
    });
    await begun;
    await jobs.stop();
    await own.close();
    assert.ok(hasEnded);
  });
});
