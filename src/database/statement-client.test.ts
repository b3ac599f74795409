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

  /** On one connection, whose first transaction has already been. */
  async function afterOneTransaction(use: (held: Db) => Promise<void>): Promise<void> {
    const { db, close } = await openTestDatabase('PostgreSQL');
    try {
      await db.connection().execute(async held => {
        await sql`create temporary table told (number integer unique)`.execute(held);
        await held.transaction().execute(trx => tell(trx, 1));
        await use(held);
      });
    } finally {
      await close();
    }
  }

  const tell = (db: Db, number: number) => sql`insert into told values (${number}::integer)`.execute(db);

  async function toldIn(db: Db): Promise<number[]> {
    const { rows } = await sql<{ number: number }>`select number from told order by number`.execute(db);
    return rows.map(row => row.number);
  }

  test('a transaction is one although its begin travels with its first statement: all of it, or nothing', async () => {
    await afterOneTransaction(async held => {
      const given = await held.transaction().execute(async trx => {
        const first = await sql<{ held: number }>`select 7 as held`.execute(trx);
        await tell(trx, 2);
        return first.rows;
      });
      assert.deepEqual(given, [{ held: 7 }]);
      const broken = held.transaction().execute(async trx => {
        await tell(trx, 3);
        throw new Error('broken');
      });
      await assert.rejects(broken, /broken/);
      assert.deepEqual(await toldIn(held), [1, 2]);
      assert.deepEqual(await keptOf(held, 'begin'), [{ statement: 'begin', uses: 3 }]);
    });
  });

  test('a transaction that begins with a fault, or asks nothing, leaves the connection as it was', async () => {
    await afterOneTransaction(async held => {
      const faulty = held.transaction().execute(async trx => {
        await assert.rejects(tell(trx, 1), /unique/);
        await tell(trx, 2);
      });
      await assert.rejects(faulty, /aborted/);
      assert.equal(await held.transaction().execute(async () => 'nothing asked'), 'nothing asked');
      await held.transaction().execute(trx => tell(trx, 4));
      assert.deepEqual(await toldIn(held), [1, 4]);
    });
  });

  test('where the begin fails, the statement that carries it is not run', async () => {
    await afterOneTransaction(async held => {
      await sql`deallocate "begin"`.execute(held);
      await assert.rejects(
        held.transaction().execute(trx => tell(trx, 5)),
        /"begin" does not exist/,
      );
      assert.deepEqual(await toldIn(held), [1]);
    });
  });
});
