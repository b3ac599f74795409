/**
 * Étape 4, the hand-over: every way a mail server can answer, and what becomes of the link and of the older ones
 * (journey, « Newer and older links »; norms TOK-3, TOK-6, TOK-14, ML-1, ATK-7).
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { DOCUMENT_MOMENT } from '../../test/fixed-world.ts';
import {
  ask,
  askedBy,
  linkOf,
  look,
  member,
  NEW_PASSWORD,
  renew,
  secretIn,
  somebody,
} from '../../test/renewal.ts';
import type { RequestRef } from '../database/renewal-requests.ts';
import { sendRenewalMail } from './send-renewal-mail.ts';

onBothEngines('étape 4, the hand-over', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  beforeEach(() => bench.world.set(DOCUMENT_MOMENT));
  afterEach(() => bench.sink.behave('none'));
  after(() => bench.close());

  const send = (requestRef: RequestRef) => sendRenewalMail(bench.tools, requestRef);

  /** A link of 14h33, and a second request two minutes later whose mail has not left yet. */
  async function askedAgain() {
    const person = await member(bench);
    const olderLink = await linkOf(bench, person);
    bench.world.advance({ minutes: 2 });
    return { person, olderLink, requestRef: await askedBy(bench, person) };
  }

  test('handedOver: the older link is replaced at that minute, the newer one lives', async () => {
    const { olderLink, requestRef } = await askedAgain();
    assert.equal((await look(bench, olderLink)).outcome, 'live');
    assert.deepEqual(await send(requestRef), { outcome: 'handedOver' });
    const [mail] = await bench.deliver();
    assert.deepEqual(await look(bench, olderLink), { outcome: 'replaced', replacedAt: bench.world.now() });
    assert.equal((await look(bench, secretIn(mail))).outcome, 'live');
  });

  test('nothingToSend: an unknown number, a wrong date, no verified address, a request that nobody made', async () => {
    const wrongDate = { ...(await member(bench)), dateOfBirth: { year: 1957, month: 4, day: 1 } };
    const people = [somebody(), wrongDate, await member(bench, { addressVerified: false })];
    for (const person of people)
      assert.deepEqual(await send(await askedBy(bench, person)), { outcome: 'nothingToSend' });
    const nobodys = '00000000-0000-4000-8000-000000000000' as RequestRef;
    assert.deepEqual(await send(nobodys), { outcome: 'nothingToSend' });
    assert.equal((await bench.deliver()).length, 0);
  });

  test('ATK-7: nothingToSend when the address is no longer the proved one at the moment of sending', async () => {
    const person = await member(bench);
    const requestRef = await askedBy(bench, person);
    const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
    assert.ok(account);
    await bench.tools.db.deleteFrom('verified_addresses').where('account_ref', '=', account.ref).execute();
    assert.deepEqual(await send(requestRef), { outcome: 'nothingToSend' });
    assert.equal((await bench.deliver()).length, 0);
  });

  test('deferred (451): the older link stays alive, and the next try makes the newer one', async () => {
    const { olderLink, requestRef } = await askedAgain();
    bench.sink.behave('defer');
    assert.deepEqual(await send(requestRef), { outcome: 'deferred', reason: '451' });
    assert.equal((await look(bench, olderLink)).outcome, 'live');
    bench.sink.behave('none');
    assert.deepEqual(await send(requestRef), { outcome: 'handedOver' });
    assert.equal((await look(bench, secretIn((await bench.deliver()).at(-1)))).outcome, 'live');
    assert.equal((await look(bench, olderLink)).outcome, 'replaced');
  });

  test('refused (550): the older link stays alive', async () => {
    const { olderLink, requestRef } = await askedAgain();
    bench.sink.behave('refuse');
    assert.deepEqual(await send(requestRef), { outcome: 'refused', reason: '550' });
    assert.equal((await look(bench, olderLink)).outcome, 'live');
  });

  test('unsure (cut after DATA): both links are alive; the one that may have left opens étape 5', async () => {
    const { olderLink, requestRef } = await askedAgain();
    bench.sink.behave('cutAfterData');
    assert.equal((await send(requestRef)).outcome, 'unsure');
    const [mail] = await bench.deliver();
    assert.equal((await look(bench, olderLink)).outcome, 'live');
    assert.deepEqual(await renew(bench, secretIn(mail)), { outcome: 'changed' });
    bench.sink.behave('none');
    await bench.deliver();
  });

  test('unsure: that link has its 30 minutes, and is replaced when the next try is accepted', async () => {
    const [first, second] = [await member(bench), await member(bench)];
    bench.sink.behave('cutAfterData');
    await send(await askedBy(bench, first));
    const requestRef = await askedBy(bench, second);
    await send(requestRef);
    const [expiring, replaced] = (await bench.deliver()).map(secretIn);
    bench.sink.behave('none');
    await send(requestRef);
    assert.equal((await look(bench, replaced)).outcome, 'replaced');
    bench.world.advance({ minutes: 29, seconds: 59, ms: 999 });
    assert.equal((await look(bench, expiring)).outcome, 'live');
    bench.world.advance({ ms: 1 });
    assert.equal((await look(bench, expiring)).outcome, 'expired');
    await bench.deliver();
  });

  test('TOK-3, TOK-14: with a worker 20 minutes late the link lives 30 minutes from the hand-over, to the millisecond', async () => {
    const person = await member(bench);
    await ask(bench, person);
    bench.world.advance({ minutes: 20 });
    const [mail] = await bench.deliver();
    const link = secretIn(mail);
    assert.match(mail?.text ?? '', /jusqu’à 15h23 \(heure\sde\sParis\)/);
    bench.world.advance({ minutes: 29, seconds: 59, ms: 999 });
    assert.equal((await look(bench, link)).outcome, 'live');
    bench.world.advance({ ms: 1 });
    assert.deepEqual(await look(bench, link), { outcome: 'expired' });
    const late = await renew(bench, link, { password: NEW_PASSWORD });
    assert.deepEqual(late, { outcome: 'expired' });
  });

  test('TOK-6: a link already used is not « remplacé » by a newer one', async () => {
    const { person, olderLink, requestRef } = await askedAgain();
    assert.deepEqual(await renew(bench, olderLink), { outcome: 'changed' });
    await send(requestRef);
    assert.equal((await look(bench, olderLink, 'another browser')).outcome, 'used');
    const mails = await bench.deliver();
    assert.ok(mails.every(mail => mail.recipients[0] === person.mailAddress));
  });
});
