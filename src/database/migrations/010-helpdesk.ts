/**
 * The agents' console: who is signed in there, and which person each looks at and why; what they do is told to the journal. For the
 * day's board, by which way the code to copy was passed, and three indexes by time that cost a write next to nothing (BRIN).
 */
import { type Kysely, sql } from 'kysely';

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
  await db.schema.alterTable('renewal_requests').addColumn('code_way', 'text').execute();
  await sql`create index renewal_requests_by_time on renewal_requests using brin (asked_at)`.execute(db);
  await sql`create index audit_entries_by_time on audit_entries using brin (at)`.execute(db);
  await sql`create index mails_by_time on mails using brin (made_at)`.execute(db);
}
