/** A database that refuses every new job, as a full disk would: the last statement of an action fails. */
import { sql } from 'kysely';
import type { Db } from '../src/database/tables.ts';

/** Runs `work` while no job can be enqueued. */
export async function withBrokenQueue<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await sql`create or replace function refuse_job() returns trigger language plpgsql
    as 'begin raise exception using errcode = ''disk_full''; end'`.execute(db);
  await sql`create trigger refuse_job before insert on pgboss.job
    for each row execute function refuse_job()`.execute(db);
  try {
    return await work();
  } finally {
    await sql`drop trigger refuse_job on pgboss.job`.execute(db);
  }
}
