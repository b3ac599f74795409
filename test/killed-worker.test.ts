/**
 * A worker killed (SIGKILL) at each step of a mail's leaving, again and again: nothing is lost, at most one mail comes
 * twice for each killing, and the newest link works (norm ML-13; journey, « Newer and older links »).
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { createLog } from '../src/log.ts';
import { createTools } from '../src/server.ts';
import { jobHandlers } from '../src/worker.ts';
import { realWorld } from '../src/world.ts';
import { type Bench, codeReader, testConfig } from './bench.ts';
import { openTestDatabase } from './engines.ts';
import { type MailSink, openMailSink } from './mail-sink.ts';
import { takeBackJobs } from './queue-time.ts';
import { ask, look, member, renew, secretIn } from './renewal.ts';
import { startOne } from './two-servers.ts';

const PEOPLE_AT_ONCE = 4;

describe('ML-13: a worker that is killed', () => {
  let sink: MailSink;
  let bench: Pick<Bench, 'tools' | 'readCode' | 'sink'>;
  let close: () => Promise<void>;
  let environment: NodeJS.ProcessEnv;

  before(async () => {
    sink = await openMailSink();
    const database = await openTestDatabase('PostgreSQL');
    const settings = { SMTP_URL: sink.url, PUBLIC_BASE_URL: 'http://localhost:3000' };
    environment = { ...process.env, ...settings, PORT: '0', DATABASE_URL: database.url };
    const log = createLog({ write: () => {} });
    const tools = await createTools(testConfig(settings), log, { database, world: realWorld });
    bench = { tools, readCode: codeReader(tools), sink };
    close = async () => {
      await tools.jobs.stop();
      tools.mailer.close();
      await sink.close();
      await database.close();
    };
  });
  after(() => close());

  const many = <T>(make: () => Promise<T>) => Promise.all(Array.from({ length: PEOPLE_AT_ONCE }, make));

  async function askMany() {
    const people = await many(() => member(bench as Bench));
    for (const person of people) await ask(bench as Bench, person);
    return people;
  }

  const recover = () => takeBackJobs(bench.tools);

  async function workUntilDone(): Promise<void> {
    await recover();
    while ((await bench.tools.jobs.workOnce(jobHandlers(bench.tools))) > 0);
  }

  async function kill(worker: Awaited<ReturnType<typeof startOne>>): Promise<void> {
    worker.child.kill('SIGKILL');
    await once(worker.child, 'exit');
  }

  /** What each has in the mailbox, in the order it came. */
  const linksOf = (person: { mailAddress: string }) =>
    sink.mails.filter(mail => mail.recipients.includes(person.mailAddress)).map(secretIn);

  async function assertAllIsWell(people: Awaited<ReturnType<typeof askMany>>, mailsMax: number) {
    for (const person of people) {
      const links = linksOf(person);
      assert.ok(links.length >= 1 && links.length <= mailsMax, `${links.length} mails`);
      const newest = links.at(-1) as string;
      for (const older of links.slice(0, -1)) {
        assert.equal((await look(bench as Bench, older)).outcome, 'replaced');
      }
      assert.deepEqual(await renew(bench as Bench, newest), { outcome: 'changed' });
    }
    await workUntilDone();
  }

  test('before its mails are taken: they come once, from the next one', async () => {
    sink.behave('hangAtGreeting');
    const connected = sink.connected();
    const people = await askMany();
    const worker = await startOne(environment);
    await connected;
    await kill(worker);
    sink.behave('none');
    await workUntilDone();
    await assertAllIsWell(people, 1);
  });

  test('after its mails were taken, before it knew: each comes twice, and the newest works', async () => {
    sink.hold();
    const people = await askMany();
    const worker = await startOne(environment);
    await sink.holding(PEOPLE_AT_ONCE);
    await kill(worker);
    sink.release();
    await workUntilDone();
    for (const person of people) assert.equal(linksOf(person).length, 2);
    await assertAllIsWell(people, 2);
  });

  test('while its mails are being taken one after the other: none is lost, no more than one comes twice for each', async () => {
    const people = await askMany();
    const arrived = sink.mails.length;
    const worker = await startOne(environment);
    while (sink.mails.length === arrived) await sink.arrival();
    await kill(worker);
    await workUntilDone();
    await assertAllIsWell(people, 2);
  });

  test('three times over, at the worst instant: one more mail each time, and the newest works', async () => {
    const people = await askMany();
    for (let round = 1; round <= 3; round += 1) {
      sink.hold();
      await recover();
      const worker = await startOne(environment);
      await sink.holding(PEOPLE_AT_ONCE);
      await kill(worker);
      sink.release();
    }
    await workUntilDone();
    await assertAllIsWell(people, 4);
  });
});
