/**
 * The jobs, kept by pg-boss in the same database and enqueued in the transaction that causes them: no mail without
 * its request, no request without its mail (norm ML-13). A job holds references only, never a secret, never a name.
 */
import { fromKysely, type Job, PgBoss } from 'pg-boss';
import type { Database } from './open.ts';
import type { Trx } from './tables.ts';

/** Étape 4: retried inside the useful time of a request, then given up (norm ML-14). */
const RENEWAL_MAIL = {
  name: 'renewal-mail',
  options: { notify: true, retryLimit: 4, retryDelay: 60, retryBackoff: true, expireInSeconds: 120 },
} as const;
/** Étape 6: a notice has no deadline; retried for days (norm ML-16). */
const NOTICE_MAIL = {
  name: 'notice-mail',
  options: {
    notify: true,
    retryLimit: 14,
    retryDelay: 60,
    retryBackoff: true,
    retryDelayMax: 21_600,
    expireInSeconds: 120,
  },
} as const;

const QUEUES = [RENEWAL_MAIL, NOTICE_MAIL];
const POLLING_SECONDS = 30;

/** What each queue's jobs carry. Times as ISO 8601, since a job is JSON. */
export type JobPayloads = {
  'renewal-mail': { requestRef: string };
  'notice-mail': { accountRef: string; changedAt: string };
};
export type QueueName = keyof JobPayloads;
export type JobHandlers = { [Name in QueueName]: (payload: JobPayloads[Name]) => Promise<void> };

export type Jobs = Awaited<ReturnType<typeof startJobs>>;

/** Starts the queues. `onFault` is told of faults that have no caller. */
export async function startJobs(database: Database, onFault: (error: Error) => void) {
  const boss = new PgBoss({ ...database.queueOptions, schedule: false, useListenNotify: true });
  boss.on('error', onFault);
  await boss.start();
  for (const queue of QUEUES) await boss.createQueue(queue.name, queue.options);

  async function enqueue<Name extends QueueName>(
    trx: Trx,
    name: Name,
    payload: JobPayloads[Name],
  ): Promise<void> {
    await boss.send(name, payload, { db: fromKysely(trx) });
  }

  /** Works until `stop`. A handler that throws has its job tried again later, as its queue says. */
  async function work(handlers: JobHandlers): Promise<void> {
    for (const { name } of QUEUES) {
      await boss.work(name, { notifyPollingIntervalSeconds: POLLING_SECONDS }, (jobs: Job<object>[]) =>
        workAll(handlers, name, jobs),
      );
    }
  }

  /** Works on what waits now, once, and returns how many jobs were done: the worker of the tests and benches. */
  async function workOnce(handlers: JobHandlers): Promise<number> {
    let done = 0;
    for (const { name } of QUEUES) {
      const jobs = await boss.fetch<object>(name, { batchSize: 50 });
      await workAll(handlers, name, jobs);
      if (jobs.length > 0)
        await boss.complete(
          name,
          jobs.map(job => job.id),
        );
      done += jobs.length;
    }
    return done;
  }

  return { enqueue, work, workOnce, stop: () => boss.stop({ graceful: true }) };
}

async function workAll(handlers: JobHandlers, name: QueueName, jobs: Job<object>[]): Promise<void> {
  const handle = handlers[name] as (payload: unknown) => Promise<void>;
  for (const job of jobs) await handle(job.data);
}
