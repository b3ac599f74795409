/** Étape 6, by the worker: every way the second mail ends (norm RST-6). */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { member } from '../../test/renewal.ts';
import type { AccountRef } from '../database/accounts.ts';
import type { DemoPerson } from '../demo/people.ts';
import { sendNoticeMail } from './send-notice-mail.ts';

const CHANGED_AT = new Date('2022-12-26T13:33:00Z');

onBothEngines('étape 6, the notice', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  afterEach(() => bench.sink.behave('none'));
  after(() => bench.close());

  async function noticeTo(overrides: Partial<DemoPerson> = {}) {
    const person = await member(bench, overrides);
    const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
    assert.ok(account);
    return sendNoticeMail(bench.tools, {
      accountRef: account.ref,
      requestRef: undefined,
      changedAt: CHANGED_AT,
    });
  }

  test('handedOver', async () => {
    assert.deepEqual(await noticeTo(), { outcome: 'handedOver' });
    assert.equal((await bench.deliver()).length, 1);
  });

  test('RST-7, handedOver: of one change one notice leaves, though its worker was killed before it could say so', async () => {
    const person = await member(bench);
    const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
    assert.ok(account);
    const notice = { accountRef: account.ref, requestRef: undefined, changedAt: CHANGED_AT };
    for (let i = 0; i < 2; i += 1)
      assert.deepEqual(await sendNoticeMail(bench.tools, notice), { outcome: 'handedOver' });
    assert.equal((await bench.deliver()).length, 1);
    const next = { ...notice, changedAt: new Date(CHANGED_AT.getTime() + 1) };
    await sendNoticeMail(bench.tools, next);
    assert.equal((await bench.deliver()).length, 1, 'another change is told');
  });

  test('nothingToSend: without a link, an address that nobody proved may be a stranger’s', async () => {
    assert.deepEqual(await noticeTo({ addressVerified: false }), { outcome: 'nothingToSend' });
    assert.equal((await bench.deliver()).length, 0);
  });

  test('nothingToSend: an account without address, or an account that is gone', async () => {
    assert.deepEqual(await noticeTo({ mailAddress: null }), { outcome: 'nothingToSend' });
    const accountRef = '00000000-0000-4000-8000-000000000000' as AccountRef;
    const gone = await sendNoticeMail(bench.tools, {
      accountRef,
      requestRef: undefined,
      changedAt: CHANGED_AT,
    });
    assert.deepEqual(gone, { outcome: 'nothingToSend' });
    assert.equal((await bench.deliver()).length, 0);
  });

  test('deferred, refused, unsure: as the mail server answered', async () => {
    bench.sink.behave('defer');
    assert.deepEqual(await noticeTo(), { outcome: 'deferred', reason: '451' });
    bench.sink.behave('refuse');
    assert.deepEqual(await noticeTo(), { outcome: 'refused', reason: '550' });
    bench.sink.behave('cutAfterData');
    assert.equal((await noticeTo()).outcome, 'unsure');
    await bench.deliver();
  });
});
