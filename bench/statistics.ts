/**
 * Whether two series of times come from one source: Mann-Whitney's U test, which asks nothing of their shape, and Welch's t
 * test, which looks at their means. Both with the normal approximation, exact enough for the hundreds of samples used here.
 */

export type Comparison = {
  /** Two-sided; with ties corrected. */
  mannWhitneyP: number;
  /** Two-sided. */
  welchP: number;
  /** Of the second less that of the first, in the samples' unit. */
  medianDifference: number;
};

export function compare(one: readonly number[], other: readonly number[]): Comparison {
  return {
    mannWhitneyP: mannWhitney(one, other),
    welchP: welch(one, other),
    medianDifference: quantile(other, 0.5) - quantile(one, 0.5),
  };
}

/** @param part 0.5 for the median */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [low = 0, high = 0] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

function mannWhitney(one: readonly number[], other: readonly number[]): number {
  const { rankSum, ties } = rank(one, other);
  const [n, m, all] = [one.length, other.length, one.length + other.length];
  const u = rankSum - (n * (n + 1)) / 2;
  const variance = ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)));
  return variance === 0 ? 1 : twoSided((u - (n * m) / 2) / Math.sqrt(variance));
}

/** The sum of the first series' ranks among all, equal values sharing theirs; `ties`: the sum of t³ − t over them. */
function rank(one: readonly number[], other: readonly number[]): { rankSum: number; ties: number } {
  const all = [
    ...one.map(value => ({ value, isOne: true })),
    ...other.map(value => ({ value, isOne: false })),
  ];
  all.sort((a, b) => a.value - b.value);
  let [rankSum, ties] = [0, 0];
  for (let start = 0; start < all.length; ) {
    let end = start;
    while (end < all.length && all[end]?.value === all[start]?.value) end += 1;
    const sharedRank = (start + 1 + end) / 2;
    rankSum += sharedRank * all.slice(start, end).filter(sample => sample.isOne).length;
    ties += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { rankSum, ties };
}

function welch(one: readonly number[], other: readonly number[]): number {
  const error = Math.sqrt(variance(one) / one.length + variance(other) / other.length);
  return error === 0 ? 1 : twoSided((mean(one) - mean(other)) / error);
}

const mean = (samples: readonly number[]) => samples.reduce((sum, value) => sum + value, 0) / samples.length;

function variance(samples: readonly number[]): number {
  const middle = mean(samples);
  return samples.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (samples.length - 1);
}

/** The chance of a deviation at least as large, by Abramowitz and Stegun 7.1.26 (error below 1.5e-7). */
function twoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return series * Math.exp(-x * x);
}
