/** A password hasher whose gate and queue are full for as long as something else is tried (norm STO-5). */
import { setImmediate } from 'node:timers/promises';
import type { Bench } from './bench.ts';

const CALLERS = 100;

export async function withBusyHasher<T>(bench: Bench, work: () => Promise<T>): Promise<T> {
  const { passwordHasher } = bench.tools.secrets;
  let isOver = false;
  async function keepAsking(): Promise<void> {
    while (!isOver) {
      const hashed = await passwordHasher.hash('Un+Mot+De+Passe=1');
      if (hashed.state === 'busy') await setImmediate();
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
