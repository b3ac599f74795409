/**
 * Étape 2, when another field is wrong: a right answer is kept for the next press, which spends it; anything else is
 * told as it would be with the whole form (norm CAP-2).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { ask, freshCode, member, waitingRequests } from '../../test/renewal.ts';
import { checkCode } from './check-code.ts';

onBothEngines('étape 2, a code kept while a field is mended', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  test('codeKept: the answer waits, blank in the next form, and then serves once', async () => {
    const person = await member(bench);
    const code = freshCode(bench);
    assert.deepEqual(await checkCode(bench.tools, code), { outcome: 'codeKept' });
    assert.deepEqual(await checkCode(bench.tools, { ...code, answer: '' }), { outcome: 'codeKept' });
    const kept = { ...code, answer: '' };
    assert.deepEqual(await ask(bench, person, { code: kept }), { outcome: 'mailSent' });
    assert.deepEqual(await checkCode(bench.tools, kept), { outcome: 'codeUsed' });
    const other = await member(bench);
    assert.deepEqual(await ask(bench, other, { code: kept }), { outcome: 'codeUsed' });
    assert.equal((await waitingRequests(bench)).length, 1);
  });

  test('codeKept: it outlives the 5 minutes of the code, up to 30 minutes from the answer', async () => {
    const person = await member(bench);
    const [kept, lost] = [freshCode(bench), freshCode(bench)];
    await checkCode(bench.tools, kept);
    await checkCode(bench.tools, lost);
    bench.world.advance({ minutes: 29, seconds: 59, ms: 999 });
    assert.deepEqual(await ask(bench, person, { code: kept }), { outcome: 'mailSent' });
    bench.world.advance({ ms: 1 });
    assert.deepEqual(await checkCode(bench.tools, lost), { outcome: 'codeExpired' });
    assert.deepEqual(await ask(bench, person, { code: lost }), { outcome: 'codeExpired' });
    await waitingRequests(bench);
  });

  test('codeKept: an answer kept in one form session serves in no other', async () => {
    const code = freshCode(bench);
    await checkCode(bench.tools, code);
    const elsewhere = { ...code, binding: 'another-form-session/mot-de-passe-oublie' };
    assert.deepEqual(await checkCode(bench.tools, elsewhere), { outcome: 'codeExpired' });
  });

  test('codeMissing: a blank answer burns nothing', async () => {
    const code = freshCode(bench);
    assert.deepEqual(await checkCode(bench.tools, { ...code, answer: ' ' }), { outcome: 'codeMissing' });
    assert.deepEqual(await checkCode(bench.tools, code), { outcome: 'codeKept' });
  });

  test('codeWrong, then codeUsed: a wrong answer is the only guess', async () => {
    const code = freshCode(bench);
    assert.deepEqual(await checkCode(bench.tools, { ...code, answer: 'zzzzzz' }), { outcome: 'codeWrong' });
    assert.deepEqual(await checkCode(bench.tools, code), { outcome: 'codeUsed' });
  });

  test('codeExpired: at 5 minutes exactly', async () => {
    const [intime, late] = [freshCode(bench), freshCode(bench)];
    bench.world.advance({ minutes: 4, seconds: 59, ms: 999 });
    assert.deepEqual(await checkCode(bench.tools, intime), { outcome: 'codeKept' });
    bench.world.advance({ ms: 1 });
    assert.deepEqual(await checkCode(bench.tools, late), { outcome: 'codeExpired' });
  });
});
