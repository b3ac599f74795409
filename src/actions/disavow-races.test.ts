/**
 * « Ce n'était pas moi » when much happens at once, on PostgreSQL, where transactions truly run side by side: of étape 5 and of
 * the disavowal of its link one wins and the other is told so; of many presses one acts (norms TOK-5, ATK-6, RST-6).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertJournalIsSound, toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { askedMail, disavowalIn, lookAt, press, renewedMember } from '../../test/disavowing.ts';
import { FORMER_PASSWORD } from '../../test/people.ts';
import { enter, look, member, NEW_PASSWORD, newcomer, renew } from '../../test/renewal.ts';
import { sendNoticeMail } from './send-notice-mail.ts';

describe('« Ce n’était pas moi », at once (PostgreSQL)', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL' });
  });
  after(() => bench.close());

  test('TOK-5: of the disavowal of a link and of its use at once exactly one wins, and each is told which', async () => {
    for (let round = 0; round < 8; round += 1) {
      const person = await member(bench);
      const { link, notMe } = await askedMail(bench, person);
      const use = renew(bench, link);
      // A use hashes before it claims: every other round the press comes when that is done.
      if (round % 2 === 1) await bench.tools.secrets.passwordHasher.hash('as long as the other');
      const endings = await Promise.all([use, press(bench, notMe, person)]);
      const done = endings.find(ending => ending.outcome === 'done');
      const used = endings.find(ending => ending !== done)?.outcome;
      assert.ok(done?.outcome === 'done');
      assert.ok(
        (done.ending === 'linkUsed' && used === 'changed') ||
          (done.ending === 'linkRevoked' && used === 'disavowed'),
        `${done.ending}, ${used}`,
      );
      const password = used === 'changed' ? NEW_PASSWORD : FORMER_PASSWORD;
      assert.equal((await enter(bench, person.nir, password)).outcome, 'signedIn');
      assert.equal((await bench.deliver()).length, used === 'changed' ? 1 : 0);
    }
  });

  test('RST-6: of 20 presses at once one closes the account, and one mail leaves', async () => {
    const { person, notMe } = await renewedMember(bench);
    const presses = Array.from({ length: 20 }, () =>
      press(bench, notMe, { ...person, formSession: newcomer().formSession }),
    );
    for (const ending of await Promise.all(presses))
      assert.ok(ending.outcome === 'done' && ending.ending === 'renewalStarted', ending.outcome);
    assert.equal((await bench.deliver()).length, 1);
    const told = await toldAbout(bench.tools, person);
    assert.equal(told.filter(event => event === 'changeDisavowed').length, 1, 'LOG-1: told once');
    await assertJournalIsSound(bench.tools);
  });

  test('RST-6: two notices of one change, pressed at once, start one renewal', async () => {
    const person = await member(bench);
    const { link } = await askedMail(bench, person);
    await renew(bench, link);
    const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
    const [first] = await bench.deliver();
    const notice = { accountRef: account?.ref ?? assert.fail(), requestRef: undefined };
    await sendNoticeMail(bench.tools, { ...notice, changedAt: bench.world.now() });
    const notices = [first, ...(await bench.deliver())].map(disavowalIn);
    assert.equal(new Set(notices).size, 2);
    await Promise.all(notices.map(notMe => press(bench, notMe, person)));
    assert.equal((await bench.deliver()).length, 1);
  });

  test('SCAN-7: of twenty wrong dates at once five are compared, and the link is over', async () => {
    const { person, notMe } = await renewedMember(bench);
    const dateOfBirth = { year: 1901, month: 1, day: 1 };
    const endings = await Promise.all(Array.from({ length: 20 }, () => press(bench, notMe, { dateOfBirth })));
    const left = endings.flatMap(ending => (ending.outcome === 'wrongDate' ? [ending.triesLeft] : []));
    assert.deepEqual(left.sort(), [1, 2, 3, 4]);
    assert.equal(endings.filter(ending => ending.outcome === 'tooManyTries').length, 16);
    assert.deepEqual(await press(bench, notMe, person), { outcome: 'tooManyTries' });
    const rows = await bench.tools.db.selectFrom('disavowals').select('tries').execute();
    assert.ok(rows.every(({ tries }) => tries <= 5));
  });

  test('RST-3, RST-6: a sign-in, a renewal and the disavowal of the notice at once leave nobody inside by the disavowed password', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { person, notMe } = await renewedMember(bench);
      bench.world.advance({ minutes: 2 });
      const newer = await askedMail(bench, person);
      const entering = enter(bench, person.nir, NEW_PASSWORD);
      const renewing = renew(bench, newer.link);
      // Both hash before they write: every other round the press comes when that is done.
      if (round % 2 === 1) await bench.tools.secrets.passwordHasher.hash('as long as the others');
      const [entered, renewed] = await Promise.all([entering, renewing, press(bench, notMe, person)]);
      assert.ok(['signedIn', 'wrongNumberOrPassword'].includes(entered.outcome), entered.outcome);
      assert.ok(['changed', 'disavowed'].includes(renewed.outcome), renewed.outcome);
      const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
      const sessions = await bench.tools.db.selectFrom('sessions').select('account_ref').execute();
      assert.deepEqual(
        sessions.filter(session => session.account_ref === account?.ref),
        [],
      );
      assert.equal((await lookAt(bench, notMe)).outcome, 'done');
      assert.notEqual((await look(bench, newer.link)).outcome, 'live');
      assert.equal(account?.passwordHash, undefined);
      await bench.deliver();
    }
  });
});
