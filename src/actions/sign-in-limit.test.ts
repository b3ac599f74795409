/**
 * Étape 1, too many tries: waits by number, known or not, limits by client and its network, and what lifts them (CNIL
 * 2022-100; NIST 63B-4, 3.2.2; norms ENU-7, ATK-8, LIM-8).
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Bench, openBench } from '../../test/bench.ts';
import { withBusyHasher } from '../../test/busy-hasher.ts';
import { FORMER_PASSWORD } from '../../test/people.ts';
import { ask, enter, linkOf, member, NEW_PASSWORD, newcomer, renew, somebody } from '../../test/renewal.ts';
import { type Nir, readNir } from '../rules/nir.ts';
import { SIGN_IN_QUOTAS } from '../rules/quota-table.ts';
import { SIGN_IN_LIMIT } from '../rules/sign-in-limit.ts';

const WRONG = { outcome: 'wrongNumberOrPassword' };

describe('étape 1, too many tries', () => {
  let bench: Bench;
  const statements: string[] = [];
  before(async () => {
    bench = await openBench({ onStatement: event => void statements.push(event.query.sql) });
  });
  beforeEach(() => bench.world.advance({ minutes: 24 * 60 }));
  after(() => bench.close());

  const inMinutes = (minutes: number) => new Date(bench.world.now().getTime() + minutes * 60_000);

  async function fail(nir: Nir, times = 1): Promise<void> {
    for (let i = 0; i < times; i += 1) assert.deepEqual(await enter(bench, nir, 'Faux+1234'), WRONG);
  }

  test('tooMany: after five wrong passwords even the right one waits, until the minute that was said', async () => {
    const { nir } = await member(bench);
    await fail(nir, 5);
    const tooMany = { outcome: 'tooMany', until: inMinutes(2) };
    assert.deepEqual(await enter(bench, nir, FORMER_PASSWORD), tooMany);
    bench.world.advance({ minutes: 1, seconds: 59, ms: 999 });
    assert.deepEqual(await enter(bench, nir, FORMER_PASSWORD), tooMany);
    bench.world.advance({ ms: 1 });
    assert.equal((await enter(bench, nir, FORMER_PASSWORD)).outcome, 'signedIn');
  });

  test('the wait doubles with each failure', async () => {
    const { nir } = somebody();
    await fail(nir, 5);
    for (const minutes of [2, 4, 8, 16, 32, 60, 60]) {
      assert.deepEqual(await enter(bench, nir, 'x'), { outcome: 'tooMany', until: inMinutes(minutes) });
      bench.world.advance({ minutes });
      await fail(nir);
    }
  });

  test('a right password starts the count afresh', async () => {
    const { nir } = await member(bench);
    for (let round = 0; round < 3; round += 1) {
      await fail(nir, 4);
      assert.equal((await enter(bench, nir, FORMER_PASSWORD)).outcome, 'signedIn');
    }
  });

  test('LIM-3: all spellings of a number are one number', async () => {
    const spellings = ['2850775990999', '2 85 07 75 990 999', '285.07.75.990-999'];
    for (let i = 0; i < 5; i += 1) {
      const reading = readNir(spellings[i % 3] ?? '');
      assert.ok(reading.read === 'nir');
      await fail(reading.nir);
    }
    assert.equal((await enter(bench, '2850775990999' as Nir, 'x')).outcome, 'tooMany');
  });

  test('ENU-7: a number that nobody has is made to wait like one that somebody has, by the same SQL', async () => {
    const traceOf = async (nir: Nir) => {
      const traces = [];
      for (let i = 0; i < 7; i += 1) {
        statements.length = 0;
        traces.push({ ended: await enter(bench, nir, 'Faux+1234'), statements: [...statements] });
      }
      return traces;
    };
    const known = await traceOf((await member(bench)).nir);
    assert.deepEqual(
      known.map(({ ended }) => ended.outcome),
      [...Array.from({ length: 5 }, () => WRONG.outcome), 'tooMany', 'tooMany'],
    );
    assert.deepEqual(await traceOf(somebody().nir), known);
  });

  test('STO-5: while a number waits its password is not even looked at', async () => {
    for (const { nir } of [await member(bench), somebody()]) {
      await fail(nir, 5);
      const ended = await withBusyHasher(bench, () => enter(bench, nir, FORMER_PASSWORD), 'signingIn');
      assert.equal(ended.outcome, 'tooMany');
    }
  });

  test('STO-5, busy: a try that nobody looked at is not counted', async () => {
    const [{ nir }, { clientAddress }] = [await member(bench), newcomer()];
    await withBusyHasher(
      bench,
      async () => {
        for (let i = 0; i < 8; i += 1)
          assert.deepEqual(await enter(bench, nir, FORMER_PASSWORD, { clientAddress }), { outcome: 'busy' });
      },
      'signingIn',
    );
    await fail(nir, 4);
    assert.equal((await enter(bench, nir, FORMER_PASSWORD)).outcome, 'signedIn');
  });

  test('a renewal lifts the wait at once, and leaves the count of requests as it was', async () => {
    const person = await member(bench);
    await fail(person.nir, 5);
    const link = await linkOf(bench, person);
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'tooMany');
    assert.deepEqual(await renew(bench, link), { outcome: 'changed' });
    assert.equal((await enter(bench, person.nir, NEW_PASSWORD)).outcome, 'signedIn');
    for (let more = 0; more < 3; more += 1) {
      bench.world.advance({ seconds: 90 });
      assert.equal((await ask(bench, person)).outcome, more < 2 ? 'mailSent' : 'requestsBlocked');
    }
    await bench.deliver();
  });

  test('renewalNeeded: after 100 failures in a row, known or not, until the renewal', async () => {
    const person = await member(bench);
    for (const { nir } of [person, somebody()]) {
      for (let i = 0; i < SIGN_IN_LIMIT.failuresInARowMax; i += 1) {
        bench.world.advance({ minutes: 24 * 60 });
        await fail(nir);
      }
      bench.world.advance({ minutes: 24 * 60 });
      assert.deepEqual(await enter(bench, nir, FORMER_PASSWORD), { outcome: 'renewalNeeded' });
    }
    assert.deepEqual(await renew(bench, await linkOf(bench, person)), { outcome: 'changed' });
    assert.equal((await enter(bench, person.nir, NEW_PASSWORD)).outcome, 'signedIn');
    await bench.deliver();
  });

  test('LIM-4, ATK-8, tooMany: 60 failures in 10 minutes from one client, each of another number', async () => {
    const clientAddress = '2001:db8:eeee:1::/64';
    for (let i = 0; i < SIGN_IN_QUOTAS.client.hitsMax; i += 1) {
      const wrong = await enter(bench, somebody().nir, 'Faux+1234', { clientAddress });
      assert.deepEqual(wrong, WRONG);
    }
    const person = await member(bench);
    const over = await enter(bench, person.nir, FORMER_PASSWORD, { clientAddress });
    assert.deepEqual(over, { outcome: 'tooMany', until: inMinutes(10) });
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'signedIn', 'from elsewhere');
    bench.world.advance({ minutes: 10 });
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD, { clientAddress })).outcome, 'signedIn');
  });

  test('right passwords use nothing up: an office signs in all day long', async () => {
    const [person, { clientAddress }] = [await member(bench), newcomer()];
    for (let i = 0; i < SIGN_IN_QUOTAS.client.hitsMax + 2; i += 1)
      assert.equal((await enter(bench, person.nir, FORMER_PASSWORD, { clientAddress })).outcome, 'signedIn');
  });

  test('LIM-2, RGP-2: what is kept of a try is a keyed digest, not the one that finds an account', async () => {
    const { nir } = await member(bench);
    await fail(nir);
    const both = await sql<{ shared: string }>`
      select count(*) as shared from sign_in_limits join accounts on nir_index = number_index`.execute(
      bench.tools.db,
    );
    assert.equal(Number(both.rows[0]?.shared), 0);
  });
});

describe('étape 1, at once (PostgreSQL)', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL' });
  });
  after(() => bench.close());

  test('LIM-5, ATK-8: of 50 wrong passwords at once for one number, 5 are looked at, known or not', async () => {
    for (const { nir } of [await member(bench), somebody()]) {
      const endings = await Promise.all(Array.from({ length: 50 }, () => enter(bench, nir, 'Faux+1234')));
      assert.equal(endings.filter(ended => ended.outcome === 'wrongNumberOrPassword').length, 5);
      assert.equal(endings.filter(ended => ended.outcome === 'tooMany').length, 45);
    }
  });

  test('LIM-5: of 200 wrong passwords at once from one client, 60 are looked at', async () => {
    const { clientAddress } = newcomer();
    const endings = await Promise.all(
      Array.from({ length: 200 }, () => enter(bench, somebody().nir, 'Faux+1234', { clientAddress })),
    );
    assert.equal(endings.filter(ended => ended.outcome !== 'tooMany').length, SIGN_IN_QUOTAS.client.hitsMax);
  });
});
