/**
 * Étape 2, « Recopiez les caractères »: what a code to copy is worth with the form, once and for how long; and that
 * a fault of ours costs nobody their code (norms CAP-1, CAP-2; journey, « Double clicks »).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { withBrokenQueue } from '../../test/broken-queue.ts';
import { onBothEngines } from '../../test/engines.ts';
import { ask, freshCode, member, waitingRequests } from '../../test/renewal.ts';
import type { MailAddress } from '../rules/mail-address.ts';

const MAIL_SENT = { outcome: 'mailSent' };
const OTHER_ADDRESS = 'une.autre@exemple.fr' as MailAddress;
const NOT_THE_CODE = 'zzzzzzzzzzzz';

onBothEngines('étape 2, the code to copy', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  test('CAP-1: a wrong code is told so, and no request is made', async () => {
    const person = await member(bench);
    const code = { ...freshCode(bench), answer: NOT_THE_CODE };
    assert.deepEqual(await ask(bench, person, { code }), { outcome: 'codeWrong' });
    assert.deepEqual(await waitingRequests(bench), []);
  });

  test('CAP-2: a code wrongly copied has had its one guess: the right answer comes too late', async () => {
    const person = await member(bench);
    const code = freshCode(bench);
    await ask(bench, person, { code: { ...code, answer: NOT_THE_CODE } });
    assert.deepEqual(await ask(bench, person, { code }), { outcome: 'codeUsed' });
    assert.deepEqual(await waitingRequests(bench), []);
  });

  test('CAP-1: a code lives 4:59.999 and is expired at 5:00 exactly', async () => {
    const person = await member(bench);
    const [intime, late] = [freshCode(bench), freshCode(bench)];
    bench.world.advance({ minutes: 4, seconds: 59, ms: 999 });
    assert.deepEqual(await ask(bench, person, { code: intime }), MAIL_SENT);
    bench.world.advance({ ms: 1 });
    assert.deepEqual(await ask(bench, person, { code: late }), { outcome: 'codeExpired' });
    assert.equal((await waitingRequests(bench)).length, 1);
  });

  test('étape 2: an answer left blank is missing, and does not burn the code', async () => {
    const person = await member(bench);
    const code = freshCode(bench);
    for (const answer of ['', '  ', '\u00a0\t'])
      assert.deepEqual(await ask(bench, person, { code: { ...code, answer } }), { outcome: 'codeMissing' });
    assert.deepEqual(await ask(bench, person, { code }), MAIL_SENT);
    assert.equal((await waitingRequests(bench)).length, 1);
  });

  test('étape 2: a blank answer to an expired code says that it is expired', async () => {
    const person = await member(bench);
    const code = { ...freshCode(bench), answer: '' };
    bench.world.advance({ minutes: 5 });
    assert.deepEqual(await ask(bench, person, { code }), { outcome: 'codeExpired' });
  });

  test('CAP-2: a code of another form session, or an invented one, lets nothing through', async () => {
    const person = await member(bench);
    const elsewhere = freshCode(bench, 'another-form-session/mot-de-passe-oublie');
    const here = { ...elsewhere, binding: freshCode(bench).binding };
    assert.deepEqual(await ask(bench, person, { code: here }), { outcome: 'codeExpired' });
    for (const token of ['', 'A'.repeat(76), `${elsewhere.token}A`, '\0'])
      assert.deepEqual(await ask(bench, person, { code: { ...elsewhere, token } }), {
        outcome: 'codeExpired',
      });
    assert.deepEqual(await waitingRequests(bench), []);
  });

  test('ATK-9: a double click, same code and same form, gets the same answer and one request', async () => {
    const person = await member(bench);
    const code = freshCode(bench);
    assert.deepEqual(await ask(bench, person, { code }), MAIL_SENT);
    assert.deepEqual(await ask(bench, person, { code }), MAIL_SENT);
    bench.world.advance({ seconds: 89, ms: 999 });
    assert.deepEqual(await ask(bench, person, { code }), MAIL_SENT);
    assert.equal((await waitingRequests(bench)).length, 1);
  });

  test('CAP-2: 90 s later the same code and form are refused', async () => {
    const person = await member(bench);
    const code = freshCode(bench);
    await ask(bench, person, { code });
    bench.world.advance({ seconds: 90 });
    assert.deepEqual(await ask(bench, person, { code }), { outcome: 'codeUsed' });
    assert.equal((await waitingRequests(bench)).length, 1);
  });

  test('CAP-2: the same code with another number, date or address is refused at once', async () => {
    const [person, somebodyElse] = [await member(bench), await member(bench)];
    const code = freshCode(bench);
    await ask(bench, person, { code });
    const others = [
      { nir: somebodyElse.nir },
      { dateOfBirth: { year: 1957, month: 4, day: 24 } },
      { mailAddress: OTHER_ADDRESS },
    ];
    for (const other of others)
      assert.deepEqual(await ask(bench, person, { code, ...other }), { outcome: 'codeUsed' });
    assert.equal((await waitingRequests(bench)).length, 1);
  });

  test('étape 3bis: a double click on the blocked request, and on case 1, repeats that very answer', async () => {
    const person = await member(bench, { mailAddress: null, addressVerified: false });
    const first = freshCode(bench);
    assert.deepEqual(await ask(bench, person, { code: first }), { outcome: 'mailImpossible' });
    assert.deepEqual(await ask(bench, person, { code: first }), { outcome: 'mailImpossible' });
    for (let i = 0; i < 2; i += 1) {
      bench.world.advance({ seconds: 90 });
      await ask(bench, person);
    }
    bench.world.advance({ seconds: 90 });
    const code = freshCode(bench);
    const blocked = await ask(bench, person, { code });
    assert.equal(blocked.outcome, 'requestsBlocked');
    bench.world.advance({ seconds: 30 });
    assert.deepEqual(await ask(bench, person, { code }), blocked);
    await bench.deliver();
  });

  test('CAP-2, ML-13: when the job cannot be enqueued, no request is kept or counted and no code burned', async () => {
    const person = await member(bench);
    const code = freshCode(bench);
    await withBrokenQueue(bench.tools.db, async () => {
      for (let i = 0; i < 4; i += 1) await assert.rejects(ask(bench, person, { code }), { code: '53100' });
    });
    assert.deepEqual(await waitingRequests(bench), []);
    assert.deepEqual(await ask(bench, person, { code }), MAIL_SENT);
    assert.equal((await waitingRequests(bench)).length, 1);
  });
});
