/**
 * A password hasher whose queue, for choosing or for signing in, is full for as long as something else is tried (norm
 * STO-5): whoever leaves it stands in it again at once. Those who sign in have stored hashes that cost next to nothing,
 * so that the queue is soon empty afterwards.
 */
import { setImmediate } from 'node:timers/promises';
import { hash } from '@node-rs/argon2';
import type { Bench } from './bench.ts';

const CALLERS = 100;
const PASSWORD = 'Un+Mot+De+Passe=1';
const CHEAP = { memoryCost: 8, timeCost: 1, parallelism: 1 };

export async function withBusyHasher<T>(
  bench: Bench,
  work: () => Promise<T>,
  queue: 'choosing' | 'signingIn' = 'choosing',
): Promise<T> {
  const { passwordHasher, keys } = bench.tools.secrets;
  const cheap = keys.current('password').fingerprint.toString('hex') + (await hash(PASSWORD, CHEAP));
  let isOver = false;
  async function isBusy(): Promise<boolean> {
    if (queue === 'signingIn') return (await passwordHasher.verify(cheap, PASSWORD)) === 'busy';
    return (await passwordHasher.hash(PASSWORD)).state === 'busy';
  }
  async function keepAsking(): Promise<void> {
    while (!isOver) {
      if (await isBusy()) await setImmediate();
    }
  }
  const callers = Array.from({ length: CALLERS }, keepAsking);
  try {
    return await work();
  } finally {
    isOver = true;
    await Promise.all(callers);
  }
}
