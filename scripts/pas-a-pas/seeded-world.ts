/**
 * A world that gives the same bytes at each run, so that the code to copy, the link of the mail and so the pictures are
 * the same. Each size has its own sequence: what runs beside the browser, such as the worker that sends the mail, takes
 * other sizes and so cannot change what is shown. For the pictures only: nothing here is secret.
 */
import { createHash } from 'node:crypto';
import { createFixedWorld, type FixedWorld } from '../../test/fixed-world.ts';

const SEED = 'pas-à-pas';
const BLOCK_BYTES = 32;

export function createSeededWorld(start: string): FixedWorld {
  const drawn = new Map<number, number>();
  return {
    ...createFixedWorld(start),
    randomBytes(size) {
      const turn = (drawn.get(size) ?? 0) + 1;
      drawn.set(size, turn);
      return bytesOf(size, turn);
    },
  };
}

function bytesOf(size: number, turn: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(size / BLOCK_BYTES) }, (_, block) =>
    createHash('sha256').update(`${SEED}/${size}/${turn}/${block}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, size);
}
