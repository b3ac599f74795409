/** The mark on a mail's return address: read back by us, made by nobody else (norm DSN-1). */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { createKeyRing } from './keys.ts';
import { markedReturnAddress, RETURN_MARK_LENGTH, readReturnMark } from './return-mark.ts';

const [NEW, OLD, OTHER] = [1, 2, 3].map(first =>
  Buffer.from(Array.from({ length: 32 }, (_, i) => i + first)),
);
const ring = (...secrets: (Buffer | undefined)[]) => createKeyRing(secrets as Buffer[]);
const keys = ring(NEW, OLD);

describe('DSN-1: the mark on a return address', () => {
  test('says which mail a report is about, whatever the case and the name around the address', () => {
    const ref = randomUUID();
    const address = markedReturnAddress(keys, 'retour@exemple.fr', ref);
    assert.match(address, /^retour\+[0-9a-f]{48}@exemple\.fr$/);
    for (const written of [address, address.toUpperCase(), `Retours <${address}>`]) {
      assert.deepEqual(readReturnMark(keys, written), { state: 'read', ref });
    }
  });

  test('its length is what the settings count on', () => {
    const address = markedReturnAddress(keys, 'retour@exemple.fr', randomUUID());
    assert.equal(address.length, 'retour@exemple.fr'.length + RETURN_MARK_LENGTH);
  });

  test('a mark of a former key is still ours; of a key that is not in the ring it is forged', () => {
    const ref = randomUUID();
    const marked = (secret: Buffer | undefined) => markedReturnAddress(ring(secret), 'r@exemple.fr', ref);
    assert.deepEqual(readReturnMark(keys, marked(OLD)), { state: 'read', ref });
    assert.deepEqual(readReturnMark(keys, marked(OTHER)), { state: 'forged' });
  });

  test('one figure changed, cut, added, or no mark at all: forged', () => {
    const address = markedReturnAddress(keys, 'r@exemple.fr', randomUUID());
    const mark = address.slice(2, -'@exemple.fr'.length);
    for (let at = 0; at < mark.length; at += 1) {
      const changed = mark.slice(0, at) + (mark[at] === '0' ? '1' : '0') + mark.slice(at + 1);
      assert.equal(readReturnMark(keys, `r+${changed}@exemple.fr`).state, 'forged', changed);
    }
    for (const wrong of [mark.slice(1), `${mark}0`, '', `${mark}+x`]) {
      assert.equal(readReturnMark(keys, `r+${wrong}@exemple.fr`).state, 'forged', wrong);
    }
    assert.equal(readReturnMark(keys, 'r@exemple.fr').state, 'forged');
    assert.equal(readReturnMark(keys, '').state, 'forged');
  });
});
