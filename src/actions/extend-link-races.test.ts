/**
 * « J’ai besoin de plus de temps » at once with itself, with the use of the link and with a newer link, on PostgreSQL,
 * where transactions truly run side by side: never beyond the ten times, never a link that is over (norms C-4, TOK-5, TOK-6).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertJournalIsSound, toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { askedBy, linkOf, look, member, needMoreTime, renew } from '../../test/renewal.ts';
import { EXTENSIONS_MAX } from '../rules/more-time.ts';
import { sendRenewalMail } from './send-renewal-mail.ts';

const ROUNDS = 10;

describe('étape 5, more time, at once (PostgreSQL)', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL' });
  });
  after(() => bench.close());

  async function lifeOf(link: string) {
    const seen = await look(bench, link);
    assert.ok(seen.outcome === 'live', seen.outcome);
    const { extensions, expiresAt } = seen;
    return { extensions, minutesLeft: (expiresAt.getTime() - bench.world.now().getTime()) / 60_000 };
  }

  test('C-4: a double click gives ten or twenty minutes, as it is told', async () => {
    const link = await linkOf(bench, await member(bench));
    await Promise.all([needMoreTime(bench, link), needMoreTime(bench, link)]);
    assert.deepEqual(await lifeOf(link), { extensions: 2, minutesLeft: 50 });
  });

  test('C-4: of thirty presses at once ten give time, the others are told that there is no more', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    const endings = await Promise.all(Array.from({ length: 30 }, () => needMoreTime(bench, link)));
    const count = (word: string) => endings.filter(ending => ending.outcome === word).length;
    assert.deepEqual([count('extended'), count('noMoreTime')], [EXTENSIONS_MAX, 20]);
    assert.deepEqual(await lifeOf(link), { extensions: EXTENSIONS_MAX, minutesLeft: 130 });
    const told = (await toldAbout(bench.tools, person)).filter(event => event === 'linkExtended');
    assert.equal(told.length, EXTENSIONS_MAX);
    await assertJournalIsSound(bench.tools);
  });

  test('TOK-5: pressed while the link is used, it is used once, and nothing brings it back', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const link = await linkOf(bench, await member(bench));
      const more = () => needMoreTime(bench, link);
      const [used, ...pressed] = await Promise.all([renew(bench, link), more(), more(), more()]);
      assert.equal(used.outcome, 'changed');
      for (const { outcome } of pressed) assert.ok(['extended', 'usedHere'].includes(outcome), outcome);
      assert.equal((await look(bench, link)).outcome, 'usedHere');
      assert.equal((await more()).outcome, 'usedHere');
      assert.equal((await bench.deliver()).length, 1);
    }
    await assertJournalIsSound(bench.tools);
  });

  test('TOK-6: pressed while a newer mail leaves, the older link is replaced all the same', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await member(bench);
      const older = await linkOf(bench, person);
      bench.world.advance({ minutes: 2 });
      const requestRef = await askedBy(bench, person);
      const more = () => needMoreTime(bench, older);
      await Promise.all([sendRenewalMail(bench.tools, requestRef), more(), more(), more()]);
      assert.equal((await look(bench, older)).outcome, 'replaced');
      assert.equal((await more()).outcome, 'replaced');
      await bench.deliver();
    }
    await assertJournalIsSound(bench.tools);
  });
});
