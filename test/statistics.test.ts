/** The statistics of `npm run bench:timing`, on figures worked out elsewhere. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compare, quantile } from '../bench/statistics.ts';

const near = (value: number, expected: number, by: number) =>
  assert.ok(Math.abs(value - expected) <= by, `${value} is not ${expected}`);
const series = (count: number, make: (rank: number) => number) =>
  Array.from({ length: count }, (_, i) => make(i));

describe('two series of times', () => {
  test('the median, between two samples when they are even', () => {
    assert.equal(quantile([3, 1, 2], 0.5), 2);
    assert.equal(quantile([4, 1, 3, 2], 0.5), 2.5);
    assert.equal(quantile([1, 2, 3, 4, 5], 0.99), 4.96);
  });

  test('one ladder and the same a step higher: U, t and their chances as by hand', () => {
    // 1…20 against 6…25: U = 112.5, z = -2.36855 with ties, p = 0.017858 (SciPy: the same); t = -2.67261.
    const { mannWhitneyP, welchP, medianDifference } = compare(
      series(20, i => i + 1),
      series(20, i => i + 6),
    );
    assert.equal(medianDifference, 5);
    near(mannWhitneyP, 0.017858, 1e-6);
    near(welchP, 0.007526, 1e-6);
  });

  test('the same series twice is one source', () => {
    const same = series(50, i => (i * 7) % 11);
    const { mannWhitneyP, welchP, medianDifference } = compare(same, same);
    near(mannWhitneyP, 1, 1e-6);
    near(welchP, 1, 1e-6);
    assert.equal(medianDifference, 0);
  });

  test('one outlier moves Welch’s test little and Mann-Whitney’s not at all', () => {
    const one = series(200, i => i % 10);
    const other = [...one.slice(1), 10_000];
    assert.ok(compare(one, other).mannWhitneyP > 0.5);
  });

  test('all alike: nothing to tell them apart by', () => {
    const { mannWhitneyP, welchP } = compare([5, 5, 5], [5, 5, 5]);
    assert.deepEqual([mannWhitneyP, welchP], [1, 1]);
  });
});
