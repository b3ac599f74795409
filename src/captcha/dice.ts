/**
 * Chance that can be replayed: the same seed throws the same dice, so a picture asked for twice is the same
 * picture (CAP-5). This is sfc32 (small fast counter, from PractRand), on the 128 first bits of the seed. It is
 * not a secret generator and need not be: it places strokes, while the code itself comes from the world's bytes.
 */
const SEED_MIN_BYTES = 16;

/** Rounds thrown away so that every bit of the seed has reached every word. */
const MIXING_ROUNDS = 15;

export type Range = readonly [min: number, max: number];

export type Dice = {
  /** A number from `min` up to, but without, `max`. */
  within(range: Range): number;
  /** A number at most `spread` away from zero, on either side. */
  around(spread: number): number;
  /** One of the items, each as likely. */
  pick<Item>(items: readonly Item[]): Item;
};

export function createDice(seed: Buffer): Dice {
  const next = createSfc32(seed);
  const within = ([min, max]: Range) => min + (max - min) * next();
  return {
    within,
    around: spread => within([-spread, spread]),
    pick: items => items[Math.floor(next() * items.length)] as (typeof items)[number],
  };
}

function createSfc32(seed: Buffer): () => number {
  if (seed.length < SEED_MIN_BYTES) throw new RangeError(`a seed has at least ${SEED_MIN_BYTES} bytes`);
  let a = seed.readInt32LE(0);
  let b = seed.readInt32LE(4);
  let c = seed.readInt32LE(8);
  let counter = seed.readInt32LE(12);
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < MIXING_ROUNDS; round++) next();
  return next;
}
