/** The whole database as text, and what is found in a text of all that could hide in it (norms TOK-2, RGP-2). */
import { sql } from 'kysely';
import type { Db } from '../src/database/tables.ts';
import { writingsOf } from './writings.ts';

/** Every row of every table of ours and of the queue; bytes stand there in hexadecimal. */
export async function dumpTables(db: Db): Promise<string> {
  const tables = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(db);
  const parts: string[] = [];
  for (const { schema, name } of tables.rows) {
    const rows = await sql<{ line: string }>`
      select whole::text as line from ${sql.table(`${schema}.${name}`)} as whole`.execute(db);
    parts.push(`${schema}.${name}`, ...rows.rows.map(row => row.line));
  }
  return parts.join('\n');
}

/** The same without what the queue notes by the clock, whatever happens: what one does and undoes, or does not do at all, leaves it as it was. */
export async function dumpWithoutClock(db: Db): Promise<string[]> {
  const tables = (await dumpTables(db)).split(/\n(?=(?:public|pgboss)\.\w+(?:\n|$))/);
  return tables.filter(table => !NOTED_BY_THE_CLOCK.includes(table.split('\n', 1)[0] as string));
}

const NOTED_BY_THE_CLOCK = [
  'pgboss.queue',
  'pgboss.queue_stats',
  'pgboss.version',
  'pgboss.instance',
  'pgboss.warning',
];

/** As short as a code or six figures of a date: by chance part of something else, unless it stands by itself. */
const SHORT = /^[0-9A-Za-z]{1,8}$/;

/** Which writings of these values stand in the text, letter case aside. */
export function found(text: string, values: readonly (string | Buffer)[]): string[] {
  const lowered = text.toLowerCase();
  return [...new Set(values.flatMap(writingsOf))].filter(writing => {
    const sought = writing.toLowerCase();
    if (!lowered.includes(sought)) return false;
    return !SHORT.test(writing) || new RegExp(`(?<![0-9a-z])${sought}(?![0-9a-z])`).test(lowered);
  });
}
