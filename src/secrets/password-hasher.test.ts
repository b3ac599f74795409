/** Étape 5's password at rest, and the gate in front of the hashes (norms STO-1, STO-2, STO-3, STO-5, PWD-4, ENU-7). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { verify } from '@node-rs/argon2';
import { realWorld } from '../world.ts';
import { createKeyRing } from './keys.ts';
import { createGate, createPasswordHasher } from './password-hasher.ts';

const [CURRENT, FORMER, FOREIGN] = [1, 2, 3].map(seed => Buffer.alloc(32, seed)) as [Buffer, Buffer, Buffer];
const PASSWORD = 'Nouveau+Mdp=42';
const hasherOf = (...secrets: Buffer[]) => createPasswordHasher(createKeyRing(secrets), realWorld);

async function hashed(hasher: ReturnType<typeof hasherOf>, password = PASSWORD): Promise<string> {
  const ending = await hasher.hash(password);
  assert.ok(ending.state === 'hashed');
  return ending.hash;
}

describe('a password at rest', () => {
  const hasher = hasherOf(CURRENT, FORMER);

  test('STO-1, STO-2: argon2id, 19 MiB, t = 2, p = 1, a salt of 16 bytes, as a PHC string behind the key’s name', async () => {
    const stored = await hashed(hasher);
    const parts = /^([0-9a-f]{8})\$argon2id\$v=19\$m=19456,t=2,p=1\$([^$]+)\$([^$]+)$/.exec(stored);
    assert.ok(parts, stored);
    const [, fingerprint, salt = '', sum = ''] = parts;
    assert.equal(fingerprint, createKeyRing([CURRENT]).current('password').fingerprint.toString('hex'));
    assert.equal(Buffer.from(salt, 'base64').length, 16);
    assert.equal(Buffer.from(sum, 'base64').length, 32);
  });

  test('STO-2: the same password twice has two hashes, and both are right', async () => {
    const [one, other] = [await hashed(hasher), await hashed(hasher)];
    assert.notEqual(one, other);
    for (const stored of [one, other]) assert.equal(await hasher.verify(stored, PASSWORD), 'right');
  });

  test('STO-3: without the key the hash cannot be verified, neither plainly nor with another key', async () => {
    const stored = await hashed(hasher);
    assert.equal(await verify(stored.slice(stored.indexOf('$')), PASSWORD), false);
    await assert.rejects(hasherOf(FOREIGN).verify(stored, PASSWORD), /not in the ring/);
    const renamed =
      createKeyRing([FOREIGN]).current('password').fingerprint.toString('hex') + stored.slice(8);
    assert.equal(await hasherOf(FOREIGN).verify(renamed, PASSWORD), 'wrong');
  });

  test('STO-3: a hash of a former key is still verified', async () => {
    const stored = await hashed(hasherOf(FORMER));
    assert.equal(await hasher.verify(stored, PASSWORD), 'right');
    assert.equal(await hasher.verify(stored, `${PASSWORD}!`), 'wrong');
  });

  test('PWD-4: nothing is trimmed, cut or folded', async () => {
    const long = `${'Aa1'.repeat(16)}xy`;
    const stored = await hashed(hasher, long);
    for (const other of [
      `${long} `,
      ` ${long}`,
      long.slice(0, -1),
      long.toLowerCase(),
      `${long.slice(0, -1)}z`,
      '',
    ])
      assert.equal(await hasher.verify(stored, other), 'wrong');
    assert.equal(await hasher.verify(stored, long), 'right');
  });

  test('ENU-7: nobody’s password is always wrong', async () => {
    assert.equal(await hasher.verify(undefined, PASSWORD), 'wrong');
  });

  test('STO-5: when the queue is full, hashing and checking say busy at once; what was let in ends well', async () => {
    const stored = await hashed(hasher);
    const endings = await Promise.all(Array.from({ length: 80 }, () => hasher.hash(PASSWORD)));
    const busy = endings.filter(ending => ending.state === 'busy').length;
    assert.ok(busy >= 80 - 64 - 2 && busy < 80, `${busy} busy`);
    const verdicts = await Promise.all(Array.from({ length: 80 }, () => hasher.verify(stored, PASSWORD)));
    assert.ok(verdicts.includes('busy'));
    assert.ok(verdicts.every(verdict => verdict !== 'wrong'));
    assert.equal(await hasher.verify(stored, PASSWORD), 'right');
  });
});

describe('the gate', () => {
  test('STO-5: lets two work, three wait, turns the others away, and keeps their order', async () => {
    const through = createGate(2, 3);
    const [started, ended]: [number[], number[]] = [[], []];
    const releases: (() => void)[] = [];
    const works = Array.from({ length: 7 }, (_, rank) =>
      through(async () => {
        started.push(rank);
        await new Promise<void>(release => releases.push(release));
        return ended.push(rank);
      }),
    );
    assert.deepEqual(started, [0, 1]);
    assert.deepEqual(await Promise.all(works.slice(5)), ['busy', 'busy']);
    for (let rank = 0; rank < 5; rank += 1) {
      releases[rank]?.();
      await works[rank];
      assert.ok(started.length - ended.length <= 2);
    }
    assert.deepEqual(ended, [0, 1, 2, 3, 4]);
    assert.deepEqual(started, [0, 1, 2, 3, 4]);
  });

  test('STO-5: a work that fails frees its place', async () => {
    const through = createGate(1, 0);
    await assert.rejects(through(() => Promise.reject(new Error('fault'))));
    assert.equal(await through(async () => 'done'), 'done');
  });
});
