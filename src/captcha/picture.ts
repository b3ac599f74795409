/**
 * The picture of a code: letters and a thread in dark ink, then blobs that turn ink into paper and paper into
 * ink. Sent at twice the size it is shown at, so that it stays sharp on fine screens and when enlarged.
 */
import { createDice } from './dice.ts';
import { drawLetters } from './letters.ts';
import { drawBlobs, drawThread } from './obstacles.ts';
import { encodePng, LIGHTEST_LEVEL } from './png.ts';
import { type Coverage, coverageOf } from './raster.ts';

export const PICTURE_SHOWN = { width: 220, height: 80 } as const;

const SENT = { width: 2 * PICTURE_SHOWN.width, height: 2 * PICTURE_SHOWN.height };

/** Nearly black on white: 18.9 to 1, where 7 to 1 is the highest demand (WCAG 1.4.6) and 21 the most there is. */
const INK_LEVEL = 1;

/** Greys from ink to paper along an edge: one in two, which nobody sees and which saves a tenth of the bytes. */
const EDGE_STEPS = 7;
const EDGE_STEP_LEVELS = (LIGHTEST_LEVEL - INK_LEVEL) / EDGE_STEPS;

/** A PNG of 440 × 160 pixels. The same code and seed give the same bytes. */
export function drawPicture(code: string, seed: Buffer): Buffer {
  const dice = createDice(seed);
  const letters = coverageOf(drawLetters(code, SENT, dice), SENT);
  const thread = coverageOf([drawThread(SENT, dice)], SENT);
  const blobs = coverageOf(drawBlobs(SENT, dice), SENT);
  return encodePng({ ...SENT, levels: mixInk(letters, thread, blobs) });
}

/** The grey of each pixel: ink where there is a letter or the thread, exchanged with paper under a blob. */
function mixInk(letters: Coverage, thread: Coverage, blobs: Coverage): Uint8Array {
  const levels = new Uint8Array(letters.length);
  for (let pixel = 0; pixel < levels.length; pixel++) {
    const letter = letters[pixel] as number;
    const line = thread[pixel] as number;
    const blob = blobs[pixel] as number;
    const drawn = letter + line - letter * line;
    const ink = drawn + blob - 2 * drawn * blob;
    levels[pixel] = LIGHTEST_LEVEL - EDGE_STEP_LEVELS * Math.floor(EDGE_STEPS * ink + 0.5);
  }
  return levels;
}
