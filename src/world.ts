/**
 * The only door to time and randomness (house rule 6). Everything that needs either is handed a World, so a
 * test can stand at the boundary second and a bench can be repeated.
 */
import { randomBytes } from 'node:crypto';

export type World = {
  /** The present instant, on the server's clock. */
  now(): Date;
  /** `size` bytes from a cryptographically secure generator. */
  randomBytes(size: number): Buffer;
};

export const realWorld: World = {
  now: () => new Date(),
  randomBytes: size => randomBytes(size),
};
