/**
 * The queues themselves: what each is called and how its jobs are tried again (norms ML-13, ML-14, ML-16), and pg-boss's own
 * tables, which `migrate` brings up to date like ours. What is done with jobs is in `jobs.ts`.
 */
import { sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import type { Database } from './open.ts';
import type { Db } from './tables.ts';

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
/** Étape 6: a notice has no deadline; tried for some four days, every six hours at the end (norm ML-16). */
const PATIENTLY = { ...RETRIES, retryLimit: 30, retryDelayMax: 21_600 } as const;
const NOTICE_MAIL = { name: 'notice-mail', options: PATIENTLY } as const;
/** What else happened on an account, to its owner. */
const ALERT_MAIL = { name: 'alert-mail', options: PATIENTLY } as const;
/** The link that proves an address. */
const ADDRESS_MAIL = { name: 'address-mail', options: PATIENTLY } as const;

/** Once an hour, by whichever process is free: one waits, none piles up. A first one on an old database may be long. */
export const PURGE = {
  name: 'purge',
  everySeconds: 3600,
  lookEverySeconds: 60,
  options: { retryLimit: 3, retryDelay: 60, expireInSeconds: 21_600 },
} as const;

export const QUEUES = [RENEWAL_MAIL, NOTICE_MAIL, ALERT_MAIL, ADDRESS_MAIL];

export async function createQueues(boss: PgBoss): Promise<void> {
  for (const queue of QUEUES) {
    await boss.createQueue(queue.name, queue.options);
    // A queue that was there keeps what it was made with: brought up to date like the tables.
    await boss.updateQueue(queue.name, queue.options);
  }
  await boss.createQueue(PURGE.name, { ...PURGE.options, policy: 'short' });
}

/**
 * Makes pg-boss's tables and the queues, or brings them up to date, to the last index: whoever starts afterwards needs no right
 * but to read and write. Two at once do it once.
 * @returns the version that they were brought to, or undefined when there was nothing to do
 */
export async function migrateQueues({ db, queueOptions }: Database): Promise<number | undefined> {
  const former = await versionOfQueues(db);
  const boss = new PgBoss({ ...queueOptions, schedule: false, supervise: false, instanceName: 'migrate' });
  let fault: Error | undefined;
  boss.on('error', error => {
    fault = error;
  });
  await boss.start();
  try {
    await createQueues(boss);
    while (fault === undefined && (await isBuilding(boss))) await sql`select pg_sleep(1)`.execute(db);
  } finally {
    await boss.stop({ graceful: true });
  }
  if (fault !== undefined) throw fault;
  const version = await versionOfQueues(db);
  return version === former ? undefined : version;
}

async function versionOfQueues(db: Db): Promise<number | undefined> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('pgboss.version') is not null as there`.execute(db);
  if (!rows[0]?.there) return undefined;
  const versions = await sql<{ version: number }>`select version from pgboss.version`.execute(db);
  return versions.rows[0]?.version;
}

/** A new version of pg-boss may leave indexes to be built afterwards, while the service goes on. */
async function isBuilding(boss: PgBoss): Promise<boolean> {
  const left = await boss.getBamStatus();
  return left.some(({ status }) => status === 'pending' || status === 'in_progress');
}
