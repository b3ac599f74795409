/**
 * Étape 5 when one link is used many times at once, on PostgreSQL, where transactions truly run side by side: one
 * password, one notice (norms TOK-5, ATK-6).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertJournalIsSound, toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { askedBy, enter, linkOf, look, member, newcomer, renew, secretIn } from '../../test/renewal.ts';
import { choosePassword } from './choose-password.ts';
import { sendRenewalMail } from './send-renewal-mail.ts';

describe('étape 5, at once (PostgreSQL)', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL' });
  });
  after(() => bench.close());

  test('TOK-5, ATK-6: of 50 uses at once exactly one changes the password, to its own, with one notice', async () => {
    const person = await member(bench);
    const linkCookie = await linkOf(bench, person);
    const seen = await look(bench, linkCookie);
    assert.ok(seen.outcome === 'live');
    const passwords = Array.from({ length: 50 }, (_, rank) => `Nouveau+Mdp=${100 + rank}`);
    const endings = await Promise.all(
      passwords.map((password, rank) => {
        const formSession = `browser ${rank}`;
        return choosePassword(bench.tools, {
          linkCookie,
          ...newcomer(),
          formSession,
          formLink: seen.ref,
          password,
          repeated: password,
        });
      }),
    );
    const winners = passwords.filter((_, rank) => endings[rank]?.outcome === 'changed');
    assert.equal(winners.length, 1);
    assert.equal(endings.filter(ending => ending.outcome === 'used').length, 49);
    const told = await toldAbout(bench.tools, person);
    assert.equal(told.filter(event => event === 'passwordChanged').length, 1, 'LOG-1: told once');
    await assertJournalIsSound(bench.tools);
    for (const [password, outcome] of [
      [winners[0] ?? '', 'signedIn'],
      [passwords.find(other => other !== winners[0]) ?? '', 'wrongNumberOrPassword'],
    ] as const)
      assert.equal((await enter(bench, person.nir, password)).outcome, outcome);
    const notices = await bench.deliver();
    assert.deepEqual(
      notices.map(mail => mail.recipients),
      [[person.mailAddress]],
    );
  });

  test('ATK-9: two presses of one browser are one change, and the other press is told the hour', async () => {
    const link = await linkOf(bench, await member(bench));
    const endings = await Promise.all([renew(bench, link), renew(bench, link)]);
    const words = endings.map(ending => ending.outcome).sort();
    assert.deepEqual(words, ['changed', 'usedHere']);
    assert.equal((await bench.deliver()).length, 1);
  });

  test('TOK-8: of two live links of one account used at once, one changes the password and ends the other', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await member(bench);
      const older = await linkOf(bench, person);
      bench.world.advance({ minutes: 2 });
      bench.sink.behave('cutAfterData');
      await sendRenewalMail(bench.tools, await askedBy(bench, person));
      bench.sink.behave('none');
      const newer = secretIn((await bench.deliver()).at(-1));
      const endings = await Promise.all([renew(bench, older), renew(bench, newer)]);
      const words = endings.map(ending => ending.outcome).sort();
      assert.deepEqual(words, ['changed', 'passwordChanged']);
      assert.equal((await bench.deliver()).length, 1);
    }
  });
});
