/**
 * Étape 2, the same request again within 90 seconds, with another code: the same page, no second mail, no count, and
 * the first link untouched (journey, « Numbers »; norms TOK-7, ATK-9).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { ask, linkOf, look, member } from '../../test/renewal.ts';
import type { MailAddress } from '../rules/mail-address.ts';

const MAIL_SENT = { outcome: 'mailSent' };

onBothEngines('étape 2, the same request again', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  test('TOK-7: within 90 s it leads to the same page, sends nothing and leaves the first link as it was', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    const before = await look(bench, link);
    bench.world.advance({ seconds: 89, ms: 999 });
    assert.deepEqual(await ask(bench, person), MAIL_SENT);
    assert.equal((await bench.deliver()).length, 0);
    assert.equal(before.outcome, 'live');
    assert.deepEqual(await look(bench, link), before);
  });

  test('TOK-7: at 90 s it is a new request, with a mail of its own', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    bench.world.advance({ seconds: 90 });
    assert.deepEqual(await ask(bench, person), MAIL_SENT);
    assert.equal((await bench.deliver()).length, 1);
    assert.equal((await look(bench, link)).outcome, 'replaced');
  });

  test('TOK-7: before the mail has left, it is still the same request', async () => {
    const person = await member(bench);
    await ask(bench, person);
    await ask(bench, person);
    assert.equal((await bench.deliver()).length, 1);
  });

  test('TOK-7: repetitions are not counted towards the block', async () => {
    const person = await member(bench);
    for (let i = 0; i < 10; i += 1) assert.deepEqual(await ask(bench, person), MAIL_SENT);
    for (let i = 0; i < 2; i += 1) {
      bench.world.advance({ seconds: 90 });
      assert.deepEqual(await ask(bench, person), MAIL_SENT);
    }
    assert.deepEqual(await ask(bench, person), MAIL_SENT, 'the third request, repeated');
    assert.equal((await bench.deliver()).length, 3);
    bench.world.advance({ seconds: 90 });
    assert.equal((await ask(bench, person)).outcome, 'requestsBlocked');
  });

  test('TOK-7: repetitions do not push the 90 seconds back', async () => {
    const person = await member(bench);
    await ask(bench, person);
    bench.world.advance({ seconds: 60 });
    await ask(bench, person);
    bench.world.advance({ seconds: 30 });
    await ask(bench, person);
    assert.equal((await bench.deliver()).length, 2);
  });

  test('TOK-7: the same address in other letter cases is the same request', async () => {
    const person = await member(bench);
    await ask(bench, person);
    await ask(bench, person, { mailAddress: person.mailAddress.toUpperCase() as MailAddress });
    assert.equal((await bench.deliver()).length, 1);
  });

  test('TOK-7: another address is another request, and the right one after it is one too', async () => {
    const person = await member(bench);
    await ask(bench, person, { mailAddress: 'une.faute@exemple.fr' as MailAddress });
    assert.equal((await bench.deliver()).length, 0);
    await ask(bench, person);
    assert.equal((await bench.deliver()).length, 1);
    await ask(bench, person, { mailAddress: 'une.faute@exemple.fr' as MailAddress });
    assert.equal((await ask(bench, person)).outcome, 'requestsBlocked');
  });

  test('étape 3bis: a repeated request of somebody without address is told the same again', async () => {
    const person = await member(bench, { mailAddress: null, addressVerified: false });
    assert.deepEqual(await ask(bench, person), { outcome: 'mailImpossible' });
    assert.deepEqual(await ask(bench, person), { outcome: 'mailImpossible' });
  });
});
