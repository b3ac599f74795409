/** Counting answers and proofs: shared, atomic, by form session and by client address (norms CAP-6, CAP-9, LIM-5). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { askForProof, useCode } from './use-code.ts';

onBothEngines('the use of codes', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  const outcomes = async (
    times: number,
    user: (i: number) => { formSession: string; clientAddress: string },
  ) => {
    const all = await Promise.all(Array.from({ length: times }, (_, i) => useCode(bench.tools, user(i))));
    return all.filter(one => one.outcome === 'counted').length;
  };

  test('of 50 answers at once from one form session, 15 are let through', async () => {
    assert.equal(await outcomes(50, i => ({ formSession: 'one', clientAddress: `192.0.2.${i}` })), 15);
  });

  test('of 200 answers from one address with ever new sessions, 150 are let through', async () => {
    assert.equal(await outcomes(200, i => ({ formSession: `s${i}`, clientAddress: '203.0.113.1' })), 150);
  });

  test('the refusal says until when, and ends then', async () => {
    const user = { formSession: 'patient', clientAddress: '198.51.100.1' };
    for (let i = 0; i < 15; i += 1) await useCode(bench.tools, user);
    const until = new Date(bench.world.now().getTime() + 600_000);
    assert.deepEqual(await useCode(bench.tools, user), { outcome: 'tooMany', until });
    bench.world.advance({ minutes: 10 });
    assert.deepEqual(await useCode(bench.tools, user), { outcome: 'counted' });
  });

  test('each proof asked for is harder than the one before, and the seventh within the hour is refused', async () => {
    const user = { formSession: 'worker', clientAddress: '198.51.100.2' };
    const tries: (number | string)[] = [];
    for (let i = 0; i < 7; i += 1) {
      const asked = await askForProof(bench.tools, user, 'form');
      tries.push(asked.outcome === 'challenge' ? asked.tries : asked.outcome);
    }
    assert.deepEqual(tries, [2000, 4000, 8000, 16_000, 32_000, 32_000, 'tooMany']);
  });
});
