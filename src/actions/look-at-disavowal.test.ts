/**
 * « Ce n'était pas moi »: what the line of a mail is worth, how long, and that its secret is nowhere but in the mail (norms
 * TOK-2, TOK-6, TOK-12, ML-14, RGP-3; docs/decisions/0029).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { disavowalIn, lookAt, press, renewedMember } from '../../test/disavowing.ts';
import { dumpTables, found } from '../../test/dump.ts';
import { ask, askedBy, member } from '../../test/renewal.ts';
import { DISAVOWAL_LIFE_DAYS } from '../rules/disavowal.ts';
import { purge } from './purge.ts';
import { sendRenewalMail } from './send-renewal-mail.ts';

const DAY_MINUTES = 1440;

describe('« Ce n’était pas moi », its life', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  test('expired: open until the last millisecond of its 30 days', async () => {
    const { person, notMe } = await renewedMember(bench);
    bench.world.advance({ minutes: DISAVOWAL_LIFE_DAYS * DAY_MINUTES, ms: -1 });
    assert.equal((await lookAt(bench, notMe)).outcome, 'open');
    bench.world.advance({ ms: 1 });
    assert.deepEqual(await press(bench, notMe, person), { outcome: 'expired' });
  });

  test('none, unknown: without a mail, or with a secret that none of ours carried', async () => {
    assert.deepEqual(await lookAt(bench, undefined), { outcome: 'none' });
    for (const cookie of ['illisible', `${'A'.repeat(22)}Z`, `${'A'.repeat(43)}Z`])
      assert.deepEqual(await lookAt(bench, cookie), { outcome: 'unknown' });
  });

  test('TOK-12, tooMany: unknown secrets are counted on whoever tries them, a known one never', async () => {
    const { notMe } = await renewedMember(bench);
    const from = { clientAddress: '2001:db8:abcd:1::/64' };
    for (let i = 0; i < 50; i += 1) await lookAt(bench, `${'A'.repeat(22)}Z`, from);
    assert.equal((await lookAt(bench, `${'A'.repeat(22)}Z`, from)).outcome, 'tooMany');
    assert.equal((await lookAt(bench, notMe, from)).outcome, 'open');
  });

  test('TOK-2: no table, job or log holds the secret', async () => {
    const { notMe } = await renewedMember(bench);
    const dump = await dumpTables(bench.tools.db);
    assert.match(dump, /public\.disavowals\n\(/);
    const forms = [notMe, notMe.slice(0, -1), Buffer.from(notMe.slice(0, -1), 'base64url')];
    assert.deepEqual([...found(dump, forms), ...found(bench.log.join('\n'), forms)], []);
  });

  test('ML-14: a mail that did not leave leaves nothing to press', async () => {
    const count = async () => (await bench.tools.db.selectFrom('disavowals').select('ref').execute()).length;
    const before = await count();
    bench.sink.behave('refuseRecipient');
    await ask(bench, await member(bench));
    assert.deepEqual(await bench.deliver(), []);
    bench.sink.behave('none');
    assert.equal(await count(), before);
  });

  test('TOK-6: once a mail of unknown fate is disavowed, no other leaves for its request', async () => {
    const person = await member(bench);
    const requestRef = await askedBy(bench, person);
    bench.sink.behave('cutAfterData');
    assert.equal((await sendRenewalMail(bench.tools, requestRef)).outcome, 'unsure');
    bench.sink.behave('none');
    const [mail] = await bench.deliver();
    assert.equal((await press(bench, disavowalIn(mail), person)).outcome, 'done');
    assert.deepEqual(await sendRenewalMail(bench.tools, requestRef), { outcome: 'nothingToSend' });
  });

  test('RGP-3: after its 30 days the row goes, and not before', async () => {
    const { notMe } = await renewedMember(bench);
    bench.world.advance({ minutes: DISAVOWAL_LIFE_DAYS * DAY_MINUTES, ms: -1 });
    await purge(bench.tools);
    assert.equal((await lookAt(bench, notMe)).outcome, 'open');
    bench.world.advance({ ms: 1 });
    await purge(bench.tools);
    assert.deepEqual(await lookAt(bench, notMe), { outcome: 'unknown' });
  });
});
