/** Coverage is exact: the sum over the pixels is the area of the shape. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Point, Polygon } from './outline.ts';
import { coverageOf } from './raster.ts';

const SIZE = { width: 12, height: 8 };

const rectangle = (left: number, top: number, right: number, bottom: number): Polygon => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
];

function areaOf([a, b, c]: readonly [Point, Point, Point]): number {
  return Math.abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
}

function pointsWithin(margin: number): fc.Arbitrary<Point> {
  const along = (length: number) => fc.double({ min: -margin, max: length + margin, noNaN: true });
  return fc.record({ x: along(SIZE.width), y: along(SIZE.height) });
}

test('a pixel that a shape covers by a quarter is covered by a quarter', () => {
  const coverage = coverageOf([rectangle(2.5, 1.5, 4, 3)], SIZE);
  const rows = [0, 1, 2, 3].map(y => Array.from(coverage.slice(y * 12 + 1, y * 12 + 5)));
  assert.deepEqual(rows, [
    [0, 0, 0, 0],
    [0, 0.25, 0.5, 0],
    [0, 0.5, 1, 0],
    [0, 0, 0, 0],
  ]);
});

test('a hole, which turns the other way, is left uncovered', () => {
  const coverage = coverageOf([rectangle(1, 1, 7, 7), [...rectangle(3, 3, 5, 5)].reverse()], SIZE);
  assert.equal(coverage[4 * 12 + 4], 0);
  assert.equal(coverage[2 * 12 + 2], 1);
});

test('the sum over the pixels is the area, for any triangle inside the picture', () => {
  const point = pointsWithin(0);
  fc.assert(
    fc.property(point, point, point, (a, b, c) => {
      const sum = coverageOf([[a, b, c]], SIZE).reduce((total, covered) => total + covered, 0);
      assert.ok(Math.abs(sum - areaOf([a, b, c])) < 1e-3, `${sum} for ${areaOf([a, b, c])}`);
    }),
    { numRuns: 500 },
  );
});

test('a shape may leave the picture on any side: what is inside is right, and nothing is outside 0 to 1', () => {
  const covered = coverageOf([rectangle(-5, -5, 50, 50)], SIZE);
  assert.deepEqual(new Set(covered), new Set([1]));
  assert.deepEqual(
    new Set(coverageOf([rectangle(-9, -9, -1, 20), rectangle(13, 0, 20, 8)], SIZE)),
    new Set([0]),
  );
  const point = pointsWithin(20);
  fc.assert(
    fc.property(point, point, point, (a, b, c) => {
      assert.ok(coverageOf([[a, b, c]], SIZE).every(pixel => pixel >= 0 && pixel <= 1));
    }),
  );
});
