/**
 * One row a mail that left or tried to: how the mail server took it and what came back about it, so that the notice
 * has its story too. A request may be given up, and an address be known to be dead.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mails')
    .addColumn('ref', 'uuid', column => column.primaryKey())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('account_ref', 'uuid', column => column.notNull())
    .addColumn('request_ref', 'uuid')
    .addColumn('link_ref', 'uuid', column => column.unique())
    .addColumn('address_index', 'bytea', column => column.notNull())
    .addColumn('provider', 'text')
    .addColumn('made_at', 'timestamptz', column => column.notNull())
    .addColumn('hand_over', 'text')
    .addColumn('server_answer', 'text')
    .addColumn('settled_at', 'timestamptz')
    .addColumn('report', 'text')
    .addColumn('report_answer', 'text')
    .addColumn('reported_at', 'timestamptz')
    .execute();
  await db.schema.createIndex('mails_of_request').on('mails').columns(['request_ref', 'made_at']).execute();
  await db.schema.createIndex('mails_of_account').on('mails').columns(['account_ref', 'made_at']).execute();
  await sql`
    insert into mails (ref, kind, account_ref, request_ref, link_ref, address_index, made_at, hand_over, server_answer, settled_at)
    select gen_random_uuid(), 'renewal', account_ref, request_ref, ref, ''::bytea, made_at, hand_over, server_answer, handed_over_at
    from renewal_links`.execute(db);
  await db.schema
    .alterTable('renewal_links')
    .dropColumn('hand_over')
    .dropColumn('server_answer')
    .dropColumn('handed_over_at')
    .execute();
  await db.schema.alterTable('renewal_requests').addColumn('given_up_at', 'timestamptz').execute();
  await db.schema
    .createTable('bounced_addresses')
    .addColumn('account_ref', 'uuid', column => column.primaryKey())
    .addColumn('address_index', 'bytea', column => column.notNull())
    .addColumn('answer', 'text', column => column.notNull())
    .addColumn('bounced_at', 'timestamptz', column => column.notNull())
    .execute();
}
