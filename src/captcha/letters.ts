/**
 * The letters of a picture: each in a font drawn by lot, leant, stretched, lifted and bent by a common wave.
 * These are the mildest distortions that ready-made readers fail on; harder ones were measured to stop people
 * long before they stop a machine trained for the purpose, so turn them up only with a measurement in hand.
 */
import type { Dice, Range } from './dice.ts';
import { FACES, type Glyph, type Point, type Polygon } from './outline.ts';

export type Size = { readonly width: number; readonly height: number };

/** Fractions are of the height of the picture, unless the name says another unit. */
const CAPITAL_HEIGHT = 0.5;
const TILT_DEGREES = 16;
const SHEAR = 0.15;
const STRETCH_X: Range = [0.9, 1.1];
const STRETCH_Y: Range = [0.92, 1.1];
const LIFT = 0.06;
const GAP: Range = [0.01, 0.04];

/** The letters together take this share of the width at most, and are widened by this factor at most. */
const LINE_SHARE = 0.92;
const WIDENING_MAX = 1.15;

/** A slow swell that lifts the line, and a slight sway that bends the stems. Lengths in widths and heights. */
const SWELL: Range = [0.03, 0.05];
const SWELL_LENGTH_WIDTHS: Range = [0.45, 0.9];
const SWAY: Range = [0.018, 0.03];
const SWAY_LENGTH_HEIGHTS: Range = [0.8, 1.6];

const FULL_TURN: Range = [0, 2 * Math.PI];

/** A letter before it has its place: what it looks like and the room it takes. Lengths in pixels. */
type Pose = {
  readonly glyph: Glyph;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly tilt: number;
  readonly shear: number;
  readonly lift: number;
  readonly gap: number;
  readonly width: number;
};

type Bend = (point: Point) => Point;

/** The polygons of the letters of `code`, in pixels of a picture of that size. */
export function drawLetters(code: string, size: Size, dice: Dice): Polygon[] {
  const poses = Array.from(code, symbol => poseOf(symbol, size, dice));
  const line = lineUp(poses, size, dice);
  const wave = waveOf(size, dice);
  return poses.flatMap((pose, rank) => {
    const centre = { x: line.centres[rank] ?? 0, y: size.height / 2 + pose.lift };
    const turn = turnOf(pose, line.widening, centre);
    return pose.glyph.polygons.map(polygon => polygon.map(point => wave(turn(point))));
  });
}

function poseOf(symbol: string, size: Size, dice: Dice): Pose {
  const glyph = dice.pick(FACES).get(symbol);
  if (!glyph) throw new RangeError('a code is made of the symbols of its alphabet');
  const capital = CAPITAL_HEIGHT * size.height;
  const pose = {
    glyph,
    scaleX: capital * dice.within(STRETCH_X),
    scaleY: capital * dice.within(STRETCH_Y),
    tilt: (dice.around(TILT_DEGREES) * Math.PI) / 180,
    shear: dice.around(SHEAR),
    lift: dice.around(LIFT) * size.height,
    gap: dice.within(GAP) * size.height,
  };
  return { ...pose, width: roomFor(pose) };
}

/** Leaning letters may reach over each other a little: less than their whole bounding box is kept free. */
function roomFor({ glyph, scaleX, scaleY, tilt, shear }: Omit<Pose, 'width'>): number {
  const upright = glyph.width * scaleX * Math.cos(tilt);
  return upright + scaleY * (0.6 * Math.abs(Math.sin(tilt)) + 0.3 * Math.abs(shear));
}

/** Where the middle of each letter falls, and by how much all are widened or narrowed to fill the line. */
function lineUp(poses: readonly Pose[], size: Size, dice: Dice): { centres: number[]; widening: number } {
  const natural = poses.reduce((sum, { width, gap }) => sum + width + gap, 0);
  const widening = Math.min(WIDENING_MAX, (LINE_SHARE * size.width) / natural);
  let x = (size.width - natural * widening) * dice.within([0.35, 0.65]);
  const centres = poses.map(({ width, gap }) => {
    const centre = x + ((gap + width) / 2) * widening;
    x += (gap + width) * widening;
    return centre;
  });
  return { centres, widening };
}

/** Stretches, leans, turns and puts in place, in this order. */
function turnOf({ scaleX, scaleY, tilt, shear }: Pose, widening: number, centre: Point): Bend {
  const cosine = Math.cos(tilt);
  const sine = Math.sin(tilt);
  return ({ x, y }) => {
    const down = y * scaleY;
    const across = x * scaleX * widening + shear * down;
    return { x: centre.x + across * cosine - down * sine, y: centre.y + across * sine + down * cosine };
  };
}

function waveOf({ width, height }: Size, dice: Dice): Bend {
  const swell = rippleOf(dice.within(SWELL) * height, dice.within(SWELL_LENGTH_WIDTHS) * width, dice);
  const sway = rippleOf(dice.within(SWAY) * height, dice.within(SWAY_LENGTH_HEIGHTS) * height, dice);
  return ({ x, y }) => ({ x: x + sway(y), y: y + swell(x) });
}

function rippleOf(amplitude: number, wavelength: number, dice: Dice): (position: number) => number {
  const phase = dice.within(FULL_TURN);
  return position => amplitude * Math.sin((position / wavelength) * 2 * Math.PI + phase);
}
