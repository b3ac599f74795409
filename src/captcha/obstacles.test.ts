/** The thread and the blobs: what a ready-made reader stumbles on must be there in every picture. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createDice } from './dice.ts';
import { drawBlobs, drawThread } from './obstacles.ts';
import { coverageOf } from './raster.ts';

const SIZE = { width: 440, height: 160 };
const seeds = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytes => Buffer.from(bytes));

test('three blobs, one in each third of the width, each span a quarter of the height or more', () => {
  fc.assert(
    fc.property(seeds, seed => {
      const blobs = drawBlobs(SIZE, createDice(seed));
      assert.equal(blobs.length, 3);
      blobs.forEach((blob, rank) => {
        const spanOf = (numbers: number[]) => [Math.min(...numbers), Math.max(...numbers)] as const;
        const [left, right] = spanOf(blob.map(({ x }) => x));
        const [top, bottom] = spanOf(blob.map(({ y }) => y));
        const middle = (left + right) / 2;
        assert.ok(right - left > 40 && bottom - top > 40, `${right - left} × ${bottom - top}`);
        assert.ok(middle > (rank * 440) / 3 && middle < ((rank + 1) * 440) / 3, `${middle} in third ${rank}`);
      });
    }),
  );
});

test('one thin thread goes from side to side: in each column, some ink and little of it', () => {
  fc.assert(
    fc.property(seeds, seed => {
      const coverage = coverageOf([drawThread(SIZE, createDice(seed))], SIZE);
      for (let x = 0; x < SIZE.width; x++) {
        let ink = 0;
        for (let y = 0; y < SIZE.height; y++) ink += coverage[y * SIZE.width + x] ?? 0;
        assert.ok(ink > 3.5 && ink < 20, `${ink} pixels in column ${x}`);
      }
    }),
    // A thread that had once left the picture by its upper edge.
    { examples: [[Buffer.from([246, 40, 248, 241, 0, 152, 167, 4, 249, 252, 2, 94, 2, 5, 5, 110])]] },
  );
});
