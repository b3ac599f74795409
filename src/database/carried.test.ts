/** What travels with the next statement of its transaction: its begin, and the writes whose answer nobody looks at. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { openTestDatabase } from '../../test/engines.ts';
import { carry } from './carried.ts';
import type { Db } from './tables.ts';

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

const tellCarried = (db: Db, number: number) =>
  carry(db, sql`insert into told values (${number}::integer)`.compile(db));

async function usesOfBegin(held: Db): Promise<number> {
  const { rows } = await sql<{ uses: string }>`
  select generic_plans + custom_plans as uses from pg_prepared_statements where name = 'begin'`.execute(held);
  return Number(rows[0]?.uses);
}

describe('in a transaction on PostgreSQL', () => {
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
      assert.deepEqual(await usesOfBegin(held), 3);
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

  test('a write that is carried is there for the next statement, and at the latest after the commit', async () => {
    await afterOneTransaction(async held => {
      await held.transaction().execute(async trx => {
        await tellCarried(trx, 2);
        await tellCarried(trx, 3);
        assert.deepEqual(await toldIn(trx), [1, 2, 3]);
        await tellCarried(trx, 4);
      });
      await held.transaction().execute(trx => tellCarried(trx, 5));
      await tellCarried(held, 6);
      assert.deepEqual(await toldIn(held), [1, 2, 3, 4, 5, 6]);
    });
  });

  test('a carried write that fails fails its transaction, what follows it included; one that is given up is not sent', async () => {
    await afterOneTransaction(async held => {
      const atNext = held.transaction().execute(async trx => {
        await tellCarried(trx, 2);
        await tellCarried(trx, 1);
        await tell(trx, 3);
      });
      await assert.rejects(atNext, /unique/);
      const atCommit = held.transaction().execute(async trx => {
        await tell(trx, 4);
        await tellCarried(trx, 1);
      });
      await assert.rejects(atCommit, /unique/);
      const givenUp = held.transaction().execute(async trx => {
        await tell(trx, 5);
        await tellCarried(trx, 1);
        throw new Error('given up');
      });
      await assert.rejects(givenUp, /given up/);
      await held.transaction().execute(trx => tell(trx, 6));
      assert.deepEqual(await toldIn(held), [1, 6]);
    });
  });

  test('a carried write whose values cannot be sent fails its transaction, and the connection goes on', async () => {
    await afterOneTransaction(async held => {
      await held.transaction().execute(trx => tellCarried(trx, 2));
      const circular: { itself?: unknown } = {};
      circular.itself = circular;
      const unsendable = held.transaction().execute(async trx => {
        await tellCarried(trx, 3);
        await carry(trx, sql`insert into told values (${circular}::integer)`.compile(trx));
        await tell(trx, 4);
      });
      await assert.rejects(unsendable, /circular/);
      await tell(held, 5);
      assert.deepEqual(await toldIn(held), [1, 2, 5]);
    });
  });
});
