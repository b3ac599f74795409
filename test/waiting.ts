/** Whether another connection waits for a lock that this transaction holds: what a test waits for before it goes on. */
import { sql } from 'kysely';
import type { Trx } from '../src/database/tables.ts';

export async function isWaitedFor(trx: Trx): Promise<boolean> {
  const waiting = await sql`
    select 1 from pg_locks
    where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`.execute(trx);
  return waiting.rows.length > 0;
}
