/**
 * The agents' console: deeds that wait for a second agent to agree, for half an hour; and when a link was last opened although it was
 * worth nothing any more; and cases of people who are in the register of insured people and have no account.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('agent_approvals')
    .addColumn('ref', 'uuid', column => column.primaryKey())
    .addColumn('account_ref', 'uuid', column => column.notNull())
    .addColumn('deed', 'text', column => column.notNull())
    .addColumn('reason', 'text', column => column.notNull())
    .addColumn('asker_sealed', 'bytea', column => column.notNull())
    .addColumn('address_sealed', 'bytea')
    .addColumn('asked_at', 'timestamptz', column => column.notNull())
    .addColumn('expires_at', 'timestamptz', column => column.notNull())
    .addColumn('answer', 'text')
    .addColumn('answered_at', 'timestamptz')
    .addColumn('done_at', 'timestamptz')
    .execute();
  await db.schema
    .createIndex('agent_approvals_of_account')
    .on('agent_approvals')
    .column('account_ref')
    .execute();
  await db.schema.alterTable('renewal_links').addColumn('opened_dead_at', 'timestamptz').execute();
  await db.schema
    .alterTable('agent_cases')
    .alterColumn('account_ref', column => column.dropNotNull())
    .execute();
  await db.schema.alterTable('agent_cases').addColumn('number_sealed', 'bytea').execute();
}
