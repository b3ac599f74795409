/** A password hasher whose queue, for choosing or for signing in, is full for as long as something else is tried (norm STO-5). */
import { setImmediate } from 'node:timers/promises';
import type { Bench } from './bench.ts';

const CALLERS = 100;

export async function withBusyHasher<T>(
  bench: Bench,
  work: () => Promise<T>,
  queue: 'choosing' | 'signingIn' = 'choosing',
): Promise<T> {
  const { passwordHasher } = bench.tools.secrets;
  let isOver = false;
  async function isBusy(): Promise<boolean> {
    if (queue === 'signingIn')
      return (await passwordHasher.verify(undefined, 'Un+Mot+De+Passe=1')) === 'busy';
    return (await passwordHasher.hash('Un+Mot+De+Passe=1')).state === 'busy';
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
