/**
 * Étape 1, a right password whose stored hash is weaker than today's, or made by a former key, is hashed again; and the
 * session that a browser had ends with the one it gets (norms STO-1, STO-3, SES-1, RST-3, ATK-30).
 */
import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { hash } from '@node-rs/argon2';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { FORMER_PASSWORD } from '../../test/people.ts';
import { enter, linkOf, member, NEW_PASSWORD, renew } from '../../test/renewal.ts';
import type { DemoPerson } from '../demo/people.ts';
import { createKeyRing } from '../secrets/keys.ts';
import { createPasswordHasher } from '../secrets/password-hasher.ts';
import { findSession } from './find-session.ts';
import { signIn } from './sign-in.ts';

const [TODAY, FORMER] = [randomBytes(32), randomBytes(32)];
const WEAK = { memoryCost: 12_288, timeCost: 2, parallelism: 1 };

onBothEngines('étape 1, once the password is right', engine => {
  let bench: Bench;
  before(async () => {
    const SECRET_KEYS = [TODAY, FORMER].map(key => key.toString('base64')).join(',');
    bench = await openBench({ engine, settings: { SECRET_KEYS } });
  });
  after(() => bench.close());

  const accountOf = async ({ nir }: DemoPerson) => {
    const account = await bench.tools.accounts.findByNir(bench.tools.db, nir);
    if (account === undefined) throw new Error('nobody has this number');
    return account;
  };
  const storedFor = async (person: DemoPerson) => (await accountOf(person)).passwordHash;

  async function store(person: DemoPerson, passwordHash: string): Promise<void> {
    const { ref } = await accountOf(person);
    await bench.tools.accounts.writePassword(bench.tools.db, ref, passwordHash, bench.world.now());
  }

  async function weakHash(): Promise<string> {
    const key = bench.tools.secrets.keys.current('password');
    const keyed = createHmac('sha256', key.bytes).update(FORMER_PASSWORD, 'utf8').digest('base64');
    return key.fingerprint.toString('hex') + (await hash(keyed, WEAK));
  }

  async function hashByFormerKey(): Promise<string> {
    const hashed = await createPasswordHasher(createKeyRing([FORMER]), bench.world).hash(FORMER_PASSWORD);
    assert.ok(hashed.state === 'hashed');
    return hashed.hash;
  }

  for (const [which, make] of [
    ['with weaker parameters', weakHash],
    ['by a former key', hashByFormerKey],
  ] as const) {
    test(`a password hashed ${which} is hashed anew, once, and still signs in`, async () => {
      const person = await member(bench);
      const old = await make();
      await store(person, old);
      assert.equal((await enter(bench, person.nir, 'Faux+1234')).outcome, 'wrongNumberOrPassword');
      assert.equal(await storedFor(person), old, 'a wrong password changes nothing');
      assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'signedIn');
      const today = await storedFor(person);
      assert.match(today ?? '', /\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      assert.equal(
        today?.startsWith(bench.tools.secrets.keys.current('password').fingerprint.toString('hex')),
        true,
      );
      assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'signedIn');
      assert.equal(await storedFor(person), today);
    });
  }

  test('a renewal made while the former password is hashed anew stays, and that password is refused', async () => {
    const person = await member(bench);
    await store(person, await weakHash());
    const link = await linkOf(bench, person);
    const { passwordHasher } = bench.tools.secrets;
    const renewedMeanwhile: typeof passwordHasher = {
      ...passwordHasher,
      needsRehash: stored => passwordHasher.needsRehash(stored),
      async hash(password) {
        assert.deepEqual(await renew(bench, link), { outcome: 'changed' });
        return passwordHasher.hash(password);
      },
    };
    const tools = { ...bench.tools, secrets: { ...bench.tools.secrets, passwordHasher: renewedMeanwhile } };
    const ended = await signIn(
      tools,
      { nir: person.nir, password: FORMER_PASSWORD },
      { clientAddress: '192.0.2.1', formerSession: undefined, device: 'computer' },
    );
    assert.deepEqual(ended, { outcome: 'wrongNumberOrPassword' });
    assert.equal((await enter(bench, person.nir, NEW_PASSWORD)).outcome, 'signedIn');
    await bench.deliver();
  });

  test('two right passwords at once, both to be hashed anew: both sign in', async () => {
    const person = await member(bench);
    await store(person, await weakHash());
    const endings = await Promise.all([0, 1].map(() => enter(bench, person.nir, FORMER_PASSWORD)));
    assert.deepEqual(
      endings.map(ended => ended.outcome),
      ['signedIn', 'signedIn'],
    );
  });

  test('SES-1: signing in ends the session that this browser had, and no other', async () => {
    const [person, other] = [await member(bench), await member(bench)];
    const first = await enter(bench, person.nir, FORMER_PASSWORD);
    const elsewhere = await enter(bench, person.nir, FORMER_PASSWORD);
    assert.ok(first.outcome === 'signedIn' && elsewhere.outcome === 'signedIn');
    const formerSession = first.sessionToken;
    const worth = async (token: string) => (await findSession(bench.tools, token)).outcome;

    await enter(bench, person.nir, 'Faux+1234', { formerSession });
    assert.equal(await worth(formerSession), 'signedIn', 'a wrong password ends nothing');
    const second = await enter(bench, other.nir, FORMER_PASSWORD, { formerSession });
    assert.ok(second.outcome === 'signedIn');
    assert.deepEqual(
      [await worth(formerSession), await worth(second.sessionToken), await worth(elsewhere.sessionToken)],
      ['signedOut', 'signedIn', 'signedIn'],
    );
  });
});
