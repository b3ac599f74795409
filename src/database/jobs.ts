/**
 * The jobs, kept by pg-boss in the same database and enqueued in the transaction that causes them: no mail without
 * its request, no request without its mail (norm ML-13). A job holds references only, never a secret, never a name.
 */
import { fromKysely, type Job, type JobResult, PgBoss } from 'pg-boss';
import type { AlertKind } from '../rules/alerts.ts';
import type { Database } from './open.ts';
import type { Trx } from './tables.ts';

/** A worker that was killed is missed after this long, and its jobs are tried again by whoever is left. */
const HEARTBEAT_SECONDS = 15;
/** A mail may wait for its turn with a slow provider: a living worker has this long. */
const EXPIRE_SECONDS = 900;
/** Tried again after about 1, 2, 4, 8… minutes, each up to half as long, by chance, so that not all come at once. */
const RETRIES = {
  notify: true,
  retryDelay: 60,
  retryBackoff: true,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  expireInSeconds: EXPIRE_SECONDS,
} as const;

/** Étape 4: the action gives up by itself, half an hour after the request (norm ML-14; `rules/mail-patience.ts`). */
const RENEWAL_MAIL = { name: 'renewal-mail', options: { ...RETRIES, retryLimit: 10 } } as const;
/** No deadline: tried for some four days, every six hours at the end (norm ML-16). */
const PATIENT = { ...RETRIES, retryLimit: 30, retryDelayMax: 21_600 } as const;
/** Étape 6. */
const NOTICE_MAIL = { name: 'notice-mail', options: PATIENT } as const;
/** What else happened on an account, to its owner. */
const ALERT_MAIL = { name: 'alert-mail', options: PATIENT } as const;
/** The link that proves an address. */
const ADDRESS_MAIL = { name: 'address-mail', options: PATIENT } as const;

/** Once an hour, by whichever process is free: one waits, none piles up. A first one on an old database may be long. */
const PURGE = {
  name: 'purge',
  everySeconds: 3600,
  lookEverySeconds: 60,
  options: { retryLimit: 3, retryDelay: 60, expireInSeconds: 21_600 },
} as const;

const QUEUES = [RENEWAL_MAIL, NOTICE_MAIL, ALERT_MAIL, ADDRESS_MAIL];
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
  'alert-mail': { accountRef: string; kind: AlertKind; at: string; to: 'current' };
  'address-mail': { accountRef: string };
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
    await boss.send(name, payload, { db: fromKysely(trx) });
  }

  let isStopping = false;
  /** Soon for this process; at once for another, when this one ends. */
  const putBack: PutBack = (name, job) =>
    boss.send(name, job.data, { startAfter: isStopping ? 0 : LATER_SECONDS });

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
    purgeHourly: hourly(boss, onFault),
    workOnce,
    takeBack,
    stop: () => {
      isStopping = true;
      return boss.stop({ graceful: true });
    },
  };
}

/** Whether some process takes jobs now; one that was killed counts for a minute and a half. */
async function isAnyAtWork(boss: PgBoss): Promise<boolean> {
  const processes = await boss.getInstances({ limit: PROCESSES_LISTED_MAX });
  return processes.some(one => one.live && one.name === nameOf(true));
}

async function createQueues(boss: PgBoss): Promise<void> {
  for (const queue of QUEUES) {
    await boss.createQueue(queue.name, queue.options);
    // A queue that was there keeps what it was made with: brought up to date like the tables.
    await boss.updateQueue(queue.name, queue.options);
  }
  await boss.createQueue(PURGE.name, { ...PURGE.options, policy: 'short' });
}

/** Purges now, unless one waits already, then every hour until `stop`. The next is enqueued before this one begins. */
function hourly(boss: PgBoss, onFault: (error: Error) => void) {
  return async function purgeHourly(purge: () => Promise<unknown>): Promise<void> {
    await boss.send(PURGE.name, {});
    await boss.work(PURGE.name, { pollingIntervalSeconds: PURGE.lookEverySeconds }, async () => {
      await boss.send(PURGE.name, {}, { startAfter: PURGE.everySeconds });
      await purge().catch((error: Error) => {
        onFault(error);
        throw error;
      });
    });
  };
}

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
