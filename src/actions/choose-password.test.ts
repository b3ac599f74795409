/**
 * Étape 5, « Valider le nouveau mot de passe », and étape 6: every way it ends, and that only an accepted password
 * uses the link (norms TOK-5, RST-1, RST-2, RST-3, RST-6, PWD-2, PWD-5, ATK-4, ATK-6).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { withBrokenQueue } from '../../test/broken-queue.ts';
import { withBusyHasher } from '../../test/busy-hasher.ts';
import { onBothEngines } from '../../test/engines.ts';
import { FORMER_PASSWORD } from '../../test/people.ts';
import {
  linkOf,
  look,
  member,
  NEW_PASSWORD,
  newcomer,
  OTHER_PASSWORD,
  renew,
  enter as tryToEnter,
} from '../../test/renewal.ts';
import type { Nir } from '../rules/nir.ts';
import { findSession } from './find-session.ts';

onBothEngines('étape 5, choosing the password', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  const enter = (person: { nir: Nir }, password: string) => tryToEnter(bench, person.nir, password);

  test('étape 6, changed: the new password signs in, the former no longer does', async () => {
    const person = await member(bench);
    assert.deepEqual(await renew(bench, await linkOf(bench, person)), { outcome: 'changed' });
    assert.equal((await enter(person, NEW_PASSWORD)).outcome, 'signedIn');
    assert.equal((await enter(person, FORMER_PASSWORD)).outcome, 'wrongNumberOrPassword');
    await bench.deliver();
  });

  test('RST-6: one notice leaves, to the stored address, with the hour of the change, even if it leaves late', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    bench.world.set('2022-12-26T13:48:59.999Z');
    await renew(bench, link);
    bench.world.advance({ minutes: 20 });
    const [notice, ...others] = await bench.deliver();
    assert.equal(others.length, 0);
    assert.deepEqual(notice?.recipients, [person.mailAddress]);
    assert.match(notice?.text ?? '', /modifié le 26\/12\/2022\sà\s14h48\s\(heure\sde\sParis\)/);
    for (const secret of [link, NEW_PASSWORD, person.nir, '/renouveler'])
      assert.equal(notice?.source.includes(secret), false);
  });

  test('RST-2, RST-3: every session of the account ends, nobody else’s, and none begins', async () => {
    const [person, other] = [await member(bench), await member(bench)];
    const sessions = [await enter(person, FORMER_PASSWORD), await enter(person, FORMER_PASSWORD)];
    const others = await enter(other, FORMER_PASSWORD);
    const link = await linkOf(bench, person);
    const isOpen = async (session: typeof others) => {
      assert.ok(session.outcome === 'signedIn');
      return (await findSession(bench.tools, session.sessionToken)).outcome === 'signedIn';
    };
    assert.deepEqual(await Promise.all([...sessions, others].map(isOpen)), [true, true, true]);
    const ending = await renew(bench, link);
    assert.deepEqual(ending, { outcome: 'changed' }, 'no session is handed out');
    assert.deepEqual(await Promise.all([...sessions, others].map(isOpen)), [false, false, true]);
    const account = await bench.tools.accounts.findByNir(bench.tools.db, person.nir);
    const rows = await bench.tools.db.selectFrom('sessions').selectAll().execute();
    assert.ok(rows.every(row => row.account_ref !== account?.ref));
    await bench.deliver();
  });

  test('refused: the broken rules are named, personal and common ones too, and the link stays alive', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    const refusals = [
      'court1A',
      'toutenminuscules1',
      `Ab+${person.nir}`,
      'Mot+De+Passe23041957',
      'Password1',
    ];
    for (const password of refusals) {
      const ending = await renew(bench, link, { password });
      assert.ok(ending.outcome === 'refused' && ending.broken.length > 0, password);
      assert.equal((await look(bench, link)).outcome, 'live');
    }
    assert.equal((await enter(person, FORMER_PASSWORD)).outcome, 'signedIn');
    assert.deepEqual(await renew(bench, link), { outcome: 'changed' });
    await bench.deliver();
  });

  test('RST-1, typedDifferently: the link stays alive', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    const ending = await renew(bench, link, { repeated: `${NEW_PASSWORD} ` });
    assert.deepEqual(ending, { outcome: 'typedDifferently' });
    assert.equal((await look(bench, link)).outcome, 'live');
  });

  test('STO-5, busy: too many passwords at once; the link stays alive and works afterwards', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    const ending = await withBusyHasher(bench, () => renew(bench, link));
    assert.deepEqual(ending, { outcome: 'busy' });
    assert.equal((await look(bench, link)).outcome, 'live');
    assert.deepEqual(await renew(bench, link), { outcome: 'changed' });
    await bench.deliver();
  });

  test('otherLink: the form of one link posted with the cookie of another; both stay alive', async () => {
    const [one, other] = [await member(bench), await member(bench)];
    const [link, otherLink] = [await linkOf(bench, one), await linkOf(bench, other)];
    const shown = await look(bench, link);
    assert.ok(shown.outcome === 'live');
    const ending = await renew(bench, otherLink, { formLink: shown.ref });
    assert.deepEqual(ending, { outcome: 'otherLink' });
    assert.equal((await look(bench, link)).outcome, 'live');
    assert.equal((await look(bench, otherLink)).outcome, 'live');
    for (const person of [one, other])
      assert.equal((await enter(person, NEW_PASSWORD)).outcome, 'wrongNumberOrPassword');
  });

  test('usedHere and used: a second use changes nothing, whoever comes (ATK-4)', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    await renew(bench, link);
    const usedAt = bench.world.now();
    assert.deepEqual(await renew(bench, link, { password: OTHER_PASSWORD }), { outcome: 'usedHere', usedAt });
    const elsewhere = await renew(bench, link, { password: OTHER_PASSWORD, formSession: 'another browser' });
    assert.deepEqual(elsewhere, { outcome: 'used' });
    assert.equal((await enter(person, OTHER_PASSWORD)).outcome, 'wrongNumberOrPassword');
    assert.equal((await enter(person, NEW_PASSWORD)).outcome, 'signedIn');
    assert.equal((await bench.deliver()).length, 1);
  });

  test('expired, replaced, unknown, none: told as they are, and nothing is written', async () => {
    const person = await member(bench);
    const older = await linkOf(bench, person);
    bench.world.advance({ minutes: 2 });
    const newer = await linkOf(bench, person);
    const replacedAt = bench.world.now();
    assert.deepEqual(await renew(bench, older), { outcome: 'replaced', replacedAt });
    bench.world.advance({ minutes: 30 });
    assert.deepEqual(await renew(bench, newer), { outcome: 'expired' });
    assert.deepEqual(await renew(bench, `${'A'.repeat(43)}Z`), { outcome: 'unknown' });
    const formless = { formLink: '', ...newcomer(), password: NEW_PASSWORD, repeated: NEW_PASSWORD };
    const { choosePassword } = await import('./choose-password.ts');
    const cookieless = await choosePassword(bench.tools, { ...formless, linkCookie: undefined });
    assert.deepEqual(cookieless, { outcome: 'none' });
    assert.equal((await enter(person, FORMER_PASSWORD)).outcome, 'signedIn');
    assert.equal((await bench.deliver()).length, 0);
  });

  test('TOK-5: a fault inside the transaction leaves link, password and sessions as they were, and no notice', async () => {
    const person = await member(bench);
    const session = await enter(person, FORMER_PASSWORD);
    const link = await linkOf(bench, person);
    await withBrokenQueue(bench.tools.db, () => assert.rejects(renew(bench, link), { code: '53100' }));
    assert.equal((await look(bench, link)).outcome, 'live');
    assert.equal((await enter(person, NEW_PASSWORD)).outcome, 'wrongNumberOrPassword');
    assert.ok(session.outcome === 'signedIn');
    assert.equal((await findSession(bench.tools, session.sessionToken)).outcome, 'signedIn');
    assert.equal((await bench.deliver()).length, 0);
    assert.deepEqual(await renew(bench, link), { outcome: 'changed' });
    await bench.deliver();
  });
});
