/**
 * Where the number of a ring stands: at its right if nothing is there, else at the corner where it hides least. Words
 * weigh more than rings. The same places are tried in the same order, so that pictures do not change by themselves.
 */
export type Box = { x: number; y: number; width: number; height: number };
export type Ring = { number: number; box: Box };

const DISC_PX = 28;
const RING_PX = 3;
/** Less than what a ring leaves around its own words. */
const CLEAR_PX = 1;
const WORDS_WEIGHT = 10;

/** @param pageWidth numbers stay within it */
export function placeNumbers(rings: readonly Ring[], words: readonly Box[], pageWidth: number): Ring[] {
  const discs: Ring[] = [];
  for (const ring of rings) {
    const others = [...rings.filter(other => other !== ring), ...discs].map(({ box }) => box);
    const hidden = (disc: Box) => WORDS_WEIGHT * overlap(disc, words) + overlap(disc, others);
    const best = placesFor(ring.box, pageWidth).reduce((one, other) =>
      hidden(other) < hidden(one) ? other : one,
    );
    discs.push({ number: ring.number, box: best });
  }
  return discs;
}

/** The best first. */
function placesFor({ x, y, width, height }: Box, pageWidth: number): [Box, ...Box[]] {
  const half = DISC_PX / 2;
  const [right, bottom] = [x + width, y + height];
  const at = (left: number, top: number): Box => ({
    x: Math.max(2, Math.min(Math.round(left), pageWidth - DISC_PX - 2)),
    y: Math.round(top),
    width: DISC_PX,
    height: DISC_PX,
  });
  const middle = y + height / 2 - half;
  return [
    at(right - RING_PX, middle),
    at(right - half, middle),
    at(x - DISC_PX + RING_PX, middle),
    at(right - half, y - half),
    at(right - half, bottom - half),
    at(x - half, y - half),
    at(x - half, bottom - half),
  ];
}

/** How much of a disc, with a little room around it, lies over these, in square pixels. */
function overlap(disc: Box, others: readonly Box[]): number {
  const shared = (from: number, size: number, otherFrom: number, otherSize: number) =>
    Math.max(
      0,
      Math.min(from + size + CLEAR_PX, otherFrom + otherSize) - Math.max(from - CLEAR_PX, otherFrom),
    );
  return others.reduce(
    (sum, other) =>
      sum +
      shared(disc.x, disc.width, other.x, other.width) * shared(disc.y, disc.height, other.y, other.height),
    0,
  );
}
