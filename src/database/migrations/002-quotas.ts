/** Quotas: how often something was done lately, by whom as a keyed digest. */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('quotas')
    .addColumn('counted_index', 'bytea', column => column.primaryKey())
    .addColumn('hits', 'integer', column => column.notNull())
    .addColumn('ends_at', 'timestamptz', column => column.notNull())
    .execute();
}
