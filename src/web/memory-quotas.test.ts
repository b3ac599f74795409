/** Quotas in memory: they count, and they never hold more than their bound. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFixedWorld } from '../../test/fixed-world.ts';
import { MemoryQuotas } from './memory-quotas.ts';

const QUOTA = { hitsMax: 1, windowSeconds: 60 };

test('one is counted apart from another, until the window ends', () => {
  const world = createFixedWorld();
  const quotas = new MemoryQuotas(world);
  assert.equal(quotas.hit('a', QUOTA).verdict, 'within');
  assert.equal(quotas.hit('b', QUOTA).verdict, 'within');
  assert.equal(quotas.hit('a', QUOTA).verdict, 'over');
  world.advance({ seconds: 60 });
  assert.equal(quotas.hit('a', QUOTA).verdict, 'within');
});

test('a flood of new names takes no more memory than the bound', () => {
  const quotas = new MemoryQuotas(createFixedWorld());
  for (let i = 0; i < 50_000; i += 1) quotas.hit(`client ${i}`, QUOTA);
  assert.equal(quotas.size, 20_000);
});
