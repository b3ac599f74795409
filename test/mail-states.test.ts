/**
 * What the person is answered never depends on the state of the mail: étape 3 is the same, byte for byte, while the
 * mail server is well, absent, slow or refusing (norm ENU-3), and a mail that is held up holds up no other (FR-2).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { jobHandlers } from '../src/worker.ts';
import { type Bench, openBench } from './bench.ts';
import type { Misbehaviour } from './mail-sink.ts';
import { writtenDate } from './people.ts';
import { ask, member } from './renewal.ts';
import { createVisitor } from './visitor.ts';

const STATES: Misbehaviour[] = [
  'none',
  'hangAtGreeting',
  'close',
  'greylist',
  'refuseRecipient',
  'cutInData',
  'defer',
  'refuse',
  'hangAfterData',
  'cutAfterData',
];

describe('the worker at work', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL' });
    await bench.tools.jobs.work(jobHandlers(bench.tools));
  });
  after(() => bench.close());

  async function askOverHttp() {
    const person = await member(bench, { mailAddress: 'meme.adresse@exemple.fr' as never });
    const visitor = createVisitor(bench);
    await visitor.get('/mot-de-passe-oublie');
    const answer = await visitor.submit({
      numero: person.nir,
      'date-de-naissance': writtenDate(person.dateOfBirth),
      'adresse-mail': person.mailAddress,
      code: visitor.code(),
    });
    const page = await visitor.follow(answer);
    return [answer, page].map(({ status, headers, body }) => ({
      status,
      headers: [...headers].filter(([name]) => name !== 'set-cookie'),
      body: body.replace(/name="jeton" value="[^"]+"/, 'name="jeton"'),
    }));
  }

  test('ENU-3: the answer is the same whatever the mail server does', async () => {
    const answers = [];
    for (const how of STATES) {
      bench.sink.behave(how);
      answers.push(await askOverHttp());
    }
    bench.sink.behave('none');
    bench.sink.cut();
    for (const [rank, answer] of answers.entries()) {
      assert.deepEqual(answer, answers[0], `while the mail server does « ${STATES[rank]} »`);
    }
  });

  test('FR-2: twenty mails that wait for one slow provider hold up no mail to another', async () => {
    bench.sink.behave('none');
    const late = await member(bench);
    bench.sink.hold();
    for (let i = 0; i < 20; i += 1) {
      await ask(bench, await member(bench, { mailAddress: `lent.${i}@orange.fr` as never }));
    }
    await bench.sink.holding(1);
    await ask(bench, late);
    await bench.sink.holding(2);
    bench.sink.release();
  });
});
