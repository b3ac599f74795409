/**
 * Makes a picture of a screen light: a browser writes three or four bytes for each pixel, where a screen has few colours.
 * At most 256 are kept, the commonest first, and every pixel takes the nearest. Reads what Chromium writes (8 bits, RGB or
 * RGBA, not interlaced) and nothing else.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS_MAX = 256;
/** Colours nearer than this, squared, are one for the eye. */
const SAME_DISTANCE = 12;

export type Size = { width: number; height: number };

export function sizeOf(png: Buffer): Size {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

export function reduceColours(png: Buffer): Buffer {
  const { width, height } = sizeOf(png);
  const colours = readPixels(png, { width, height });
  const palette = paletteOf(colours);
  const nearest = nearestIn(palette);
  const rows = Buffer.alloc((width + 1) * height);
  colours.forEach((colour, at) => {
    rows[Math.floor(at / width) + at + 1] = nearest(colour);
  });
  const header = Buffer.from(png.subarray(16, 29));
  header[9] = 3;
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** Each pixel as one number, red first. */
function readPixels(png: Buffer, { width, height }: Size): Uint32Array {
  const [depth, colourType, , , interlaced] = png.subarray(24, 29);
  if (depth !== 8 || interlaced !== 0 || (colourType !== 2 && colourType !== 6))
    throw new Error('this is not a PNG as Chromium writes them');
  const step = colourType === 6 ? 4 : 3;
  const bytes = unfilter(inflateSync(imageData(png)), { rowBytes: width * step, step });
  return Uint32Array.from({ length: width * height }, (_, at) => bytes.readUIntBE(at * step, 3));
}

function imageData(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const start = at + 8;
    if (png.toString('latin1', at + 4, start) === 'IDAT')
      parts.push(png.subarray(start, start + png.readUInt32BE(at)));
  }
  return Buffer.concat(parts);
}

/** Undoes the five ways in which a row may be told by the bytes left of it and above it (PNG, section 9). */
function unfilter(raw: Buffer, { rowBytes, step }: { rowBytes: number; step: number }): Buffer {
  const rows = raw.length / (rowBytes + 1);
  const bytes = Buffer.alloc(rows * rowBytes);
  for (let row = 0; row < rows; row += 1) {
    const filter = raw[row * (rowBytes + 1)] ?? 0;
    for (let x = 0; x < rowBytes; x += 1) {
      const at = row * rowBytes + x;
      const left = x >= step ? (bytes[at - step] ?? 0) : 0;
      const up = row > 0 ? (bytes[at - rowBytes] ?? 0) : 0;
      const corner = x >= step && row > 0 ? (bytes[at - rowBytes - step] ?? 0) : 0;
      const told = raw[row * (rowBytes + 1) + 1 + x] ?? 0;
      bytes[at] = told + ([0, left, up, (left + up) >> 1][filter] ?? paeth({ left, up, corner }));
    }
  }
  return bytes;
}

function paeth({ left, up, corner }: { left: number; up: number; corner: number }): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map(value => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function paletteOf(colours: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const commonest = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
  if (commonest.length <= COLOURS_MAX) return commonest;
  const kept: number[] = [];
  for (const colour of commonest) {
    if (kept.length === COLOURS_MAX) break;
    if (kept.every(other => distance(colour, other) > SAME_DISTANCE)) kept.push(colour);
  }
  return kept;
}

/** The place in the palette of the colour nearest to one, each looked for once. */
function nearestIn(palette: readonly number[]): (colour: number) => number {
  const places = new Map(palette.map((colour, place) => [colour, place]));
  return colour => {
    const known = places.get(colour);
    if (known !== undefined) return known;
    const distances = palette.map(other => distance(colour, other));
    const place = distances.indexOf(Math.min(...distances));
    places.set(colour, place);
    return place;
  };
}

function distance(one: number, other: number): number {
  const others = channelsOf(other);
  return channelsOf(one).reduce((sum, value, channel) => sum + (value - (others[channel] ?? 0)) ** 2, 0);
}

function channelsOf(colour: number): number[] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}
