/**
 * Étape 1, « ME CONNECTER », the session it opens, and « Me déconnecter » (norms ENU-7, SES-1, SES-2, SES-3, STO-5,
 * LIM-8, TOK-13).
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { withBusyHasher } from '../../test/busy-hasher.ts';
import { onBothEngines } from '../../test/engines.ts';
import { FORMER_PASSWORD } from '../../test/people.ts';
import {
  ask,
  linkOf,
  member,
  NEW_PASSWORD,
  renew,
  somebody,
  enter as tryToEnter,
} from '../../test/renewal.ts';
import type { Nir } from '../rules/nir.ts';
import { addAccount } from './add-account.ts';
import { findSession } from './find-session.ts';
import { signOut } from './sign-out.ts';

const WRONG = { outcome: 'wrongNumberOrPassword' };

onBothEngines('étape 1, signing in', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  const enter = (nir: Nir, password = FORMER_PASSWORD) => tryToEnter(bench, nir, password);

  async function openSession(): Promise<string> {
    const signedIn = await enter((await member(bench)).nir);
    assert.ok(signedIn.outcome === 'signedIn');
    return signedIn.sessionToken;
  }

  test('signedIn: with the right number and password; each session has a token of 256 bits of its own', async () => {
    const { nir } = await member(bench);
    const [one, other] = [await enter(nir), await enter(nir)];
    assert.ok(one.outcome === 'signedIn' && other.outcome === 'signedIn');
    assert.notEqual(one.sessionToken, other.sessionToken);
    assert.equal(Buffer.from(one.sessionToken, 'base64url').length, 32);
    assert.equal((await findSession(bench.tools, one.sessionToken)).outcome, 'signedIn');
  });

  test('ENU-7: a wrong password, an unknown number and an account without password are answered alike', async () => {
    const { nir } = await member(bench);
    const passwordless = somebody();
    await addAccount(bench.tools, { ...passwordless, password: null });
    assert.deepEqual(await enter(nir, `${FORMER_PASSWORD} `), WRONG);
    assert.deepEqual(await enter(nir, FORMER_PASSWORD.toLowerCase()), WRONG);
    assert.deepEqual(await enter(somebody().nir), WRONG);
    assert.deepEqual(await enter(passwordless.nir), WRONG);
    assert.deepEqual(await enter(passwordless.nir, ''), WRONG);
  });

  test('ENU-7, STO-5, busy: when too many passwords are checked, an unknown number is turned away as well', async () => {
    const { nir } = await member(bench);
    assert.deepEqual(await withBusyHasher(bench, () => enter(nir), 'signingIn'), { outcome: 'busy' });
    assert.deepEqual(await withBusyHasher(bench, () => enter(somebody().nir), 'signingIn'), {
      outcome: 'busy',
    });
  });

  test('STO-5: a flood of sign-ins does not shut étape 5', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    const chosen = await withBusyHasher(bench, () => renew(bench, link), 'signingIn');
    assert.deepEqual(chosen, { outcome: 'changed' });
    await bench.deliver();
  });

  test('TOK-13, LIM-8: requests, a pending link and a block leave the former password as it was', async () => {
    const person = await member(bench);
    for (let i = 0; i < 4; i += 1) {
      await ask(bench, person);
      bench.world.advance({ seconds: 90 });
    }
    assert.equal((await ask(bench, person)).outcome, 'requestsBlocked');
    await bench.deliver();
    assert.equal((await enter(person.nir)).outcome, 'signedIn');
  });

  test('étape 6: after the renewal the former password is refused and the new one enters', async () => {
    const person = await member(bench);
    await renew(bench, await linkOf(bench, person));
    assert.deepEqual(await enter(person.nir), WRONG);
    assert.equal((await enter(person.nir, NEW_PASSWORD)).outcome, 'signedIn');
    await bench.deliver();
  });

  test('SES-2, signedOut: a session ends 30 minutes after it was last seen, to the millisecond', async () => {
    const [token, unseen] = [await openSession(), await openSession()];
    bench.world.advance({ minutes: 29, seconds: 59, ms: 999 });
    assert.equal((await findSession(bench.tools, token)).outcome, 'signedIn');
    bench.world.advance({ ms: 1 });
    assert.deepEqual(await findSession(bench.tools, unseen), { outcome: 'signedOut' });
    bench.world.advance({ minutes: 29, seconds: 59, ms: 998 });
    assert.equal((await findSession(bench.tools, token)).outcome, 'signedIn');
    bench.world.advance({ minutes: 30 });
    assert.deepEqual(await findSession(bench.tools, token), { outcome: 'signedOut' });
  });

  test('SES-2, signedOut: a session that is seen again and again ends 8 hours after it was opened', async () => {
    const token = await openSession();
    for (let halfHours = 1; halfHours <= 16; halfHours += 1) {
      assert.equal((await findSession(bench.tools, token)).outcome, 'signedIn');
      bench.world.advance({ minutes: 29, seconds: 59 });
    }
    assert.equal((await findSession(bench.tools, token)).outcome, 'signedIn');
    bench.world.advance({ seconds: 16 });
    assert.deepEqual(await findSession(bench.tools, token), { outcome: 'signedOut' });
  });

  test('signedOut: without a cookie, with an invented one, with another letter case', async () => {
    const token = await openSession();
    for (const other of [undefined, '', 'invented', token.toUpperCase(), `${token}=`])
      assert.deepEqual(await findSession(bench.tools, other), { outcome: 'signedOut' });
  });

  test('SES-3: signing out ends that session on the server and no other; twice is harmless', async () => {
    const [token, other] = [await openSession(), await openSession()];
    await signOut(bench.tools, token);
    await signOut(bench.tools, token);
    assert.deepEqual(await findSession(bench.tools, token), { outcome: 'signedOut' });
    assert.equal((await findSession(bench.tools, other)).outcome, 'signedIn');
  });
});
