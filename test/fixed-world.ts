/** A world whose clock stands still until it is moved. Randomness stays real. */
import { randomBytes } from 'node:crypto';
import type { World } from '../src/world.ts';

const SECOND_MS = 1000;

export type FixedWorld = World & {
  advance(duration: { minutes?: number; seconds?: number; ms?: number }): void;
  set(instant: string): void;
};

/** The document's own moment: 26/12/2022, 14h33 in Paris. */
export const DOCUMENT_MOMENT = '2022-12-26T13:33:00.000Z';

export function createFixedWorld(start = DOCUMENT_MOMENT): FixedWorld {
  let now = new Date(start).getTime();
  return {
    now: () => new Date(now),
    randomBytes: size => randomBytes(size),
    advance: ({ minutes = 0, seconds = 0, ms = 0 }) => {
      now += (minutes * 60 + seconds) * SECOND_MS + ms;
    },
    set: instant => {
      now = new Date(instant).getTime();
    },
  };
}
