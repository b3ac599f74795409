/** Which keys the journal was written with: a former one is needed until the purge has removed all that it wrote (LOG-6, LOG-7). */
import { sql } from 'kysely';
import type { Db } from './tables.ts';

/** Entries, and beginnings of chains, by the fingerprint of their key in hexadecimal. */
export async function countJournalByKey(db: Db): Promise<{ fingerprint: string; entries: number }[]> {
  const rows = await sql<{ fingerprint: string; entries: string }>`
    select encode(fingerprint, 'hex') as fingerprint, count(*) as entries from (
      select key_fingerprint as fingerprint from audit_entries
      union all
      select start_fingerprint from audit_chains where start_fingerprint is not null
    ) as written group by 1 order by 1`.execute(db);
  return rows.rows.map(row => ({ fingerprint: row.fingerprint, entries: Number(row.entries) }));
}
