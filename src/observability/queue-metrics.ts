/**
 * The queues in figures, read when Prometheus asks, at most every 15 seconds. Every process tells the same: to be taken as
 * a maximum, never added up (norm LOG-8).
 */
import { Gauge, type Registry } from 'prom-client';
import { type QueueDepth, readQueueDepths } from '../database/queue-depths.ts';
import type { Db } from '../database/tables.ts';
import type { World } from '../world.ts';
import { remembered } from './remembered.ts';

const KEEP_MS = 15_000;

export function addQueueMetrics(register: Registry, { db, world }: { db: Db; world: World }): void {
  const readDepths = remembered(world, KEEP_MS, () => readQueueDepths(db));
  const readIfThere = () => readDepths().catch(() => undefined);
  const add = (
    { name, help, labelNames }: { name: string; help: string; labelNames: string[] },
    fill: (gauge: Gauge, depths: readonly QueueDepth[] | undefined) => void,
  ) =>
    new Gauge({
      name: `renouveau_${name}`,
      help,
      labelNames,
      registers: [register],
      // Each waits for the same reading: they are collected side by side.
      async collect() {
        const depths = await readIfThere();
        this.reset();
        fill(this, depths);
      },
    });

  add(JOBS, (gauge, depths = []) => {
    for (const { queue, due, later, active } of depths) {
      gauge.set({ queue, state: 'due' }, due);
      gauge.set({ queue, state: 'later' }, later);
      gauge.set({ queue, state: 'active' }, active);
    }
  });
  add(OLDEST, (gauge, depths = []) => {
    for (const { queue, oldestDueSeconds } of depths) gauge.set({ queue }, oldestDueSeconds);
  });
  add(READABLE, (gauge, depths) => gauge.set(depths === undefined ? 0 : 1));
}

const JOBS = {
  name: 'queue_jobs',
  help: 'Jobs that are due, wait for their next try, or are under way',
  labelNames: ['queue', 'state'],
};
const OLDEST = {
  name: 'queue_oldest_due_seconds',
  help: 'Since when the oldest job is due',
  labelNames: ['queue'],
};
const READABLE = {
  name: 'queues_readable',
  help: '1 when the queues could be read; else their figures are absent',
  labelNames: [],
};
