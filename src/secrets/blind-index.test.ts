/** Finding without reading: the key ring and the blind index (norms LIM-2, RGP-2, NIR-8, STO-6). */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { createBlindIndex } from './blind-index.ts';
import { createKeyRing, type KeyPurpose } from './keys.ts';

const [CURRENT, FORMER, FOREIGN] = [1, 2, 3].map(seed => Buffer.alloc(32, seed)) as [Buffer, Buffer, Buffer];
const PURPOSES: KeyPurpose[] = ['seal', 'blind-index', 'password', 'form', 'code'];
const indexOf = (...secrets: Buffer[]) => createBlindIndex(createKeyRing(secrets));

describe('the blind index', () => {
  const index = indexOf(CURRENT, FORMER);

  test('NIR-8: the same value has the same index, another value another', () => {
    assert.deepEqual(index.of('nir', '2850775990999'), index.of('nir', '2850775990999'));
    assert.notDeepEqual(index.of('nir', '2850775990999'), index.of('nir', '2850775990998'));
    assert.equal(index.of('nir', '').length, 32);
  });

  test('RGP-2: the same value in two fields has two indexes, wherever field and value are cut', () => {
    assert.notDeepEqual(index.of('nir', 'a'), index.of('mail-address', 'a'));
    assert.notDeepEqual(index.of('ab', 'c'), index.of('a', 'bc'));
  });

  test('LIM-2: without the key it cannot be rebuilt by enumeration', () => {
    const plain = ['2850775990999', 'nir\x002850775990999'].map(text =>
      createHash('sha256').update(text).digest(),
    );
    for (const guess of [...plain, indexOf(FOREIGN).of('nir', '2850775990999')])
      assert.notDeepEqual(index.of('nir', '2850775990999'), guess);
  });

  test('STO-6: candidates go through the ring, current key first, so that a rotated row is found', () => {
    const candidates = index.candidates('nir', '2850775990999');
    const expected = [CURRENT, FORMER].map(secret => indexOf(secret).of('nir', '2850775990999'));
    assert.deepEqual(candidates, expected);
    assert.deepEqual(candidates[0], index.of('nir', '2850775990999'));
  });
});

describe('the key ring', () => {
  const ring = createKeyRing([CURRENT, FORMER]);

  test('STO-6: each purpose has its own key, and no key is a secret itself', () => {
    const keys = PURPOSES.flatMap(purpose => ring.all(purpose).map(key => key.bytes.toString('hex')));
    assert.equal(new Set(keys).size, PURPOSES.length * 2);
    for (const secret of [CURRENT, FORMER]) assert.equal(keys.includes(secret.toString('hex')), false);
  });

  test('STO-6: a fingerprint names the secret a key comes from, and is found again; others are not', () => {
    for (const purpose of PURPOSES) {
      const [current, former] = ring.all(purpose);
      assert.ok(current && former);
      assert.equal(ring.current(purpose), current);
      assert.equal(ring.named(purpose, former.fingerprint), former);
      assert.equal(ring.named(purpose, createKeyRing([FOREIGN]).current(purpose).fingerprint), undefined);
      assert.equal(current.bytes.length, 32);
    }
    assert.equal(ring.named('seal', Buffer.alloc(0)), undefined);
  });

  test('STO-6: an empty ring, and a secret that is not 32 bytes, are refused', () => {
    for (const secrets of [[], [Buffer.alloc(31)], [CURRENT, Buffer.alloc(33)]])
      assert.throws(() => createKeyRing(secrets), /32 bytes/);
  });
});
