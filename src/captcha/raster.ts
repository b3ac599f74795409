/**
 * How much of each pixel a set of polygons covers, exactly, without sampling. Each edge writes, in the pixels it
 * crosses, the change of coverage it causes to everything on its right; a running sum along the row then gives
 * the coverage (the method of font-rs and of stb_truetype). One pass over the edges, one over the pixels.
 */
import type { Size } from './letters.ts';
import type { Point, Polygon } from './outline.ts';

/** One number per pixel, row by row, from 0 (untouched) to 1 (covered). */
export type Coverage = Float32Array;

/** Columns kept beyond the last pixel, where an edge on or past the right border writes its change. */
const BORDER = 2;

export function coverageOf(polygons: readonly Polygon[], { width, height }: Size): Coverage {
  const changes = createChanges({ width, height });
  for (const polygon of polygons) {
    let from = polygon.at(-1);
    for (const to of polygon) {
      if (from) changes.addEdge(from, to);
      from = to;
    }
  }
  return changes.sum();
}

type Changes = { addEdge(from: Point, to: Point): void; sum(): Coverage };

function createChanges({ width, height }: Size): Changes {
  const stride = width + BORDER;
  const changes = new Float32Array(stride * height);
  const add = (index: number, change: number) => {
    changes[index] = (changes[index] as number) + change;
  };

  return {
    addEdge(from, to) {
      if (from.y === to.y) return;
      const downwards = from.y < to.y;
      const top = downwards ? from : to;
      const bottom = downwards ? to : from;
      const slope = (bottom.x - top.x) / (bottom.y - top.y);
      const end = Math.min(bottom.y, height);
      let y = Math.max(top.y, 0);
      let x = top.x + (y - top.y) * slope;
      while (y < end) {
        const next = Math.min(Math.floor(y) + 1, end);
        const nextX = top.x + (next - top.y) * slope;
        const rise = downwards ? next - y : y - next;
        addSpan(Math.floor(y) * stride, clamp(Math.min(x, nextX)), clamp(Math.max(x, nextX)), rise);
        x = nextX;
        y = next;
      }
    },
    sum: () => sumInPlace(changes, { width, height }),
  };

  function clamp(x: number): number {
    return Math.max(0, Math.min(width, x));
  }

  /** An edge that crosses one row from `left` to `right`; `rise` is the height it crosses, signed. */
  function addSpan(row: number, left: number, right: number, rise: number): void {
    const first = Math.floor(left);
    const last = Math.ceil(right);
    if (last <= first + 1) {
      const leftOver = (left + right) / 2 - first;
      add(row + first, rise * (1 - leftOver));
      add(row + first + 1, rise * leftOver);
      return;
    }
    // The area between the edge and a pixel's right border grows as a parabola while the edge lasts, then straight;
    // the share of one pixel is the difference between its two borders.
    let area = 0;
    let share = 0;
    for (let x = first; x < last; x++) {
      const reached = Math.min(right, x + 1);
      const areaHere = rise * ((reached - left) ** 2 / (2 * (right - left)) + (x + 1 - reached));
      add(row + x, areaHere - area - share);
      share = areaHere - area;
      area = areaHere;
    }
    add(row + last, rise - share);
  }
}

/** Written over the changes themselves, a row never reaching past what has been read: half the memory to clear. */
function sumInPlace(changes: Float32Array, { width, height }: Size): Coverage {
  const stride = width + BORDER;
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += changes[y * stride + x] as number;
      changes[y * width + x] = Math.min(1, Math.abs(sum));
    }
  }
  return changes.subarray(0, width * height);
}
