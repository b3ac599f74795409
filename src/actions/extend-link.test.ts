/**
 * Étape 5, « J’ai besoin de plus de temps »: every way it ends, at the boundary second and at the last of the ten times, and
 * that it is told to the journal (norms C-4, A11Y-12, TOK-3, TOK-10, LOG-1).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertJournalIsSound, entriesAbout, toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { askedBy, linkOf, look, member, needMoreTime, renew, secretIn } from '../../test/renewal.ts';
import { markHandedOver } from '../database/renewal-links.ts';
import { listRequestHistories } from '../database/renewal-requests.ts';
import { linkExpiry } from '../rules/link-life.ts';
import { EXTENSION_MINUTES, EXTENSIONS_MAX } from '../rules/more-time.ts';
import { requestTimeline } from '../rules/request-timeline.ts';
import { identityOf } from './ask-for-renewal.ts';
import { extendLink } from './extend-link.ts';
import { purge } from './purge.ts';
import { sendRenewalMail } from './send-renewal-mail.ts';

onBothEngines('étape 5, more time', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  async function minutesLeft(link: string): Promise<number> {
    const seen = await look(bench, link);
    assert.ok(seen.outcome === 'live', seen.outcome);
    return (seen.expiresAt.getTime() - bench.world.now().getTime()) / 60_000;
  }

  test('C-4, extended: ten minutes more each time, up to the last second of the link’s life', async () => {
    const link = await linkOf(bench, await member(bench));
    assert.deepEqual(await needMoreTime(bench, link), { outcome: 'extended' });
    assert.equal(await minutesLeft(link), 40);
    bench.world.advance({ minutes: 40, ms: -1 });
    assert.deepEqual(await needMoreTime(bench, link), { outcome: 'extended' });
    bench.world.advance({ minutes: EXTENSION_MINUTES });
    assert.equal((await look(bench, link)).outcome, 'live');
    bench.world.advance({ ms: 1 });
    assert.equal((await look(bench, link)).outcome, 'expired');
  });

  test('C-4, expired: at the second at which it ends there is no more time to be had', async () => {
    const link = await linkOf(bench, await member(bench));
    bench.world.advance({ minutes: 30 });
    assert.deepEqual(await needMoreTime(bench, link), { outcome: 'expired' });
    bench.world.advance({ seconds: -1 });
    assert.equal(await minutesLeft(link), 1 / 60, 'nothing was put off');
  });

  test('C-4, noMoreTime: ten times and not once more; the link stays alive, and changes the password', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    for (let press = 1; press <= EXTENSIONS_MAX; press += 1)
      assert.deepEqual(await needMoreTime(bench, link), { outcome: 'extended' });
    assert.deepEqual(await needMoreTime(bench, link), { outcome: 'noMoreTime' });
    assert.equal(await minutesLeft(link), 130);
    bench.world.advance({ minutes: 130, ms: -1 });
    assert.deepEqual(await renew(bench, link), { outcome: 'changed' });
    await bench.deliver();
  });

  test('C-4, otherLink: the form of one link with the cookie of another puts off neither', async () => {
    const [link, other] = [
      await linkOf(bench, await member(bench)),
      await linkOf(bench, await member(bench)),
    ];
    const shown = await look(bench, link);
    assert.ok(shown.outcome === 'live');
    assert.deepEqual(await needMoreTime(bench, other, { formLink: shown.ref }), { outcome: 'otherLink' });
    assert.deepEqual([await minutesLeft(link), await minutesLeft(other)], [30, 30]);
  });

  test('C-4, used, usedHere, replaced, passwordChanged: what is over stays over', async () => {
    const person = await member(bench);
    const older = await linkOf(bench, person);
    bench.world.advance({ minutes: 2 });
    const link = await linkOf(bench, person);
    const replacedAt = bench.world.now();
    assert.deepEqual(await needMoreTime(bench, older), { outcome: 'replaced', replacedAt });
    bench.world.advance({ minutes: 2 });
    bench.sink.behave('cutAfterData');
    await sendRenewalMail(bench.tools, await askedBy(bench, person));
    bench.sink.behave('none');
    const newer = secretIn((await bench.deliver()).at(-1));
    await renew(bench, newer);
    const usedAt = bench.world.now();
    assert.deepEqual(await needMoreTime(bench, newer), { outcome: 'usedHere', usedAt });
    assert.deepEqual(await needMoreTime(bench, newer, { formSession: 'another' }), { outcome: 'used' });
    assert.deepEqual(await needMoreTime(bench, link), { outcome: 'passwordChanged' });
    await bench.deliver();
    assert.equal((await toldAbout(bench.tools, person)).includes('linkExtended'), false);
  });

  test('TOK-11, unknown and none: an invented link, and no link at all', async () => {
    assert.deepEqual(await needMoreTime(bench, `${'A'.repeat(43)}Z`), { outcome: 'unknown' });
    const nobody = { linkCookie: undefined, formSession: 'x', clientAddress: '::1', formLink: '' };
    assert.deepEqual(await extendLink(bench.tools, nobody), { outcome: 'none' });
  });

  test('LOG-1: each time is told to the journal with its rank, and to the agents with its hour', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    for (let press = 0; press < EXTENSIONS_MAX + 2; press += 1) await needMoreTime(bench, link);
    const ranks = (await entriesAbout(bench.tools, person)).flatMap(entry =>
      entry.event === 'linkExtended' ? [entry.detail.extension] : [],
    );
    assert.deepEqual(
      ranks.sort((one, other) => one - other),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
    await assertJournalIsSound(bench.tools);
    const indexes = bench.tools.secrets.blindIndex.candidates('identity', identityOf(person));
    const [history] = await listRequestHistories(bench.tools.db, indexes);
    assert.ok(history !== undefined);
    const line = requestTimeline(history, bench.world.now()).find(({ event }) => event === 'extended');
    assert.match(
      line?.sentence ?? '',
      /^Lien prolongé \(en tout 10 fois\), jusqu’au \d\d\/\d\d\/2022 à \d\dh\d\d\.$/,
    );
  });

  test('TOK-3: a link opened before the mail server’s answer was written down keeps what was given meanwhile', async () => {
    const link = await linkOf(bench, await member(bench));
    await needMoreTime(bench, link);
    const seen = await look(bench, link);
    assert.ok(seen.outcome === 'live');
    const { ref, accountRef } = seen;
    const handedOverAt = bench.world.now();
    const expiresAt = linkExpiry(handedOverAt, 30);
    await markHandedOver(bench.tools.db, { ref, accountRef, madeAt: handedOverAt, handedOverAt, expiresAt });
    assert.equal(await minutesLeft(link), 40);
  });

  test('RGP-4: the purge leaves a link alone as long as it was made to live', async () => {
    const link = await linkOf(bench, await member(bench));
    const seen = await look(bench, link);
    assert.ok(seen.outcome === 'live');
    const longAgo = new Date(bench.world.now().getTime() - 400 * 1440 * 60_000);
    const { db } = bench.tools;
    await db.updateTable('renewal_links').set({ made_at: longAgo }).where('ref', '=', seen.ref).execute();
    await needMoreTime(bench, link);
    bench.world.advance({ minutes: 39 });
    await purge(bench.tools);
    assert.equal(await minutesLeft(link), 1);
    bench.world.advance({ minutes: 1 });
    await purge(bench.tools);
    assert.equal((await look(bench, link)).outcome, 'unknown');
  });
});
