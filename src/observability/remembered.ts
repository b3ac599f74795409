/**
 * What is read from the database for whoever watches: at most once in a while and one at a time, however often it is asked
 * for, and given up after a moment, so that watching never weighs on what is watched.
 */
import { once } from 'node:events';
import type { World } from '../world.ts';

export const PATIENCE_MS = 2000;

/** @returns the last value while it is fresh, else a new one; rejects when it does not come in time */
export function remembered<T>(world: World, keepMs: number, read: () => Promise<T>): () => Promise<T> {
  let last: { at: number; value: T } | undefined;
  let underWay: Promise<T> | undefined;

  async function readAnew(): Promise<T> {
    try {
      const value = await read();
      last = { at: world.now().getTime(), value };
      return value;
    } finally {
      underWay = undefined;
    }
  }

  return async () => {
    if (last !== undefined && world.now().getTime() - last.at < keepMs) return last.value;
    underWay ??= readAnew();
    return inTime(underWay);
  };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const tooLate = once(patience, 'abort').then(() => Promise.reject(new Error('not in time')));
  return Promise.race([work, tooLate]);
}
