/**
 * « Mon compte », another address: who is told, what a held address can do, what ends a change that waits, and what becomes of
 * what is kept of it (norms RST-7, RGP-3, STO-6). Who may ask for one: `prove-owner.test.ts`.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { askForAddress, freshAddress, pendingOf, provePending, signIn } from '../../test/account.ts';
import { assertJournalIsSound, toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { FORMER_KEY, NEW_KEY, withRing, writtenRing } from '../../test/key-rings.ts';
import { FORMER_PASSWORD } from '../../test/people.ts';
import { ask, askedBy, enter, linkOf, look, member, NEW_PASSWORD, renew } from '../../test/renewal.ts';
import { findOtherAddress } from '../database/other-addresses.ts';
import { changePassword } from './change-password.ts';
import { exportPerson } from './export-person.ts';
import { purge } from './purge.ts';
import { resealAccounts } from './reseal-accounts.ts';
import { sendAlertMail } from './send-alert-mail.ts';
import { sendRenewalMail } from './send-renewal-mail.ts';

describe('another mail address', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ settings: { SECRET_KEYS: writtenRing(NEW_KEY, FORMER_KEY) } });
  });
  after(() => bench.close());

  const alertsTo = async (address: string) =>
    (await bench.deliver())
      .filter(mail => mail.recipients.includes(address) && !mail.text.includes('/valider-mon-adresse/'))
      .map(mail => mail.subject);

  async function moved(person: Awaited<ReturnType<typeof member>>) {
    const { session } = await signIn(bench, person);
    assert.equal((await askForAddress(bench, session)).outcome, 'asked');
    const mailAddress = await provePending(bench, session.accountRef);
    assert.ok(mailAddress !== undefined);
    return { session, mailAddress };
  }

  test('RST-7: an address that nobody proved is neither told nor kept', async () => {
    const person = await member(bench, { addressVerified: false });
    const { session } = await moved(person);
    assert.deepEqual(await alertsTo(person.mailAddress), []);
    const former = { accountRef: session.accountRef, role: 'former' } as const;
    assert.equal(await findOtherAddress(bench.tools.db, bench.tools.secrets.sealer, former), undefined);
  });

  test('RST-7, ATK-7: a renewal that was asked for before the change gets no link after it', async () => {
    const person = await member(bench);
    const request = await askedBy(bench, person);
    await moved(person);
    assert.equal((await sendRenewalMail(bench.tools, request)).outcome, 'nothingToSend');
  });

  test('TOK-8, addressChanged: a link that lies in the former mailbox ends with the address, and étape 5 says why', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    const { session } = await signIn(bench, person);
    await askForAddress(bench, session);
    assert.equal(
      (await look(bench, link)).outcome,
      'live',
      'asked for is not changed: anybody could end links by it',
    );
    await provePending(bench, session.accountRef);
    assert.deepEqual(await look(bench, link), { outcome: 'addressChanged' });
    assert.deepEqual(await renew(bench, link), { outcome: 'addressChanged' });
    const told = await toldAbout(bench.tools, person);
    assert.ok(told.includes('linkRefused') && !told.includes('passwordChanged'), String(told));
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'signedIn');
  });

  test('RST-7: while the new address is held, what follows is told at the former one, a second change too', async () => {
    const person = await member(bench);
    const { session, mailAddress } = await moved(person);
    assert.equal((await alertsTo(person.mailAddress)).length, 2, 'asked, and changed');
    bench.world.advance({ minutes: 20 });
    const change = { session, current: FORMER_PASSWORD, password: NEW_PASSWORD, repeated: NEW_PASSWORD };
    assert.equal((await changePassword(bench.tools, { ...change, device: 'phone' })).outcome, 'changed');
    const mails = await bench.deliver();
    assert.deepEqual(mails.flatMap(mail => mail.recipients).sort(), [mailAddress, person.mailAddress].sort());
    const again = await signIn(bench, person, NEW_PASSWORD);
    await askForAddress(bench, again.session, { password: NEW_PASSWORD });
    await provePending(bench, again.session.accountRef);
    assert.equal((await alertsTo(person.mailAddress)).length, 2);
    bench.world.advance({ minutes: 24 * 60 });
    const later = await signIn(bench, person, NEW_PASSWORD);
    await askForAddress(bench, later.session, { password: NEW_PASSWORD });
    assert.deepEqual(await alertsTo(person.mailAddress), [], 'a day later it is not the account’s any more');
  });

  test('RST-7: an alert that could not leave goes to the address of its moment, and only once', async () => {
    const person = await member(bench);
    const { session } = await signIn(bench, person);
    const alert = { accountRef: session.accountRef, kind: 'addressChangeAsked', to: 'current' } as const;
    const at = bench.world.now();
    bench.world.advance({ minutes: 1 });
    await moved(person);
    await bench.deliver();
    const sent = bench.sink.mails.length;
    for (let i = 0; i < 2; i += 1)
      assert.equal((await sendAlertMail(bench.tools, { ...alert, at })).outcome, 'handedOver');
    assert.equal(bench.sink.mails.length, sent + 1);
    assert.deepEqual(bench.sink.mails.at(-1)?.recipients, [person.mailAddress]);
  });

  test('RST-3: another password, chosen or renewed, ends the change that waits', async () => {
    for (const way of ['chosen', 'renewed']) {
      const person = await member(bench);
      const link = await linkOf(bench, person);
      const { session } = await signIn(bench, person);
      await askForAddress(bench, session);
      const change = { session, current: FORMER_PASSWORD, password: NEW_PASSWORD, repeated: NEW_PASSWORD };
      if (way === 'renewed') await renew(bench, link);
      else await changePassword(bench.tools, { ...change, device: 'phone' });
      assert.equal(await pendingOf(bench, session), undefined, way);
      assert.equal(await provePending(bench, session.accountRef), undefined, way);
    }
  });

  test('RST-7: exactly 24 hours, to the second', async () => {
    const [one, other] = [await member(bench), await member(bench)];
    const { mailAddress } = await moved(one);
    const same = await moved(other);
    bench.world.advance({ minutes: 24 * 60 - 1, seconds: 59 });
    assert.equal((await ask(bench, { ...one, mailAddress })).outcome, 'mailImpossible');
    bench.world.advance({ seconds: 1 });
    assert.equal((await ask(bench, { ...other, mailAddress: same.mailAddress })).outcome, 'mailSent');
    await assertJournalIsSound(bench.tools);
  });

  test('STO-6, RGP-9: the address that waits survives a change of keys, is given to its owner, and goes after a week', async () => {
    const person = await member(bench);
    const { session } = await signIn(bench, person);
    const mailAddress = freshAddress();
    const former = withRing(bench.tools, FORMER_KEY);
    await bench.tools.db.deleteFrom('other_addresses').execute();
    const secrets = { ...bench.tools.secrets, sealer: former.secrets.sealer };
    await askForAddress({ ...bench, tools: { ...bench.tools, secrets } }, session, { mailAddress });
    const alone = withRing(bench.tools, NEW_KEY);
    await assert.rejects(pendingOf({ tools: alone }, session));
    await resealAccounts(bench.tools);
    assert.equal((await pendingOf({ tools: alone }, session))?.mailAddress, mailAddress);
    const exported = await exportPerson(bench.tools, person);
    assert.ok(exported.outcome === 'exported');
    assert.match(
      JSON.stringify(exported.document),
      new RegExp(`adresseEnAttente":{"adresse":"${mailAddress}`),
    );
    assert.match(JSON.stringify(exported.document), /Connexion/);
    bench.world.advance({ minutes: 7 * 24 * 60 });
    const purged = await purge(bench.tools);
    assert.equal(purged.outcome === 'purged' && purged.removed.other_addresses, 1);
    bench.world.advance({ minutes: 400 * 24 * 60 });
    const last = await purge(bench.tools);
    assert.ok(last.outcome === 'purged' && (last.removed.account_activity ?? 0) > 0);
  });
});
