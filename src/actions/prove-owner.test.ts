/**
 * « Mot de passe actuel », and the endings of a change of address that come before anything is written: guesses are counted apart from
 * étape 1, mails to others are few (norms LIM-9, LIM-10).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { askForAddress, freshAddress, pendingOf, signIn } from '../../test/account.ts';
import { toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { FORMER_PASSWORD } from '../../test/people.ts';
import { enter, linkOf, member, NEW_PASSWORD, renew } from '../../test/renewal.ts';
import { askAddressMail } from './ask-address-mail.ts';
import { cancelAddressChange } from './cancel-address-change.ts';
import { changePassword } from './change-password.ts';

describe('the present password, asked once more', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  test('wrongPassword, then tooMany: guesses at an open session wait, and nobody is kept from signing in', async () => {
    const person = await member(bench);
    const { session } = await signIn(bench, person);
    for (let i = 0; i < 5; i += 1)
      assert.equal((await askForAddress(bench, session, { password: 'Faux+1234' })).outcome, 'wrongPassword');
    assert.equal((await askForAddress(bench, session)).outcome, 'tooMany');
    const change = { session, current: FORMER_PASSWORD, password: NEW_PASSWORD, repeated: NEW_PASSWORD };
    assert.equal((await changePassword(bench.tools, { ...change, device: 'phone' })).outcome, 'tooMany');
    assert.equal(
      (await enter(bench, person.nir, FORMER_PASSWORD)).outcome,
      'signedIn',
      'LIM-10: and it lifts the wait',
    );
    assert.equal((await askForAddress(bench, session)).outcome, 'asked');
    const told = await toldAbout(bench.tools, person);
    assert.equal(told.filter(event => event === 'ownPasswordRefused').length, 5);
  });

  test('LIM-9: failures at étape 1 do not count where one is signed in, nor a right password there at étape 1', async () => {
    const person = await member(bench);
    const { session } = await signIn(bench, person);
    for (let i = 0; i < 5; i += 1) await enter(bench, person.nir, 'Faux+1234');
    assert.equal((await askForAddress(bench, session)).outcome, 'asked');
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'tooMany');
  });

  test('renewalNeeded: after a hundred failures only a renewal helps, and it does', async () => {
    const person = await member(bench);
    const { session } = await signIn(bench, person);
    const index = bench.tools.secrets.blindIndex.of('own-password-limit', person.nir);
    await bench.tools.db
      .insertInto('sign_in_limits')
      .values({ number_index: index, tried_at: [], failures: 100 })
      .execute();
    assert.equal((await askForAddress(bench, session)).outcome, 'renewalNeeded');
    await renew(bench, await linkOf(bench, person));
    const again = await signIn(bench, person, NEW_PASSWORD);
    assert.equal((await askForAddress(bench, again.session, { password: NEW_PASSWORD })).outcome, 'asked');
  });

  test('sameAddress and tooManyMails: no mail for what changes nothing, and not many to one address', async () => {
    const person = await member(bench);
    const { session } = await signIn(bench, person);
    assert.equal(
      (await askForAddress(bench, session, { mailAddress: person.mailAddress })).outcome,
      'sameAddress',
    );
    const victim = freshAddress();
    for (let i = 0; i < 5; i += 1)
      assert.equal((await askForAddress(bench, session, { mailAddress: victim })).outcome, 'asked');
    assert.equal((await askForAddress(bench, session, { mailAddress: victim })).outcome, 'tooManyMails');
    const neighbour = await signIn(bench, await member(bench));
    assert.equal(
      (await askForAddress(bench, neighbour.session, { mailAddress: victim })).outcome,
      'tooManyMails',
    );
  });

  test('signedOut: a session that was closed meanwhile changes nothing', async () => {
    const { session } = await signIn(bench, await member(bench));
    await bench.tools.db.deleteFrom('sessions').where('ref', '=', session.ref).execute();
    assert.equal((await askForAddress(bench, session)).outcome, 'signedOut');
    assert.equal((await cancelAddressChange(bench.tools, session)).outcome, 'signedOut');
    assert.equal(await pendingOf(bench, session), undefined);
  });

  test('askAddressMail: asked, nothingToVerify, tooMany', async () => {
    const { session } = await signIn(bench, await member(bench, { addressVerified: false }));
    for (let i = 0; i < 3; i += 1)
      assert.equal((await askAddressMail(bench.tools, session.accountRef)).outcome, 'asked');
    assert.equal((await askAddressMail(bench.tools, session.accountRef)).outcome, 'tooMany');
    const other = await signIn(bench, await member(bench));
    assert.equal((await askAddressMail(bench.tools, other.session.accountRef)).outcome, 'nothingToVerify');
  });
});
