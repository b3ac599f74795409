/** The letters before they are painted: complete, of one size in every font, and inside the picture. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CODE_ALPHABET, CODE_BYTES, codeFrom } from './alphabet.ts';
import { createDice } from './dice.ts';
import { drawLetters } from './letters.ts';
import { FACES, type Polygon } from './outline.ts';

const SIZE = { width: 440, height: 160 };

const extentOf = (polygons: readonly Polygon[]) => {
  const points = polygons.flat();
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
};

test('each of the five fonts has each of the sixteen symbols, all of the height of a capital', () => {
  assert.equal(FACES.length, 5);
  for (const face of FACES) {
    for (const symbol of CODE_ALPHABET) {
      const { top, bottom } = extentOf(face.get(symbol)?.polygons ?? []);
      assert.ok(
        Math.abs(top + 0.5) < 0.06 && Math.abs(bottom - 0.5) < 0.06,
        `${symbol}: ${top} to ${bottom}`,
      );
    }
  }
});

test('a symbol keeps its holes: two in an 8, none in an F', () => {
  for (const face of FACES) {
    const contours = Array.from('8F', symbol => face.get(symbol)?.polygons.length);
    assert.deepEqual(contours, [3, 1]);
  }
});

test('no letter leaves the picture, whatever the code and the chance', () => {
  const codes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES }).map(codeFrom);
  const seeds = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytes => Buffer.from(bytes));
  fc.assert(
    fc.property(codes, seeds, (code, seed) => {
      const { left, right, top, bottom } = extentOf(drawLetters(code, SIZE, createDice(seed)));
      assert.ok(left >= 0 && right <= SIZE.width, `${left} to ${right}`);
      assert.ok(top >= 0 && bottom <= SIZE.height, `${top} to ${bottom}`);
    }),
    { numRuns: 1000 },
  );
});

test('a symbol outside the alphabet cannot be drawn', () => {
  assert.throws(() => drawLetters('3456O8', SIZE, createDice(Buffer.alloc(16))), RangeError);
});
