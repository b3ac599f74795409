/** What is sealed opens only where it was meant to stand, unaltered, with a key of the ring (norm RGP-2). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { realWorld } from '../world.ts';
import { createKeyRing } from './keys.ts';
import { createSealer } from './sealer.ts';

const [CURRENT, FORMER, FOREIGN] = [1, 2, 3].map(seed => Buffer.alloc(32, seed)) as [Buffer, Buffer, Buffer];
const PLACE = 'accounts.person/1';
const REFUSED = { state: 'refused' };
const sealerOf = (...secrets: Buffer[]) => createSealer(createKeyRing(secrets), realWorld);

describe('sealing', () => {
  const sealer = sealerOf(CURRENT, FORMER);

  test('RGP-2: any text opens again, in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, place) => {
        assert.deepEqual(sealer.open(sealer.seal(text, place), place), { state: 'opened', text });
      }),
    );
  });

  test('RGP-2: the same text sealed twice does not look the same, and is nowhere in it', () => {
    const [one, other] = [sealer.seal('2850775990999', PLACE), sealer.seal('2850775990999', PLACE)];
    assert.equal(one.equals(other), false);
    assert.equal(one.includes('2850775990999'), false);
  });

  test('RGP-2: moved to another place, it is refused', () => {
    const sealed = sealer.seal('texte', PLACE);
    for (const place of ['accounts.person/2', 'accounts.other/1', '', `${PLACE} `])
      assert.deepEqual(sealer.open(sealed, place), REFUSED);
  });

  test('RGP-2: altered by one bit, at any byte, it is refused', () => {
    const sealed = sealer.seal('12/07/1985', PLACE);
    for (let at = 0; at < sealed.length; at += 1) {
      for (const bit of [1, 128]) {
        const altered = Buffer.from(sealed);
        altered.writeUInt8(altered.readUInt8(at) ^ bit, at);
        assert.deepEqual(sealer.open(altered, PLACE), REFUSED, `byte ${at}`);
      }
    }
  });

  test('RGP-2: cut, lengthened, or made of anything, it is refused and nothing is thrown', () => {
    const sealed = sealer.seal('texte', PLACE);
    for (let length = 0; length < sealed.length; length += 1)
      assert.deepEqual(sealer.open(sealed.subarray(0, length), PLACE), REFUSED);
    assert.deepEqual(sealer.open(Buffer.concat([sealed, Buffer.alloc(1)]), PLACE), REFUSED);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), bytes => sealer.open(bytes, PLACE).state === 'refused'),
    );
  });

  test('STO-6: what a former key sealed opens; what a key outside the ring sealed does not', () => {
    const former = sealerOf(FORMER).seal('ancien', PLACE);
    assert.deepEqual(sealer.open(former, PLACE), { state: 'opened', text: 'ancien' });
    assert.deepEqual(sealer.open(sealerOf(FOREIGN).seal('autre', PLACE), PLACE), REFUSED);
    assert.deepEqual(sealerOf(CURRENT).open(former, PLACE), REFUSED);
  });

  test('STO-6: the current key seals: the former one alone does not open it', () => {
    assert.deepEqual(sealerOf(FORMER).open(sealer.seal('neuf', PLACE), PLACE), REFUSED);
  });
});
