/** The agents' console: who is signed in there. What agents do is told to the journal, like everything else. */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('agent_sessions')
    .addColumn('token_hash', 'bytea', column => column.primaryKey())
    .addColumn('agent_index', 'bytea', column => column.notNull())
    .addColumn('agent_sealed', 'bytea', column => column.notNull())
    .addColumn('opened_at', 'timestamptz', column => column.notNull())
    .addColumn('seen_at', 'timestamptz', column => column.notNull())
    .addColumn('expires_at', 'timestamptz', column => column.notNull())
    .execute();
}
