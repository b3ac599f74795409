/** Étape 4, how long a mail is tried and how many leave at once: the useful time of a request, and each provider's patience. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { DOCUMENT_MOMENT } from '../../test/fixed-world.ts';
import { ask, askedBy, linkOf, look, member, renew, secretIn } from '../../test/renewal.ts';
import { findBouncedAddress } from '../database/bounced-addresses.ts';
import { listRequestHistories, type RequestRef } from '../database/renewal-requests.ts';
import type { DemoPerson } from '../demo/people.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { requestTimeline } from '../rules/request-timeline.ts';
import { identityIndexOf } from './ask-for-renewal.ts';
import { sendRenewalMail } from './send-renewal-mail.ts';

onBothEngines('étape 4, the patience of the worker', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  beforeEach(() => bench.world.set(DOCUMENT_MOMENT));
  afterEach(() => bench.sink.behave('none'));
  after(() => bench.close());

  const send = (requestRef: RequestRef) => sendRenewalMail(bench.tools, requestRef);

  async function eventsOf(person: DemoPerson) {
    const histories = await listRequestHistories(bench.tools.db, [identityIndexOf(bench.tools, person)]);
    return histories.map(history => requestTimeline(history, bench.world.now()).map(line => line.event));
  }

  async function bouncedOf(person: DemoPerson) {
    const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
    assert.ok(account);
    return findBouncedAddress(bench.tools.db, account.ref);
  }

  test('ML-14: deferred until half an hour after the request, each try with a link of its own; then sent no more', async () => {
    const person = await member(bench);
    const requestRef = await askedBy(bench, person);
    bench.sink.behave('greylist');
    for (const minutes of [0, 1, 2, 4, 8]) {
      bench.world.advance({ minutes });
      assert.deepEqual(await send(requestRef), { outcome: 'deferred', reason: '451 4.7.1' });
    }
    bench.sink.behave('none');
    bench.world.advance({ minutes: 15 });
    assert.deepEqual(await send(requestRef), { outcome: 'givenUp' });
    assert.equal((await bench.deliver()).length, 0);
    assert.deepEqual(await eventsOf(person), [['asked', ...Array(5).fill('deferred'), 'givenUp']]);
  });

  test('ML-14: greylisted three times and taken at the fourth: the link has its 30 minutes from there', async () => {
    const requestRef = await askedBy(bench, await member(bench));
    bench.sink.behave('greylist');
    for (const minutes of [0, 1, 2]) {
      bench.world.advance({ minutes });
      await send(requestRef);
    }
    bench.sink.behave('none');
    bench.world.advance({ minutes: 4 });
    assert.deepEqual(await send(requestRef), { outcome: 'handedOver' });
    const [mail, ...others] = await bench.deliver();
    assert.equal(others.length, 0);
    assert.match(mail?.text ?? '', /15h10/);
  });

  test('ML-14: a mail may leave in the last millisecond of the half-hour', async () => {
    const requestRef = await askedBy(bench, await member(bench));
    bench.world.advance({ minutes: 29, seconds: 59, ms: 999 });
    assert.deepEqual(await send(requestRef), { outcome: 'handedOver' });
    assert.equal((await bench.deliver()).length, 1);
  });

  test('ML-13: a mail that has left is not sent again, whoever forgot to say so', async () => {
    const requestRef = await askedBy(bench, await member(bench));
    assert.deepEqual(await send(requestRef), { outcome: 'handedOver' });
    assert.deepEqual(await send(requestRef), { outcome: 'handedOver' });
    assert.equal((await bench.deliver()).length, 1);
  });

  test('FR-1: of six mails to Orange and two to others, one at a time goes to Orange', async () => {
    for (let i = 0; i < 8; i += 1) {
      const domain = i < 6 ? 'orange.fr' : 'exemple.org';
      const mailAddress = `foule.${engine}.${i}@${domain}`.toLowerCase() as MailAddress;
      await ask(bench, await member(bench, { mailAddress }));
    }
    bench.sink.hold();
    const delivered = bench.deliver();
    await bench.sink.holding(3);
    bench.sink.release();
    assert.equal((await delivered).length, 8);
    assert.equal(bench.sink.busiest('orange.fr'), 1);
    assert.equal(bench.sink.busiest('exemple.org'), 2);
  });

  test('TOK-8: no mail leaves for what was asked before the password was changed', async () => {
    const person = await member(bench);
    const unsure = await askedBy(bench, person);
    bench.sink.behave('cutAfterData');
    assert.equal((await send(unsure)).outcome, 'unsure');
    bench.world.advance({ minutes: 2 });
    const waiting = await askedBy(bench, person);
    bench.world.advance({ seconds: 1 });
    const [mail] = await bench.deliver();
    assert.deepEqual(await renew(bench, secretIn(mail)), { outcome: 'changed' });
    bench.sink.behave('none');
    for (const late of [unsure, waiting]) assert.deepEqual(await send(late), { outcome: 'nothingToSend' });
    bench.world.advance({ minutes: 2 });
    assert.deepEqual(await send(await askedBy(bench, person)), { outcome: 'handedOver' });
    await bench.deliver();
  });

  test('DSN-2: an address that the provider says does not exist is marked, for the agents alone', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    assert.equal(await bouncedOf(person), undefined);
    bench.world.advance({ minutes: 2 });
    bench.sink.behave('refuseRecipient');
    assert.deepEqual(await send(await askedBy(bench, person)), { outcome: 'refused', reason: '550 5.1.1' });
    assert.equal((await bouncedOf(person))?.answer, '550 5.1.1');
    assert.equal((await look(bench, link)).outcome, 'live');
    bench.sink.behave('none');
    bench.world.advance({ minutes: 2 });
    assert.deepEqual(await send(await askedBy(bench, person)), { outcome: 'handedOver' });
    await bench.deliver();
  });

  test('DSN-2: a mailbox that is greylisted, or a server that hangs up, marks no address', async () => {
    const person = await member(bench);
    const requestRef = await askedBy(bench, person);
    for (const how of ['greylist', 'close', 'cutAfterData'] as const) {
      bench.sink.behave(how);
      await send(requestRef);
    }
    assert.equal(await bouncedOf(person), undefined);
    await bench.deliver();
  });
});
