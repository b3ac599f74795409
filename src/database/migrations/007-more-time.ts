/** Étape 5: how often a link's life was made longer, and when it last was. Its end itself stays in `expires_at`. */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('renewal_links')
    .addColumn('extensions', 'integer', column => column.notNull().defaultTo(0))
    .addColumn('extended_at', 'timestamptz')
    .execute();
}
