/**
 * Password hashes in figures (norms STO-5, LOG-8): each is the costliest thing that a stranger can ask for. The time is the
 * caller's, waiting included; more pending than one a queue means that the others wait.
 */
import { Gauge, Histogram, type Registry } from 'prom-client';
import type { PasswordHasher } from '../secrets/password-hasher.ts';
import { boundedCounter } from './bounded.ts';

const QUEUES = ['choosing', 'signingIn'] as const;
type Queue = (typeof QUEUES)[number];

const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4];

export function measureHasher(register: Registry, hasher: PasswordHasher): PasswordHasher {
  const named = { labelNames: ['queue'], registers: [register] };
  const seconds = new Histogram({
    ...named,
    name: 'renouveau_password_hash_seconds',
    help: 'Time of a password hash, waiting included',
    buckets: BUCKETS,
  });
  const pending = new Gauge({
    ...named,
    name: 'renouveau_password_hashes_pending',
    help: 'Password hashes begun or waiting',
  });
  const refused = boundedCounter(register, {
    name: 'renouveau_password_hashes_refused_total',
    help: 'Password hashes turned away because the queue was full',
    labels: { queue: QUEUES },
  });
  for (const queue of QUEUES) {
    seconds.zero({ queue });
    pending.set({ queue }, 0);
  }

  async function measure<T>(queue: Queue, work: Promise<T>, isBusy: (ended: T) => boolean): Promise<T> {
    const end = seconds.startTimer({ queue });
    pending.inc({ queue });
    try {
      const ended = await work;
      if (isBusy(ended)) refused({ queue });
      else end();
      return ended;
    } finally {
      pending.dec({ queue });
    }
  }

  return {
    ...hasher,
    hash: password => measure('choosing', hasher.hash(password), ended => ended.state === 'busy'),
    verify: (stored, password) =>
      measure('signingIn', hasher.verify(stored, password), ended => ended === 'busy'),
  };
}
