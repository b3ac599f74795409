/**
 * Étapes 4 to 6: what a link is worth, and that looking changes nothing (norms TOK-8, TOK-9, TOK-10, TOK-11, SCAN-1,
 * ATK-16). 'live', 'expired' and 'replaced' are also met at their boundaries beside the sender.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { dumpWithoutClock } from '../../test/dump.ts';
import { onBothEngines } from '../../test/engines.ts';
import {
  askedBy,
  BROWSER,
  linkOf,
  look,
  member,
  OTHER_PASSWORD,
  renew,
  secretIn,
} from '../../test/renewal.ts';
import { endRefusedLink } from '../database/renewal-links.ts';
import { makeLinkSecret } from '../secrets/link-secret.ts';
import { sendRenewalMail } from './send-renewal-mail.ts';

onBothEngines('étape 5, what a link is worth', engine => {
  let bench: Bench;
  const statements: string[] = [];
  before(async () => {
    bench = await openBench({ engine, onStatement: event => void statements.push(event.query.sql) });
  });
  after(() => bench.close());

  test('live: until 30 minutes after the mail was handed over', async () => {
    const link = await linkOf(bench, await member(bench));
    const seen = await look(bench, link);
    assert.ok(seen.outcome === 'live');
    assert.equal(seen.expiresAt.getTime() - bench.world.now().getTime(), 30 * 60_000);
  });

  test('TOK-10, SCAN-1: fifty looks, from any browser, change nothing in any table', async () => {
    const link = await linkOf(bench, await member(bench));
    const before = await dumpWithoutClock(bench.tools.db);
    for (let i = 0; i < 50; i += 1) await look(bench, link, `robot ${i}`);
    assert.deepEqual(await dumpWithoutClock(bench.tools.db), before);
    assert.equal((await look(bench, link)).outcome, 'live');
  });

  test('none: the browser holds no link', async () => {
    assert.deepEqual(await look(bench, undefined), { outcome: 'none' });
  });

  test('unknown: a well-shaped secret that no mail carried', async () => {
    assert.deepEqual(await look(bench, makeLinkSecret(bench.world)), { outcome: 'unknown' });
  });

  test('unknown, without a single statement: what has not the shape of a secret (TOK-9, ATK-16)', async () => {
    const link = await linkOf(bench, await member(bench));
    statements.length = 0;
    const malformed = [
      '',
      'null',
      'undefined',
      link.slice(0, -1),
      `${link}Z`,
      `${link}\0`.repeat(300),
      '%00',
      '[object Object]',
    ];
    for (const text of malformed) assert.deepEqual(await look(bench, text), { outcome: 'unknown' }, text);
    assert.deepEqual(statements, []);
  });

  test('unknown: the link of a mail that the server refused', async () => {
    const person = await member(bench);
    const requestRef = await askedBy(bench, person);
    bench.sink.behave('cutAfterData');
    await sendRenewalMail(bench.tools, requestRef);
    bench.sink.behave('none');
    const link = secretIn((await bench.deliver()).at(-1));
    const seen = await look(bench, link);
    assert.ok(seen.outcome === 'live');
    await endRefusedLink(bench.tools.db, seen.ref, bench.world.now());
    assert.deepEqual(await look(bench, link), { outcome: 'unknown' });
  });

  test('usedHere and used: only the browser that used it is told the hour', async () => {
    const link = await linkOf(bench, await member(bench));
    await renew(bench, link);
    const usedAt = bench.world.now();
    bench.world.advance({ minutes: 3 });
    assert.deepEqual(await look(bench, link, BROWSER), { outcome: 'usedHere', usedAt });
    assert.deepEqual(await look(bench, link, 'another browser'), { outcome: 'used' });
    bench.world.advance({ minutes: 60 });
    assert.deepEqual(await look(bench, link, 'another browser'), { outcome: 'used' });
    await bench.deliver();
  });

  test('TOK-8, passwordChanged: the other live link of the account ends with the password it was made for', async () => {
    const person = await member(bench);
    const older = await linkOf(bench, person);
    bench.world.advance({ minutes: 2 });
    bench.sink.behave('cutAfterData');
    await sendRenewalMail(bench.tools, await askedBy(bench, person));
    bench.sink.behave('none');
    const newer = secretIn((await bench.deliver()).at(-1));
    assert.deepEqual(await renew(bench, newer), { outcome: 'changed' });
    assert.deepEqual(await look(bench, older), { outcome: 'passwordChanged' });
    assert.deepEqual(await renew(bench, older, { password: OTHER_PASSWORD }), { outcome: 'passwordChanged' });
    await bench.deliver();
  });

  test('TOK-3: sent just before the clock of Paris is changed, it lives 30 minutes, until the hour that its mail says', async () => {
    for (const [sent, until] of [
      ['2026-10-25T00:50:00Z', '02h20'],
      ['2027-03-28T00:50:00Z', '03h20'],
    ] as const) {
      bench.world.set(sent);
      const link = await linkOf(bench, await member(bench));
      assert.match(bench.sink.mails.at(-1)?.text ?? '', new RegExp(`valable jusqu’à ${until} \\(heure`));
      bench.world.advance({ minutes: 30, ms: -1 });
      assert.equal((await look(bench, link)).outcome, 'live');
      bench.world.advance({ ms: 1 });
      assert.deepEqual(await look(bench, link), { outcome: 'expired' });
    }
  });
});
