/** The life of a request as the agents will read it, from the real mail server's answers to the last use of the link. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { addPeople, PEOPLE, writtenDate } from '../../test/people.ts';
import { createVisitor, linkIn } from '../../test/visitor.ts';
import { listRequestHistories } from '../database/renewal-requests.ts';
import { requestTimeline } from '../rules/request-timeline.ts';
import { jobHandlers } from '../worker.ts';
import { identityOf } from './ask-for-renewal.ts';

onBothEngines('the life of a request', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
    await addPeople(bench, PEOPLE.camille);
  });
  after(() => bench.close());

  async function timelines(): Promise<string[][]> {
    const indexes = bench.tools.secrets.blindIndex.candidates('identity', identityOf(PEOPLE.camille));
    const histories = await listRequestHistories(bench.database.db, indexes);
    return histories.map(history => requestTimeline(history, bench.world.now()).map(line => line.event));
  }

  async function ask() {
    const visitor = createVisitor(bench);
    await visitor.get('/mot-de-passe-oublie');
    const { nir, dateOfBirth, mailAddress } = PEOPLE.camille;
    const asked = {
      numero: nir,
      'date-de-naissance': writtenDate(dateOfBirth),
      'adresse-mail': String(mailAddress),
    };
    await visitor.submit({ ...asked, code: visitor.code() });
    return visitor;
  }

  test('deferred, handed over, replaced; then handed over, opened, used: the newest request first', async () => {
    await ask();
    assert.deepEqual(await timelines(), [['asked', 'waiting']]);
    bench.sink.behave('defer');
    await bench.tools.jobs.workOnce(jobHandlers(bench.tools));
    assert.deepEqual(await timelines(), [['asked', 'deferred']]);

    bench.sink.behave('none');
    bench.world.advance({ minutes: 2 });
    const visitor = await ask();
    const [mail] = await bench.deliver();
    bench.world.advance({ minutes: 1 });
    await visitor.follow(await visitor.get(linkIn(mail)));
    bench.world.advance({ minutes: 1 });
    await visitor.submit({
      'nouveau-mot-de-passe': 'Nouveau+Mdp=42',
      'mot-de-passe-repete': 'Nouveau+Mdp=42',
    });
    assert.deepEqual(await timelines(), [
      ['asked', 'handedOver', 'opened', 'used'],
      ['asked', 'deferred'],
    ]);
  });
});
