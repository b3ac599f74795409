/** Deliveries side by side: no provider is given more at once than it bears, and none holds up another (FR-1, FR-2). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connectionsMaxOf, type MailProviderName } from '../rules/mail-providers.ts';
import { createLanes } from './lanes.ts';

/** Begins `count` deliveries that last until they are let go, and tells which began. */
function begin(lanes: ReturnType<typeof createLanes>, provider: MailProviderName | undefined, count: number) {
  const begun: number[] = [];
  const letGo: (() => void)[] = [];
  const all = Array.from({ length: count }, (_, rank) =>
    lanes(provider, async () => {
      begun.push(rank);
      await new Promise<void>(done => letGo.push(done));
      return rank;
    }),
  );
  return { begun, letGo, all: Promise.all(all) };
}
const settled = () => new Promise(resolve => setImmediate(resolve));

describe('deliveries at once to one provider', () => {
  for (const provider of ['Orange', 'SFR', 'Gmail', undefined] as const) {
    test(`${provider ?? 'any other'}: ${connectionsMaxOf(provider)} at most, the others in the order they came`, async () => {
      const max = connectionsMaxOf(provider);
      const lanes = createLanes();
      const { begun, letGo, all } = begin(lanes, provider, 6);
      await settled();
      assert.equal(begun.length, max);
      for (let gone = 1; gone <= 6; gone += 1) {
        letGo[gone - 1]?.();
        await settled();
        assert.equal(begun.length, Math.min(6, gone + max));
      }
      assert.deepEqual(begun, [0, 1, 2, 3, 4, 5]);
      assert.deepEqual(await all, [0, 1, 2, 3, 4, 5]);
      const later = begin(lanes, provider, 6);
      await settled();
      assert.equal(later.begun.length, max);
    });
  }

  test('one provider does not wait for another', async () => {
    const lanes = createLanes();
    begin(lanes, 'Orange', 3);
    const { begun } = begin(lanes, 'Free', 1);
    await settled();
    assert.equal(begun.length, 1);
  });

  test('whoever waits too long goes away with nothing done, and gives up no place that others wait for', async () => {
    const lanes = createLanes(50);
    const { letGo, all } = begin(lanes, 'Orange', 1);
    await settled();
    assert.deepEqual(await lanes('Orange', async () => 'done'), { outcome: 'crowded' });
    letGo[0]?.();
    await all;
    assert.equal(await lanes('Orange', async () => 'done'), 'done');
  });

  test('a delivery that throws gives its place back', async () => {
    const lanes = createLanes();
    await assert.rejects(lanes('Orange', () => Promise.reject(new Error('broken'))));
    assert.equal(await lanes('Orange', async () => 'next'), 'next');
  });
});
