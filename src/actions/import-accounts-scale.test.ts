/** An import beside a change of keys (norm STO-6), and among so many accounts that none may be looked for by reading all. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type LogEvent, sql } from 'kysely';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { given, newPeople, take, toBatches } from '../../test/import.ts';
import { FORMER_KEY, NEW_KEY, withRing } from '../../test/key-rings.ts';
import { somebody } from '../../test/renewal.ts';
import type { ImportedAccount } from '../rules/import-row.ts';
import { addAccount } from './add-account.ts';

onBothEngines('an import into what is there', engine => {
  let bench: Bench;
  const statements: LogEvent[] = [];
  before(async () => {
    bench = await openBench({ engine, onStatement: event => void statements.push(event) });
  });
  after(() => bench.close());

  test('STO-6: somebody whom a former key indexed is recognised; without that key, nothing comes in', async () => {
    const [former, both, foreign] = [[FORMER_KEY], [NEW_KEY, FORMER_KEY], [NEW_KEY]].map(ring =>
      withRing(bench.tools, ...ring),
    ) as [Bench['tools'], Bench['tools'], Bench['tools']];
    await sql`delete from accounts`.execute(bench.tools.db);
    const accounts = newPeople(4);
    await take(former, toBatches(accounts.slice(0, 2)));
    const missing = await take(foreign, toBatches(newPeople(2)));
    assert.equal(missing.outcome, 'keyMissing');
    assert.deepEqual(missing.report, { read: 0, added: 0, present: 0, rejected: 0 });
    assert.deepEqual((await take(both, toBatches(accounts))).report, {
      read: 4,
      added: 2,
      present: 2,
      rejected: 0,
    });
    assert.equal((await take(former, toBatches(accounts.slice(2)))).outcome, 'keyMissing');
    await sql`delete from accounts`.execute(bench.tools.db);
  });

  test('with thousands of accounts, every statement that looks for one goes through an index', async () => {
    const people = Array.from({ length: 3000 }, (_, rank) => ({
      ...given(somebody()),
      nir: `18505${10_000_000 + rank}` as ImportedAccount['nir'],
    }));
    await take(bench.tools, toBatches(people, 1000));
    await sql`analyze accounts, verified_addresses`.execute(bench.tools.db);
    statements.length = 0;
    await take(bench.tools, toBatches(people.slice(0, 2), 1000));
    await addAccount(bench.tools, { ...somebody(), password: null });
    const reading = statements.filter(
      ({ query }) => /^\s*(select|with)\b/.test(query.sql) && /\baccounts\b/.test(query.sql),
    );
    assert.equal(reading.length, 4);
    for (const { query } of reading) {
      const plan = await bench.tools.db.executeQuery({
        ...query,
        sql: `explain ${query.sql}`,
      } as typeof query);
      const lines = plan.rows.map(row => Object.values(row as object)[0]).join('\n');
      assert.doesNotMatch(lines, /Seq Scan on (accounts|verified_addresses)/, query.sql);
    }
  });
});
