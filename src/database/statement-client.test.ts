/** What a connection to PostgreSQL keeps of what it is sent: each statement with values, once, and nothing else. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { openTestDatabase } from '../../test/engines.ts';
import type { Db } from './tables.ts';

async function keptOf(db: Db, part: string): Promise<{ statement: string; uses: number }[]> {
  const { rows } = await sql<{ statement: string; uses: string }>`
    select statement, generic_plans + custom_plans as uses from pg_prepared_statements`.execute(db);
  return rows
    .filter(({ statement }) => statement.includes(part))
    .map(({ statement, uses }) => ({ statement, uses: Number(uses) }));
}

describe('a connection to PostgreSQL', () => {
  test('reads and plans a statement with values once, whatever the values; it keeps none without', async () => {
    const { db, close } = await openTestDatabase('PostgreSQL');
    try {
      await db.connection().execute(async held => {
        for (const value of [1, 2, 3]) {
          const { rows } = await sql<{ kept: number }>`select ${value}::integer as kept`.execute(held);
          assert.deepEqual(rows, [{ kept: value }]);
        }
        await sql`select 4 as loose`.execute(held);
        assert.deepEqual(await keptOf(held, 'as kept'), [
          { statement: 'select $1::integer as kept', uses: 3 },
        ]);
        assert.deepEqual(await keptOf(held, 'as loose'), []);
      });
    } finally {
      await close();
    }
  });

  test('keeps no more than so many: what comes after is answered all the same', async () => {
    const { db, close } = await openTestDatabase('PostgreSQL');
    try {
      await db.connection().execute(async held => {
        for (let column = 1; column <= 310; column++) {
          const { rows } = await sql<{ value: number }>`
            select ${column}::integer as value, ${sql.lit(column)} as bounded`.execute(held);
          assert.equal(rows[0]?.value, column);
        }
        const kept = await keptOf(held, 'as bounded');
        assert.ok(kept.length > 200 && kept.length <= 300, `${kept.length} kept`);
      });
    } finally {
      await close();
    }
  });
});
