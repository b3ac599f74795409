/**
 * Writes a picture of sixteen greys as PNG (ISO/IEC 15948): four bits a pixel, which is all that smooth edges
 * need, and nothing but the three chunks a reader requires, so no metadata can tell anything (CAP-3).
 */
import { crc32, deflateSync } from 'node:zlib';
import type { Size } from './letters.ts';

/** The lightest of the sixteen greys; 0 is black. */
export const LIGHTEST_LEVEL = 15;

/** One level per pixel, row by row. */
export type GreyPicture = Size & { readonly levels: Uint8Array };

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BITS_PER_PIXEL = 4;
const COLOUR_GREY = 0;
/** A third of the time of zlib's usual 6, for a twentieth more bytes. */
const DEFLATE_LEVEL = 4;

export function encodePng(picture: GreyPicture): Buffer {
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header(picture)),
    chunk('IDAT', deflateSync(packRows(picture), { level: DEFLATE_LEVEL })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Compression, filter and interlace methods stay at 0: the only ones, none and none. */
function header({ width, height }: Size): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes.writeUInt8(BITS_PER_PIXEL, 8);
  bytes.writeUInt8(COLOUR_GREY, 9);
  return bytes;
}

/** Two pixels a byte, each row behind a zero byte that says it is not filtered. */
function packRows({ width, height, levels }: GreyPicture): Uint8Array {
  const rowBytes = Math.ceil(width / 2);
  const packed = new Uint8Array((rowBytes + 1) * height);
  for (let y = 0; y < height; y++) {
    const start = y * (rowBytes + 1) + 1;
    for (let x = 0; x < width; x++) {
      const level = levels[y * width + x] as number;
      packed[start + (x >> 1)] = (packed[start + (x >> 1)] as number) | (x % 2 === 0 ? level << 4 : level);
    }
  }
  return packed;
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const bytes = Buffer.alloc(named.length + 8);
  bytes.writeUInt32BE(content.length, 0);
  named.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(named), named.length + 4);
  return bytes;
}
