/** Étape 1: the tries of one number, known or not, as a keyed digest. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sign_in_limits')
    .addColumn('number_index', 'bytea', column => column.primaryKey())
    .addColumn('tried_at', sql`timestamptz[]`, column => column.notNull().defaultTo(sql`'{}'`))
    .addColumn('failures', 'integer', column => column.notNull().defaultTo(0))
    .execute();
}
