/**
 * How many jobs wait in each queue, and since when the oldest should have had its turn (norm LOG-8). Read from pg-boss's own
 * table, by its index of what is not over; PostgreSQL gives up after a while rather than weigh on the service.
 */
import { sql } from 'kysely';
import type { QueueName } from './jobs.ts';
import type { Db } from './tables.ts';

export type QueueDepth = {
  queue: QueueName;
  /** Could be taken now. */
  due: number;
  /** Wait for their next try. */
  later: number;
  active: number;
  /** How long the one that is due longest has been so, by the database's clock; 0 without one. */
  oldestDueSeconds: number;
};

const STATEMENT_MS_MAX = 2000;

export async function readQueueDepths(db: Db): Promise<QueueDepth[]> {
  return db.transaction().execute(async trx => {
    await sql`set local statement_timeout = ${sql.raw(String(STATEMENT_MS_MAX))}`.execute(trx);
    const { rows } = await sql<Record<keyof QueueDepth, string>>`
      select queue.name as queue,
        count(job.id) filter (where job.state < 'active' and job.start_after <= now()) as due,
        count(job.id) filter (where job.state < 'active' and job.start_after > now()) as later,
        count(job.id) filter (where job.state = 'active') as active,
        coalesce(extract(epoch from now() - min(job.start_after)
          filter (where job.state < 'active' and job.start_after <= now())), 0) as "oldestDueSeconds"
      from pgboss.queue left join pgboss.job on job.name = queue.name and job.state < 'completed'
      where queue.name in ('renewal-mail', 'notice-mail', 'alert-mail', 'address-mail')
      group by queue.name order by queue.name`.execute(trx);
    return rows.map(row => ({
      queue: row.queue as QueueName,
      due: Number(row.due),
      later: Number(row.later),
      active: Number(row.active),
      oldestDueSeconds: Number(row.oldestDueSeconds),
    }));
  });
}
