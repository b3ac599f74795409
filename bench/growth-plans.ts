/**
 * Whether the statements of the journey find their rows by an index: not by what a planner would do, but by what was done.
 * PostgreSQL counts, for each table, how often it was read whole and how many rows that was; and, for each index, how many of
 * its entries a look-up went through.
 */
import { sql } from 'kysely';
import type { Db } from '../src/database/tables.ts';

/** Reading so few is cheaper without an index, and does not grow with the accounts. */
const SMALL_TABLE_ROWS = 1000;

/** An account's links, or a block of quotas: few. A look-up through more has no index that fits. */
const ENTRIES_A_LOOK_UP = 50;

/** The tables and indexes that were read too far since the last time this was asked; then counts anew. */
export async function listLongReads(db: Db): Promise<string[]> {
  await sql`select pg_stat_force_next_flush()`.execute(db);
  const { rows } = await sql<{ name: string; reads: string; rows: string }>`
    select schemaname || '.' || relname as name, seq_scan as reads, seq_tup_read as rows
    from pg_stat_user_tables
    where seq_tup_read > ${SMALL_TABLE_ROWS}::bigint * seq_scan
    union all
    select schemaname || '.' || indexrelname, idx_scan, idx_tup_read
    from pg_stat_user_indexes
    where schemaname = 'public' and idx_tup_read > ${ENTRIES_A_LOOK_UP}::bigint * idx_scan
    order by 1`.execute(db);
  await sql`select pg_stat_reset()`.execute(db);
  return rows.map(table => `${table.name}, ${table.reads} times, ${table.rows} rows`);
}
