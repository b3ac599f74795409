/** The purge and the code to copy: what may still be answered, or answered again, keeps its row (CAP-2, CAP-9, RGP-4). */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { freshCode } from '../../test/renewal.ts';
import { checkCode } from './check-code.ts';
import { purge, type Removed } from './purge.ts';

onBothEngines('the purge of codes', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  async function removed(): Promise<Removed> {
    const purged = await purge(bench.tools);
    return purged.outcome === 'purged' ? purged.removed : {};
  }

  test('RGP-4, CAP-2: a code answered has its one guess, and a kept answer its half hour, whenever the purge comes', async () => {
    const wrong = { ...freshCode(bench), answer: '??????' };
    const kept = freshCode(bench);
    assert.equal((await checkCode(bench.tools, wrong)).outcome, 'codeWrong');
    assert.equal((await checkCode(bench.tools, kept)).outcome, 'codeKept');
    bench.world.advance({ minutes: 4 });
    assert.equal((await removed()).code_answers, undefined);
    assert.equal((await checkCode(bench.tools, wrong)).outcome, 'codeUsed');
    bench.world.advance({ minutes: 25 });
    assert.equal((await removed()).code_answers, 1);
    assert.equal((await checkCode(bench.tools, kept)).outcome, 'codeKept');
    bench.world.advance({ minutes: 1 });
    assert.equal((await removed()).code_answers, 1);
  });

  test('CAP-9: a proof cannot be sent anew after a purge, for it outlives its row in no case', async () => {
    const row = {
      is_right: true,
      answered_at: bench.world.now(),
      spent_at: bench.world.now(),
      request_index: null,
      ending: null,
    };
    await bench.tools.db
      .insertInto('code_answers')
      .values({ challenge_id: `preuve/${randomUUID()}`, ...row })
      .execute();
    bench.world.advance({ minutes: 60 });
    assert.equal((await removed()).code_answers, undefined);
    bench.world.advance({ seconds: 90 });
    assert.equal((await removed()).code_answers, 1);
  });
});
