/**
 * The shapes of the symbols in five free fonts, read once from glyphs.json (scripts/extract-glyphs.ts writes it)
 * and cut into short straight pieces, so that a wave can bend a straight stem as well as a bowl. Lengths are in
 * heights of a capital; y goes downwards from the middle of a capital, x rightwards from the middle of the glyph.
 */
import { readFileSync } from 'node:fs';
import { CODE_ALPHABET } from './alphabet.ts';

export type Point = { readonly x: number; readonly y: number };

/** Closed: the last point joins the first. A hole is a polygon that turns the other way. */
export type Polygon = readonly Point[];

export type Glyph = { readonly width: number; readonly polygons: readonly Polygon[] };

/** One font: the glyph of each symbol of the alphabet. */
export type Face = ReadonlyMap<string, Glyph>;

/** The height of a capital in glyphs.json. */
const CAPITAL_HEIGHT = 1000;

/** At 80 pixels a capital: 4 pixels on a curve, whose corners then do not show, and 12 on a straight line. */
const CURVE_PIECE = 50;
const LINE_PIECE = 150;

export const FACES: readonly Face[] = readFaces();

function readFaces(): Face[] {
  const faces: { outlines: Record<string, string> }[] = JSON.parse(
    readFileSync(new URL('glyphs.json', import.meta.url), 'utf8'),
  );
  return faces.map(
    face => new Map(Array.from(CODE_ALPHABET, symbol => [symbol, readGlyph(face.outlines[symbol])])),
  );
}

function readGlyph(path: string | undefined): Glyph {
  if (!path) throw new Error('glyphs.json lacks a symbol of the alphabet: run scripts/extract-glyphs.ts');
  const contours = path.split('M').slice(1).map(readContour);
  const abscissas = contours.flat().map(point => point.x);
  const left = Math.min(...abscissas);
  const right = Math.max(...abscissas);
  const centred = ({ x, y }: Point) => ({
    x: (x - (left + right) / 2) / CAPITAL_HEIGHT,
    y: (CAPITAL_HEIGHT / 2 - y) / CAPITAL_HEIGHT,
  });
  return { width: (right - left) / CAPITAL_HEIGHT, polygons: contours.map(contour => contour.map(centred)) };
}

/** One contour of an SVG path, after its M: the start, then lines (one point) and quadratic curves (two). */
function readContour(path: string): Point[] {
  const points: Point[] = [];
  let from: Point | undefined;
  for (const step of path.split(/(?=[LQ])/)) {
    const [first, last] = readPoints(step);
    if (!from) points.push(first);
    else if (step.startsWith('Q')) points.push(...curvePieces(from, first, last));
    else points.push(...linePieces(from, last));
    from = last;
  }
  const [start] = points;
  return from && start ? [...points, ...linePieces(from, start).slice(0, -1)] : points;
}

function readPoints(step: string): [first: Point, last: Point] {
  const [x = Number.NaN, y = Number.NaN, lastX = x, lastY = y] = step.match(/-?\d+/g)?.map(Number) ?? [];
  return [
    { x, y },
    { x: lastX, y: lastY },
  ];
}

function linePieces(from: Point, to: Point): Point[] {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  return pieces(distance(from, to) / LINE_PIECE, along => onCurve({ from, control: middle, to }, along));
}

function curvePieces(from: Point, control: Point, to: Point): Point[] {
  const length = distance(from, control) + distance(control, to);
  return pieces(length / CURVE_PIECE, along => onCurve({ from, control, to }, along));
}

/** The points that end each of the pieces, the starting point being already there. */
function pieces(wanted: number, pointAt: (along: number) => Point): Point[] {
  const count = Math.max(1, Math.ceil(wanted));
  return Array.from({ length: count }, (_, rank) => pointAt((rank + 1) / count));
}

type Curve = { readonly from: Point; readonly control: Point; readonly to: Point };

function onCurve({ from, control, to }: Curve, along: number): Point {
  const blend = (a: number, b: number, c: number) =>
    (1 - along) ** 2 * a + 2 * (1 - along) * along * b + along ** 2 * c;
  return { x: blend(from.x, control.x, to.x), y: blend(from.y, control.y, to.y) };
}

function distance(from: Point, to: Point): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}
