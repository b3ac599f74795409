/**
 * Quotas that one process keeps in memory: for what costs computing but writes nothing, such as drawing a picture or
 * mixing a sound. Bounded: when the memory is full the oldest count is forgotten, which can only be kind.
 */
import { countHit, judgeQuota, type Quota, type QuotaState, type QuotaVerdict } from '../rules/quota.ts';
import type { World } from '../world.ts';

const COUNTS_MAX = 20_000;

export class MemoryQuotas {
  readonly #world: World;
  readonly #states = new Map<string, QuotaState>();

  constructor(world: World) {
    this.#world = world;
  }

  hit(counted: string, quota: Quota): QuotaVerdict {
    const state = countHit(this.#states.get(counted), this.#world.now(), quota);
    this.#states.delete(counted);
    this.#states.set(counted, state);
    if (this.#states.size > COUNTS_MAX) this.#forgetOldest();
    return judgeQuota(state, quota);
  }

  get size(): number {
    return this.#states.size;
  }

  #forgetOldest(): void {
    const oldest = this.#states.keys().next();
    if (!oldest.done) this.#states.delete(oldest.value);
  }
}
