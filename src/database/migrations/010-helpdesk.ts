/** The agents' console: who is signed in there, and which person each looks at and why. What they do is told to the journal. */
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
  await db.schema
    .createTable('agent_cases')
    .addColumn('ref', 'uuid', column => column.primaryKey())
    .addColumn('agent_index', 'bytea', column => column.notNull())
    .addColumn('account_ref', 'uuid', column => column.notNull())
    .addColumn('reason', 'text', column => column.notNull())
    .addColumn('opened_at', 'timestamptz', column => column.notNull())
    .addColumn('expires_at', 'timestamptz', column => column.notNull())
    .addColumn('tries', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('caller_verified_at', 'timestamptz')
    .execute();
  await db.schema
    .createIndex('verified_addresses_by_address')
    .on('verified_addresses')
    .column('address_index')
    .execute();
}
