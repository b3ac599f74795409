/**
 * « Ce n'était pas moi »: every way it ends, what each mail can take away, and that nothing happens without the owner's date
 * of birth (norms C-10, RST-6, SCAN-7; docs/decisions/0029).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertJournalIsSound, toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { askedMail, lookAt, press, renewedMember } from '../../test/disavowing.ts';
import { FORMER_PASSWORD } from '../../test/people.ts';
import { enter, look, member, NEW_PASSWORD, OTHER_PASSWORD, renew, secretIn } from '../../test/renewal.ts';
import { listActivity } from '../database/account-activity.ts';
import { findSession } from './find-session.ts';

describe('« Ce n’était pas moi »', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  const wrong = { year: 1957, month: 4, day: 22 };
  const refOf = async (person: { nir: Parameters<Bench['tools']['accounts']['findByNir']>[1] }) =>
    (await bench.tools.accounts.findByNir(bench.tools.db, person.nir))?.ref ?? assert.fail();

  test('linkRevoked: the link of that mail is dead, the password is as it was, a newer mail is untouched', async () => {
    const person = await member(bench);
    const first = await askedMail(bench, person);
    const ending = await press(bench, first.notMe, person);
    assert.deepEqual(ending, { outcome: 'done', ending: 'linkRevoked', maskedAddress: undefined });
    const disavowedAt = bench.world.now();
    assert.deepEqual(await look(bench, first.link), { outcome: 'disavowed', disavowedAt });
    assert.deepEqual(await renew(bench, first.link), { outcome: 'disavowed', disavowedAt });
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'signedIn');
    bench.world.advance({ minutes: 2 });
    const newer = await askedMail(bench, person);
    assert.equal((await press(bench, first.notMe, person)).outcome, 'done');
    assert.equal((await look(bench, newer.link)).outcome, 'live');
    assert.deepEqual(
      (await toldAbout(bench.tools, person)).filter(event => event.endsWith('Disavowed')),
      ['linkDisavowed'],
    );
    const kinds = (await listActivity(bench.tools.db, await refOf(person), 9)).map(({ kind }) => kind);
    assert.equal(kinds.filter(kind => kind === 'disavowed').length, 1);
  });

  test('linkUsed, linkDead: said as it is, and nothing is changed', async () => {
    const person = await member(bench);
    const used = await askedMail(bench, person);
    await renew(bench, used.link);
    await bench.deliver();
    const late = await press(bench, used.notMe, person);
    assert.ok(late.outcome === 'done' && late.ending === 'linkUsed');
    assert.equal((await enter(bench, person.nir, NEW_PASSWORD)).outcome, 'signedIn');
    const { link, notMe } = await askedMail(bench, await member(bench));
    bench.world.advance({ minutes: 30 });
    const dead = await press(bench, notMe, person);
    assert.ok(dead.outcome === 'done' && dead.ending === 'linkDead');
    assert.equal((await look(bench, link)).outcome, 'expired');
  });

  test('renewalStarted: from the notice, password and sessions are gone, the older links too, and one mail leaves', async () => {
    const { person, notMe } = await renewedMember(bench);
    const accountRef = await refOf(person);
    const session = await enter(bench, person.nir, NEW_PASSWORD);
    assert.ok(session.outcome === 'signedIn');
    bench.world.advance({ minutes: 2 });
    const attackers = await askedMail(bench, person);
    const later = new Date(bench.world.now().getTime() + 60_000_000);
    const codeIndex = Buffer.alloc(32, accountRef);
    await bench.tools.db
      .insertInto('provisional_codes')
      .values({
        account_ref: accountRef,
        code_index: codeIndex,
        issued_at: later,
        expires_at: later,
        issued_by: 'agent',
      })
      .execute();
    await bench.tools.db
      .insertInto('other_addresses')
      .values({ account_ref: accountRef, role: 'pending', address_sealed: codeIndex, since: later })
      .execute();
    const ending = await press(bench, notMe, person);
    assert.deepEqual(ending, { outcome: 'done', ending: 'renewalStarted', maskedAddress: 'p***@e***.fr' });
    assert.equal((await findSession(bench.tools, session.sessionToken)).outcome, 'signedOut');
    assert.equal((await enter(bench, person.nir, NEW_PASSWORD)).outcome, 'wrongNumberOrPassword');
    assert.equal((await look(bench, attackers.link)).outcome, 'disavowed');
    for (const table of ['provisional_codes', 'other_addresses'] as const) {
      const rows = await bench.tools.db.selectFrom(table).select('account_ref').execute();
      assert.deepEqual(
        rows.filter(row => row.account_ref === accountRef),
        [],
        table,
      );
    }
    const mails = await bench.deliver();
    assert.deepEqual(
      mails.map(mail => mail.recipients),
      [[person.mailAddress]],
    );
    const told = await toldAbout(bench.tools, person);
    assert.equal(told.filter(event => event === 'changeDisavowed').length, 1);
    assert.deepEqual(await renew(bench, secretIn(mails[0]), { password: OTHER_PASSWORD }), {
      outcome: 'changed',
    });
    assert.equal((await enter(bench, person.nir, OTHER_PASSWORD)).outcome, 'signedIn');
    await bench.deliver();
    await assertJournalIsSound(bench.tools);
  });

  test('C-11: the masked address is told to the browser that pressed, and to no other', async () => {
    const { person, notMe } = await renewedMember(bench);
    await press(bench, notMe, person);
    const elsewhere = await lookAt(bench, notMe, { formSession: 'another browser' });
    assert.deepEqual(elsewhere, { outcome: 'done', ending: 'renewalStarted', maskedAddress: undefined });
    await bench.deliver();
  });

  test('RST-6: the second press, here or in another browser, changes nothing: the new password stays', async () => {
    const { person, notMe } = await renewedMember(bench);
    await press(bench, notMe, person);
    await renew(bench, secretIn((await bench.deliver()).at(-1)), { password: OTHER_PASSWORD });
    await bench.deliver();
    for (const formSession of ['the same', 'another browser'])
      assert.equal((await press(bench, notMe, { ...person, formSession })).outcome, 'done');
    assert.deepEqual(await bench.deliver(), []);
    assert.equal((await enter(bench, person.nir, OTHER_PASSWORD)).outcome, 'signedIn');
  });

  test('accessClosed: no mail to an address that is not verified any more, that is another now, or that is held back', async () => {
    const { db, accounts } = bench.tools;
    const spoil = {
      unverified: (ref: string) => db.deleteFrom('verified_addresses').where('account_ref', '=', ref),
      held: (ref: string) =>
        db
          .updateTable('verified_addresses')
          .set({ held_until: new Date(bench.world.now().getTime() + 1) })
          .where('account_ref', '=', ref),
      another: (ref: string) =>
        db
          .updateTable('mails')
          .set({ address_index: Buffer.alloc(32, 'x') })
          .where('account_ref', '=', ref),
    };
    for (const [why, change] of Object.entries(spoil)) {
      const { person, notMe } = await renewedMember(bench);
      await change(await refOf(person)).execute();
      const ending = await press(bench, notMe, person);
      assert.deepEqual(ending, { outcome: 'done', ending: 'accessClosed', maskedAddress: undefined }, why);
      assert.deepEqual(await bench.deliver(), [], why);
      assert.equal((await accounts.findByNir(db, person.nir))?.passwordHash, undefined, why);
    }
  });

  test('SCAN-7: without a date nothing is counted; the fifth wrong one ends it, and then the right one is not heard', async () => {
    const { person, notMe } = await renewedMember(bench);
    for (let i = 0; i < 9; i += 1) assert.deepEqual(await press(bench, notMe, {}), { outcome: 'dateNeeded' });
    for (const triesLeft of [4, 3, 2, 1]) {
      const ending = await press(bench, notMe, { dateOfBirth: wrong });
      assert.deepEqual(ending, { outcome: 'wrongDate', triesLeft });
    }
    assert.deepEqual(await press(bench, notMe, { dateOfBirth: wrong }), { outcome: 'tooManyTries' });
    assert.deepEqual(await press(bench, notMe, person), { outcome: 'tooManyTries' });
    assert.equal((await enter(bench, person.nir, NEW_PASSWORD)).outcome, 'signedIn');
    assert.deepEqual(await bench.deliver(), []);
  });

  test('SCAN-7: signed in to that very account in this browser, the button is enough; to another, it is not', async () => {
    const { person, notMe } = await renewedMember(bench);
    const other = await enter(bench, (await member(bench)).nir, FORMER_PASSWORD);
    const own = await enter(bench, person.nir, NEW_PASSWORD);
    assert.ok(other.outcome === 'signedIn' && own.outcome === 'signedIn');
    const withOther = await press(bench, notMe, { sessionToken: other.sessionToken });
    assert.deepEqual(withOther, { outcome: 'dateNeeded' });
    assert.equal((await press(bench, notMe, { sessionToken: own.sessionToken })).outcome, 'done');
    assert.equal((await findSession(bench.tools, other.sessionToken)).outcome, 'signedIn');
    await bench.deliver();
  });

  test('otherMail: the form of one mail posted with the cookie of another does nothing to either', async () => {
    const [one, other] = [await renewedMember(bench), await renewedMember(bench)];
    const shown = await lookAt(bench, one.notMe);
    assert.ok(shown.outcome === 'open');
    const ending = await press(bench, other.notMe, { ...other.person, formMail: shown.disavowal.ref });
    assert.deepEqual(ending, { outcome: 'otherMail' });
    for (const { notMe } of [one, other]) assert.equal((await lookAt(bench, notMe)).outcome, 'open');
  });
});
