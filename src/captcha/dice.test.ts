/** The chance that places letters and strokes: replayable, and different for every seed (norm CAP-5). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createDice } from './dice.ts';

const seeds = fc.uint8Array({ minLength: 16, maxLength: 32 }).map(bytes => Buffer.from(bytes));

const throws = (seed: Buffer) => {
  const dice = createDice(seed);
  return Array.from({ length: 8 }, () => dice.within([0, 1]));
};

test('CAP-5: the same seed throws the same dice', () => {
  fc.assert(fc.property(seeds, seed => assert.deepEqual(throws(seed), throws(Buffer.from(seed)))));
});

test('each of the 128 first bits of the seed changes the very first throw', () => {
  const seed = Buffer.alloc(16);
  const firsts = Array.from({ length: 128 }, (_, bit) => {
    const other = Buffer.from(seed);
    other.writeUInt8(1 << (bit % 8), bit >> 3);
    return throws(other)[0];
  });
  assert.equal(new Set([...firsts, throws(seed)[0]]).size, 129);
});

test('a throw stays within its range, and an item is one of those offered', () => {
  fc.assert(
    fc.property(seeds, seed => {
      const dice = createDice(seed);
      const number = dice.within([0.9, 1.1]);
      assert.ok(number >= 0.9 && number < 1.1);
      assert.ok(Math.abs(dice.around(16)) <= 16);
      assert.ok(['a', 'b', 'c'].includes(dice.pick(['a', 'b', 'c'])));
    }),
  );
});

test('throws are spread evenly: each tenth of the range gets its tenth of 20 000 throws', () => {
  const dice = createDice(Buffer.alloc(16, 7));
  const tenths = new Array<number>(10).fill(0);
  for (let thrown = 0; thrown < 20_000; thrown++) {
    const tenth = Math.floor(dice.within([0, 10]));
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const count of tenths) assert.ok(Math.abs(count - 2000) < 200, tenths.join(' '));
});

test('a seed shorter than 16 bytes is refused', () => {
  assert.throws(() => createDice(Buffer.alloc(15)), RangeError);
});
