/** Counting hits and giving them back, window by window (norms LIM-4, LIM-5). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { onBothEngines, openTestDatabase, type TestDatabase } from '../../test/engines.ts';
import { giveBackHits, hitQuotas } from './quotas.ts';

const NOW = new Date('2022-12-26T13:33:00.000Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const QUOTA = { hitsMax: 2, windowSeconds: 60 };
const ONE = Buffer.alloc(32, 1);

onBothEngines('the quotas in the database', engine => {
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase(engine);
  });
  after(() => database.close());

  test('a hit given back is one less, in its own window only, and never below none', async () => {
    const { db } = database;
    const hit = async (at: Date) => (await hitQuotas(db, [{ countedIndex: ONE, quota: QUOTA }], at))[0]?.hits;
    const giveBack = (endsAt: Date) => giveBackHits(db, [{ countedIndex: ONE, endsAt }]);
    await hit(NOW);
    await hit(NOW);
    await giveBack(later(60_000));
    assert.equal(await hit(NOW), 2);
    await giveBack(later(1));
    assert.equal(await hit(NOW), 3, 'of another window');
    assert.equal(await hit(later(60_000)), 1, 'the next window');
    await giveBack(later(60_000));
    assert.equal(await hit(later(60_000)), 2, 'of the former one');
    for (let i = 0; i < 5; i += 1) await giveBack(later(120_000));
    assert.equal(await hit(later(60_000)), 1);
  });
});
