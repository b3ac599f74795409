/** With millions of accounts: by which key they are sealed is told by an index, not by reading them all. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index accounts_by_seal_key on accounts (substring(person_sealed from 1 for 4))`.execute(
    db,
  );
}
