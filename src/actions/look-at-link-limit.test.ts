/**
 * Étape 5, links tried at random: those that no mail of ours carried are counted on the client, its network and the whole
 * site; those that we know never are, and nothing stops them (ASVS 6.6.3; norms ATK-8, ATK-28, SCAN-4).
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { linkOf, member, newcomer, renew } from '../../test/renewal.ts';
import { UNKNOWN_LINK_QUOTAS } from '../rules/quota-table.ts';
import { makeLinkSecret } from '../secrets/link-secret.ts';
import { openLink } from './open-link.ts';

const CLIENT_MAX = UNKNOWN_LINK_QUOTAS.client.hitsMax;

onBothEngines('étape 5, links tried at random', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  beforeEach(() => bench.world.advance({ minutes: 60 }));
  after(() => bench.close());

  const openAt = (clientAddress: string, linkCookie: string) =>
    openLink(bench.tools, { ...newcomer(), clientAddress, linkCookie });
  const tryOne = (clientAddress: string) => openAt(clientAddress, makeLinkSecret(bench.world));

  async function tryMany(times: number, from: (turn: number) => string): Promise<string[]> {
    const outcomes: string[] = [];
    for (let turn = 0; turn < times; turn += 1) outcomes.push((await tryOne(from(turn))).outcome);
    return outcomes;
  }

  test('tooMany: of 200 from one address, 50 are told unknown, the others until when', async () => {
    const { clientAddress } = newcomer();
    const outcomes = await tryMany(200, () => clientAddress);
    assert.equal(outcomes.filter(one => one === 'unknown').length, CLIENT_MAX);
    const until = new Date(bench.world.now().getTime() + 3_600_000);
    assert.deepEqual(await tryOne(clientAddress), { outcome: 'tooMany', until });
    bench.world.advance({ minutes: 59, seconds: 59, ms: 999 });
    assert.equal((await tryOne(clientAddress)).outcome, 'tooMany');
    bench.world.advance({ ms: 1 });
    assert.equal((await tryOne(clientAddress)).outcome, 'unknown');
  });

  test('a link that we know is told what it is worth, from that very address and from another', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    const { clientAddress } = newcomer();
    await tryMany(CLIENT_MAX + 1, () => clientAddress);
    assert.equal((await tryOne(clientAddress)).outcome, 'tooMany');
    assert.equal((await openAt(clientAddress, link)).outcome, 'live');
    assert.equal((await openAt(newcomer().clientAddress, link)).outcome, 'live');
    assert.deepEqual(await renew(bench, link, { clientAddress }), { outcome: 'changed' });
    assert.equal((await openAt(clientAddress, link)).outcome, 'used');
    await bench.deliver();
  });

  test('SCAN-4: live, used, expired or replaced, a link that is opened 100 times is never counted', async () => {
    const person = await member(bench);
    const { clientAddress } = newcomer();
    const replaced = await linkOf(bench, person);
    bench.world.advance({ seconds: 90 });
    const live = await linkOf(bench, person);
    for (const [link, outcome] of [
      [replaced, 'replaced'],
      [live, 'live'],
    ] as const)
      for (let i = 0; i < 100; i += 1) assert.equal((await openAt(clientAddress, link)).outcome, outcome);
    bench.world.advance({ minutes: 30 });
    for (let i = 0; i < 100; i += 1) assert.equal((await openAt(clientAddress, live)).outcome, 'expired');
    const outcomes = await tryMany(CLIENT_MAX, () => clientAddress);
    assert.equal(outcomes.includes('tooMany'), false);
  });

  test('ATK-8: changing the address within a network of 48 bits, or of 24, does not go on for ever', async () => {
    for (const from of [
      (turn: number) => `2001:db8:dddd:${turn % 200}::/64`,
      (turn: number) => `192.0.2.${turn % 200}`,
    ]) {
      const outcomes = await tryMany(UNKNOWN_LINK_QUOTAS.network.hitsMax + 1, from);
      assert.equal(outcomes.indexOf('tooMany'), UNKNOWN_LINK_QUOTAS.network.hitsMax);
    }
  });

  test('posting to étape 5 tries no more links than opening them does', async () => {
    const { clientAddress } = newcomer();
    for (let i = 0; i < CLIENT_MAX; i += 1) {
      const ended = await renew(bench, makeLinkSecret(bench.world), { clientAddress });
      assert.deepEqual(ended, { outcome: 'unknown' });
    }
    assert.equal((await renew(bench, makeLinkSecret(bench.world), { clientAddress })).outcome, 'tooMany');
  });
});

describe('étape 5, links tried at once (PostgreSQL)', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL' });
  });
  after(() => bench.close());

  test('LIM-5: of 200 at once from one address, 50 are told unknown', async () => {
    const { clientAddress } = newcomer();
    const endings = await Promise.all(
      Array.from({ length: 200 }, () =>
        openLink(bench.tools, { ...newcomer(), clientAddress, linkCookie: makeLinkSecret(bench.world) }),
      ),
    );
    assert.equal(endings.filter(ended => ended.outcome === 'unknown').length, CLIENT_MAX);
    assert.equal(endings.filter(ended => ended.outcome === 'tooMany').length, 200 - CLIENT_MAX);
  });
});
