/** The whole database as text, and the forms under which something could hide in it (norms TOK-2, RGP-2). */
import { sql } from 'kysely';
import type { Db } from '../src/database/tables.ts';

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

/** As it is, in hexadecimal, and in base64 wherever it starts in a longer text. */
export function writingsOf(value: string | Buffer): string[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].flatMap(shift => {
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    const sure = (encoded: string) => encoded.replace(/=+$/, '').slice(shift === 0 ? 0 : shift + 1, -1);
    return [sure(shifted.toString('base64')), sure(shifted.toString('base64url'))];
  });
  const plain = typeof value === 'string' ? [value] : [];
  return [...plain, bytes.toString('hex'), ...new Set(base64)];
}

/** Which of these writings stand in the text. */
export function found(text: string, values: readonly (string | Buffer)[]): string[] {
  const lowered = text.toLowerCase();
  return values
    .flatMap(writingsOf)
    .filter(writing => text.includes(writing) || lowered.includes(writing.toLowerCase()));
}
