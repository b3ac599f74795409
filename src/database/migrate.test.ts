/** The tables are made once: bringing them up to date again changes nothing and loses nothing. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { type Bench, openBench } from '../../test/bench.ts';
import { dumpWithoutClock } from '../../test/dump.ts';
import { onBothEngines } from '../../test/engines.ts';
import { member } from '../../test/renewal.ts';
import { migrate } from './migrate.ts';
import { openEmbedded } from './open.ts';

test('migrations run once on an empty database, in their order', async () => {
  const database = openEmbedded(await PGlite.create());
  const run = await migrate(database.db);
  assert.equal(run[0], '001-the-journey');
  assert.deepEqual(run, run.toSorted());
  assert.deepEqual(await migrate(database.db), []);
  await database.close();
});

onBothEngines('migrating again', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  test('twice is once: nothing is run, and every row is as it was', async () => {
    await member(bench);
    const before = await dumpWithoutClock(bench.tools.db);
    assert.deepEqual(await migrate(bench.tools.db), []);
    assert.deepEqual(await Promise.all([migrate(bench.tools.db), migrate(bench.tools.db)]), [[], []]);
    assert.deepEqual(await dumpWithoutClock(bench.tools.db), before);
  });
});
