/**
 * The jobs, kept by pg-boss in the same database and enqueued in the transaction that causes them: no mail without
 * its request, no request without its mail (norm ML-13). A job holds references only, never a secret, never a name.
 */
import { CompiledQuery } from 'kysely';
import { type Job, type JobResult, PgBoss } from 'pg-boss';
import type { AlertKind } from '../rules/alerts.ts';
import { carry } from './carried.ts';
import type { Database } from './open.ts';
import { createQueues, PURGE, QUEUES } from './queues.ts';
import type { Trx } from './tables.ts';

/** Jobs are announced; this is only how often a worker looks when no announcement came. */
const POLLING_SECONDS = 5;
/** When a job that could not have its turn is taken up again; it counts as no try. */
const LATER_SECONDS = 10;
/**
 * Jobs taken at once. More than one, and more at once while batches come back full: announcements that arrive while a
 * worker is busy count as one, so a worker that took jobs singly would leave the others waiting for the next look.
 */
const BATCH_JOBS = 20;
/** Batches in hand at once, so that one held up by a slow mail server does not hold up the next. */
const BATCHES = 4;
/** How often those of a worker that was killed are looked for. */
const SUPERVISION_SECONDS = 15;

/** What each queue's jobs carry. Times as ISO 8601, since a job is JSON. */
export type JobPayloads = {
  'renewal-mail': { requestRef: string };
  'notice-mail': { accountRef: string; requestRef?: string; changedAt: string };
  /** `former`: to the address that the account had before. */
  'alert-mail': { accountRef: string; kind: AlertKind; at: string; to: 'current' | 'former' };
  'address-mail': { accountRef: string; askedAt: string };
};
export type QueueName = keyof JobPayloads;
/** A job that throws is tried again too: it is our fault, and told as such. */
export type JobEnding = 'done' | 'tryAgain' | 'later';
export type JobHandlers = { [Name in QueueName]: (payload: JobPayloads[Name]) => Promise<JobEnding> };

export type Jobs = Awaited<ReturnType<typeof startJobs>>;

const WORK = {
  notifyPollingIntervalSeconds: POLLING_SECONDS,
  batchSize: BATCH_JOBS,
  localConcurrency: BATCHES,
  burstWhenBatchFull: true,
  perJobResults: true,
} as const;

/** What a process is called in the queue's own list of processes. */
const nameOf = (works: boolean) => (works ? 'work' : 'web');
const PROCESSES_LISTED_MAX = 1000;

/**
 * Starts the queues. `onFault` is told of faults that have no caller.
 * @param works whether this process takes jobs; one that only enqueues listens for nothing and looks after nothing
 */
export async function startJobs(database: Database, onFault: (error: Error) => void, works = true) {
  const boss = new PgBoss({
    ...database.queueOptions,
    schedule: false,
    instanceName: nameOf(works),
    useListenNotify: works,
    supervise: works,
    superviseIntervalSeconds: SUPERVISION_SECONDS,
    monitorIntervalSeconds: SUPERVISION_SECONDS,
  });
  boss.on('error', onFault);
  await boss.start();
  await createQueues(boss);

  async function enqueue<Name extends QueueName>(
    trx: Trx,
    name: Name,
    payload: JobPayloads[Name],
  ): Promise<void> {
    await boss.send(name, payload, { db: carriedIn(trx) });
  }

  const stopping = new AbortController();
  /** Soon for this process; at once for another, when this one ends. */
  const putBack: PutBack = (name, job) =>
    boss.send(name, job.data, { startAfter: stopping.signal.aborted ? 0 : LATER_SECONDS });

  const settleAll = (handlers: JobHandlers, name: QueueName, jobs: readonly Job<object>[]) =>
    Promise.all(jobs.map(job => settle(handlers, { name, job, putBack }, onFault)));

  /** Works until `stop`. Each job of a batch is settled by itself: one that fails does not send the others twice. */
  async function work(handlers: JobHandlers): Promise<void> {
    for (const { name } of QUEUES) {
      await boss.work(name, WORK, (jobs: Job<object>[]) => settleAll(handlers, name, jobs));
    }
  }

  /** Works on what waits now, once, and returns how many jobs were settled: the worker of the tests. */
  async function workOnce(handlers: JobHandlers): Promise<number> {
    let settled = 0;
    for (const { name } of QUEUES) {
      const jobs = await boss.fetch<object>(name, { batchSize: BATCH_JOBS });
      for (const result of await settleAll(handlers, name, jobs)) {
        if (result.status === 'completed') await boss.complete(name, result.id);
        else await boss.fail(name, result.id);
      }
      settled += jobs.length;
    }
    return settled;
  }

  /** Takes the jobs back of workers that are gone, as is done from time to time anyhow. */
  const takeBack = () => boss.supervise();

  return {
    enqueue,
    areWorkedOn: () => isAnyAtWork(boss),
    work,
    purgeHourly: hourly(boss, stopping.signal, onFault),
    workOnce,
    takeBack,
    stop: () => {
      stopping.abort();
      return boss.stop({ graceful: true });
    },
  };
}

/** Whether some process takes jobs now; one that was killed counts for a minute and a half. */
async function isAnyAtWork(boss: PgBoss): Promise<boolean> {
  const processes = await boss.getInstances({ limit: PROCESSES_LISTED_MAX });
  return processes.some(one => one.live && one.name === nameOf(true));
}

/**
 * Purges now, unless one waits already, then every hour until `stop`, which one at work is told of: it may be long. The next
 * is enqueued before this one begins.
 */
function hourly(boss: PgBoss, stopping: AbortSignal, onFault: (error: Error) => void) {
  return async function purgeHourly(purge: (stopping: AbortSignal) => Promise<unknown>): Promise<void> {
    await boss.send(PURGE.name, {});
    await boss.work(PURGE.name, { pollingIntervalSeconds: PURGE.lookEverySeconds }, async () => {
      await boss.send(PURGE.name, {}, { startAfter: PURGE.everySeconds });
      await purge(stopping).catch((error: Error) => {
        onFault(error);
        throw error;
      });
    });
  };
}

/** pg-boss's own statement, in this transaction. Which id it gives the job nobody asks. */
const carriedIn = (trx: Trx) => ({
  async executeSql(text: string, values: unknown[] = []) {
    await carry(trx, CompiledQuery.raw(text, values));
    return { rows: [] };
  },
});

type PutBack = (name: QueueName, job: Job<object>) => Promise<unknown>;

async function settle(
  handlers: JobHandlers,
  { name, job, putBack }: { name: QueueName; job: Job<object>; putBack: PutBack },
  onFault: (error: Error) => void,
): Promise<JobResult> {
  const handle = handlers[name] as (payload: unknown) => Promise<JobEnding>;
  try {
    const ending = await handle(job.data);
    if (ending === 'later') await putBack(name, job);
    return { id: job.id, status: ending === 'tryAgain' ? 'failed' : 'completed' };
  } catch (error) {
    onFault(error as Error);
    return { id: job.id, status: 'failed' };
  }
}
