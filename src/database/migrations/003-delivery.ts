/** What became of each link's mail: how the mail server took it, what it answered, and when the link was first opened. */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('renewal_links')
    .addColumn('hand_over', 'text')
    .addColumn('server_answer', 'text')
    .addColumn('opened_at', 'timestamptz')
    .execute();
  await db.schema
    .createIndex('renewal_requests_of_identity')
    .on('renewal_requests')
    .columns(['identity_index', 'asked_at'])
    .execute();
  await db.schema
    .createIndex('renewal_links_of_request')
    .on('renewal_links')
    .columns(['request_ref', 'made_at'])
    .execute();
}
