/** The picture as it is sent: a valid, light, sharply contrasted PNG that says nothing in words (norms CAP-3, CAP-5). */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { crc32, inflateSync } from 'node:zlib';
import { codeFrom } from './alphabet.ts';
import { drawPicture } from './picture.ts';

const PICTURES = 300;
const WEIGHT_MAX_BYTES = 6000;
const CONTRAST_MIN = 15;

const digest = (text: string) => createHash('sha256').update(text).digest();
const drawNumber = (number: number) =>
  drawPicture(codeFrom(digest(`code ${number}`).subarray(0, 3)), digest(`seed ${number}`));
const pictures = Array.from({ length: PICTURES }, (_, number) => drawNumber(number));

type Chunk = { type: string; content: Buffer };

/** Reads a PNG as a strict reader does: signature, then chunks whose checksums are right, and nothing after. */
function readChunks(png: Buffer): Chunk[] {
  assert.equal(png.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const named = png.subarray(at + 4, at + 8 + length);
    assert.equal(png.readUInt32BE(at + 8 + length), crc32(named));
    chunks.push({ type: named.toString('latin1', 0, 4), content: named.subarray(4) });
    at += length + 12;
  }
  return chunks;
}

/** The sixteen possible greys, and how many pixels have each. */
function countLevels(png: Buffer): number[] {
  const [, data] = readChunks(png);
  const rows = inflateSync(data?.content ?? Buffer.alloc(0));
  assert.equal(rows.length, 160 * (1 + 220), 'a filter byte and two pixels a byte, 160 times');
  const counts = new Array<number>(16).fill(0);
  for (const [index, byte] of rows.entries()) {
    if (index % 221 === 0) assert.equal(byte, 0, 'rows are not filtered');
    else for (const level of [byte >> 4, byte & 15]) counts[level] = (counts[level] ?? 0) + 1;
  }
  return counts;
}

/** Relative luminance of one of the sixteen greys (WCAG 2.2). */
function luminance(level: number): number {
  const share = level / 15;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

test('a picture is a PNG of 440 × 160 pixels in sixteen greys', () => {
  const [header] = readChunks(drawNumber(0));
  assert.equal(header?.content.readUInt32BE(0), 440);
  assert.equal(header?.content.readUInt32BE(4), 160);
  assert.deepEqual([...(header?.content.subarray(8) ?? [])], [4, 0, 0, 0, 0]);
});

test('CAP-3: a picture holds its pixels and nothing else: no text, no date, no name', () => {
  for (const png of pictures) {
    assert.deepEqual(
      readChunks(png).map(({ type }) => type),
      ['IHDR', 'IDAT', 'IEND'],
    );
  }
});

test('a picture weighs 6 kB at most', () => {
  const heaviest = Math.max(...pictures.map(png => png.length));
  assert.ok(heaviest <= WEIGHT_MAX_BYTES, `${heaviest} bytes`);
});

test('ink and paper, which make up nearly all of a picture, contrast above 15 to 1', () => {
  for (const png of pictures) {
    const counts = countLevels(png);
    const [most = 0, second = 0] = counts
      .map((_, level) => level)
      .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
    const share = ((counts[most] ?? 0) + (counts[second] ?? 0)) / (440 * 160);
    assert.ok(share > 0.9, `${share} of the pixels`);
    const [dark, light] = [luminance(Math.min(most, second)), luminance(Math.max(most, second))];
    assert.ok((light + 0.05) / (dark + 0.05) > CONTRAST_MIN);
  }
});

test('CAP-5: the same code and seed give the same bytes; another seed or another code, another picture', () => {
  const seed = digest('seed');
  assert.deepEqual(drawPicture('8FHJMR', seed), drawPicture('8FHJMR', Buffer.from(seed)));
  assert.notDeepEqual(drawPicture('8FHJMR', seed), drawPicture('8FHJMR', digest('other seed')));
  assert.notDeepEqual(drawPicture('8FHJMR', seed), drawPicture('8FHJMU', seed));
  assert.equal(new Set(pictures.map(png => png.toString('latin1'))).size, PICTURES);
});
