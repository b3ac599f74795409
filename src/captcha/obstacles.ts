/**
 * What hinders a ready-made reader more than a person: one thin thread that joins the letters, so that they are
 * no longer separate shapes, and three blobs that invert what they cover, so that ink is not always dark. Nothing
 * is hidden: under a blob the letter goes on in the other colour.
 */
import type { Dice, Range } from './dice.ts';
import type { Size } from './letters.ts';
import type { Point, Polygon } from './outline.ts';

/** Fractions are of the height of the picture. */
const THREAD_THICKNESS: Range = [0.025, 0.04];
/** So far from the edges that no swing takes the thread out of the picture. */
const THREAD_END: Range = [0.25, 0.75];
const THREAD_SWING: Range = [0.08, 0.22];
const THREAD_TURNS: Range = [0.6, 1.5];
const THREAD_PIECES = 40;

const BLOBS = 3;
const BLOB_RADIUS: Range = [0.2, 0.38];
const BLOB_HEIGHT: Range = [0.2, 0.8];
/** Of the third of the width that each blob has to itself. */
const BLOB_PLACE: Range = [0.15, 0.85];
const BLOB_BUMPS = [2, 3, 4];
/** Of the radius. */
const BLOB_BUMP: Range = [0.08, 0.22];
const BLOB_CORNERS = 48;

const FULL_TURN: Range = [0, 2 * Math.PI];

/** From one edge to the other, and a little beyond; its thickness changes on the way. */
export function drawThread({ width, height }: Size, dice: Dice): Polygon {
  const path = threadPath({ width, height }, dice);
  const [start, end] = [dice.within(THREAD_THICKNESS) * height, dice.within(THREAD_THICKNESS) * height];
  const side = (sign: number) =>
    path.map((point, rank) => {
      const { x, y } = normalAt(path, rank);
      const half = (sign * (start + (end - start) * (rank / THREAD_PIECES))) / 2;
      return { x: point.x + x * half, y: point.y + y * half };
    });
  return [...side(1), ...side(-1).reverse()];
}

function threadPath({ width, height }: Size, dice: Dice): Point[] {
  const margin = 0.08 * height;
  const [left, right] = [dice.within(THREAD_END) * height, dice.within(THREAD_END) * height];
  const swing = dice.within(THREAD_SWING) * height;
  const turns = dice.within(THREAD_TURNS);
  const phase = dice.within(FULL_TURN);
  return Array.from({ length: THREAD_PIECES + 1 }, (_, rank) => {
    const along = rank / THREAD_PIECES;
    return {
      x: -margin + (width + 2 * margin) * along,
      y: left + (right - left) * along + swing * Math.sin(phase + turns * along * 2 * Math.PI),
    };
  });
}

/** The unit vector square to the path at one of its points. */
function normalAt(path: readonly Point[], rank: number): Point {
  const here = path[rank] ?? { x: 0, y: 0 };
  const before = path[rank - 1] ?? here;
  const after = path[rank + 1] ?? here;
  const length = Math.hypot(after.x - before.x, after.y - before.y);
  return { x: (before.y - after.y) / length, y: (after.x - before.x) / length };
}

/** One blob in each third of the width, so that no two cover the same letter's middle. */
export function drawBlobs({ width, height }: Size, dice: Dice): Polygon[] {
  return Array.from({ length: BLOBS }, (_, rank) =>
    drawBlob(
      { x: ((rank + dice.within(BLOB_PLACE)) / BLOBS) * width, y: dice.within(BLOB_HEIGHT) * height },
      height,
      dice,
    ),
  );
}

function drawBlob(centre: Point, height: number, dice: Dice): Polygon {
  const [radiusX, radiusY] = [dice.within(BLOB_RADIUS) * height, dice.within(BLOB_RADIUS) * height];
  const bumps = dice.pick(BLOB_BUMPS);
  const bump = dice.within(BLOB_BUMP);
  const phase = dice.within(FULL_TURN);
  return Array.from({ length: BLOB_CORNERS }, (_, rank) => {
    const angle = (rank / BLOB_CORNERS) * 2 * Math.PI;
    const reach = 1 + bump * Math.sin(bumps * angle + phase);
    return {
      x: centre.x + radiusX * reach * Math.cos(angle),
      y: centre.y + radiusY * reach * Math.sin(angle),
    };
  });
}
