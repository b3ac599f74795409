/**
 * Étape 4 when several mails of one person leave at once, as they do after the worker was away: exactly one of their
 * links works, and nothing is sent twice (journey, « Newer and older links »; norms TOK-6, ATK-31, ML-13).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { ask, look, member, renew, secretIn } from '../../test/renewal.ts';
import { jobHandlers } from '../worker.ts';

onBothEngines('étape 4, mails that leave together', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  async function askedThreeTimes() {
    const person = await member(bench);
    for (let i = 0; i < 3; i += 1) {
      if (i > 0) bench.world.advance({ minutes: 2 });
      await ask(bench, person);
    }
    return person;
  }

  test('TOK-6: of three mails that leave in one instant, exactly one link lives, and the others say « remplacé »', async () => {
    for (let round = 0; round < 5; round += 1) {
      await askedThreeTimes();
      const links = (await bench.deliver()).map(secretIn);
      const seen = await Promise.all(links.map(async link => (await look(bench, link)).outcome));
      assert.deepEqual(seen.sort(), ['live', 'replaced', 'replaced']);
    }
    assert.equal(bench.log.filter(line => line.includes('fault')).length, 0, bench.log.join('\n'));
  });

  test('TOK-5, TOK-6: a link used while newer mails leave neither blocks them nor is blocked', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await member(bench);
      await ask(bench, person);
      const link = secretIn((await bench.deliver()).at(-1));
      for (let i = 0; i < 2; i += 1) {
        bench.world.advance({ minutes: 2 });
        await ask(bench, person);
      }
      const used = renew(bench, link);
      await Promise.all([used, bench.tools.jobs.workOnce(jobHandlers(bench.tools))]);
      assert.match((await used).outcome, /^(changed|replaced)$/);
      await bench.deliver();
    }
    assert.equal(bench.log.filter(line => line.includes('fault')).length, 0, bench.log.join('\n'));
  });
});
