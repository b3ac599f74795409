/**
 * One provisional code used many times at once, given while it is used, and beside a link, on PostgreSQL, where transactions truly
 * run side by side (norms RST-9, TOK-8, ATK-6).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertJournalIsSound, toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { chooseWith, codeOf, comeIn } from '../../test/provisional-code.ts';
import { enter, linkOf, member, NEW_PASSWORD, OTHER_PASSWORD, renew } from '../../test/renewal.ts';
import { findSession } from './find-session.ts';

const USES = 20;

describe('the provisional code, at once (PostgreSQL)', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL' });
  });
  after(() => bench.close());

  test('RST-9, ATK-6: of 20 passwords chosen at once with one code exactly one is written, with one notice', async () => {
    const person = await member(bench);
    const token = await comeIn(bench, person, await codeOf(bench, person));
    await bench.deliver();
    const passwords = Array.from({ length: USES }, (_, rank) => `Nouveau+Mdp=${100 + rank}`);
    const endings = await Promise.all(passwords.map(password => chooseWith(bench, token, password)));
    const winners = passwords.filter((_, rank) => endings[rank]?.outcome === 'changed');
    assert.equal(winners.length, 1);
    assert.equal(endings.filter(ending => ending.outcome === 'chosen').length, USES - 1);
    assert.equal((await enter(bench, person.nir, winners[0] ?? '')).outcome, 'signedIn');
    assert.equal((await bench.deliver()).length, 1);
    const told = await toldAbout(bench.tools, person);
    assert.equal(told.filter(event => event === 'passwordChosen').length, 1);
    await assertJournalIsSound(bench.tools);
  });

  test('SES-4: typed 20 times at once, one code leaves one session; used by all who typed it, one password', async () => {
    const person = await member(bench);
    const code = await codeOf(bench, person);
    const entered = await Promise.all(Array.from({ length: USES }, () => enter(bench, person.nir, code)));
    const tokens = entered.flatMap(ending =>
      ending.outcome === 'mayChoosePassword' ? [ending.sessionToken] : [],
    );
    const sessions = await Promise.all(tokens.map(token => findSession(bench.tools, token)));
    assert.equal(sessions.filter(session => session.outcome === 'signedIn').length, 1);
    const endings = await Promise.all(tokens.map(token => chooseWith(bench, token)));
    assert.equal(endings.filter(ending => ending.outcome === 'changed').length, 1);
    await bench.deliver();
  });

  test('RST-9: given while the former one is used, the new one is good, whichever came first', async () => {
    for (let round = 0; round < 4; round += 1) {
      const person = await member(bench);
      const token = await comeIn(bench, person, await codeOf(bench, person));
      const [code, ending] = await Promise.all([codeOf(bench, person), chooseWith(bench, token)]);
      const byNew = await enter(bench, person.nir, code);
      assert.equal(byNew.outcome, 'mayChoosePassword');
      const byPassword = await enter(bench, person.nir, NEW_PASSWORD);
      const isChanged = ending.outcome === 'changed';
      assert.equal(byPassword.outcome, isChanged ? 'signedIn' : 'wrongNumberOrPassword');
      assert.ok(isChanged || ending.outcome === 'signedOut', ending.outcome);
    }
    await bench.deliver();
  });

  test('TOK-8: a link and a code of one account used at once: one changes the password, and nobody waits for ever', async () => {
    for (let round = 0; round < 4; round += 1) {
      const person = await member(bench);
      const link = await linkOf(bench, person);
      const token = await comeIn(bench, person, await codeOf(bench, person));
      const [byLink, byCode] = await Promise.all([
        renew(bench, link, { password: OTHER_PASSWORD }),
        chooseWith(bench, token),
      ]);
      const changed = [byLink, byCode].filter(ending => ending.outcome === 'changed');
      assert.equal(changed.length, 1, `${byLink.outcome} ${byCode.outcome}`);
      const good = byLink.outcome === 'changed' ? OTHER_PASSWORD : NEW_PASSWORD;
      assert.equal((await enter(bench, person.nir, good)).outcome, 'signedIn');
    }
    await bench.deliver();
  });
});
