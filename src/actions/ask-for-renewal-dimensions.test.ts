/**
 * Étapes 2 and 3, the limits beside the document's own: by number alone, by address typed, by form, by client and its
 * network, by the whole site; the same for known and unknown numbers (norms LIM-3, LIM-4, LIM-5, ATK-8, ENU-1, ENU-2).
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { ask, freshCode, member, newcomer, somebody, waitingRequests } from '../../test/renewal.ts';
import type { DemoPerson } from '../demo/people.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { REQUEST_QUOTAS } from '../rules/quota-table.ts';
import { askAgain } from './ask-again.ts';
import type { RenewalQuestion } from './ask-for-renewal.ts';

const HOUR = { minutes: 60 };

describe('étapes 2 and 3, the limits beside the document’s own', () => {
  let bench: Bench;
  const statements: string[] = [];
  before(async () => {
    bench = await openBench({ onStatement: event => void statements.push(event.query.sql) });
  });
  beforeEach(() => bench.world.advance({ minutes: 24 * 60 }));
  after(() => bench.close());

  const inAnHour = () => new Date(bench.world.now().getTime() + 3_600_000);

  /** Requests one after another, each of somebody new but for what `shared` says; how each ended. */
  async function askTimes(
    times: number,
    shared: (turn: number) => Partial<RenewalQuestion>,
  ): Promise<string[]> {
    const outcomes: string[] = [];
    for (let turn = 0; turn < times; turn += 1)
      outcomes.push((await ask(bench, somebody(), shared(turn))).outcome);
    return outcomes;
  }

  async function assertLimit(max: number, shared: (turn: number) => Partial<RenewalQuestion>): Promise<void> {
    const outcomes = await askTimes(max + 2, shared);
    assert.deepEqual(
      [outcomes.indexOf('tooMany'), outcomes.filter(one => one === 'mailSent').length],
      [max, max],
    );
    assert.deepEqual(await ask(bench, somebody(), shared(0)), { outcome: 'tooMany', until: inAnHour() });
    bench.world.advance({ minutes: 59, seconds: 59, ms: 999 });
    assert.equal((await ask(bench, somebody(), shared(0))).outcome, 'tooMany');
    bench.world.advance({ ms: 1 });
    assert.equal((await ask(bench, somebody(), shared(0))).outcome, 'mailSent');
  }

  test('LIM-4, tooMany: 20 requests of one form in an hour, whoever and from wherever they are for', async () => {
    const { formSession } = newcomer();
    await assertLimit(REQUEST_QUOTAS.session.hitsMax, () => ({ asker: { ...newcomer(), formSession } }));
  });

  test('LIM-4, tooMany: 60 requests of one IPv4 address, each from a new form', async () => {
    await assertLimit(REQUEST_QUOTAS.client.hitsMax, () => ({
      asker: { ...newcomer(), clientAddress: '192.0.2.1' },
    }));
  });

  test('LIM-4, ATK-8, tooMany: 60 requests of one IPv6 network of 64 bits', async () => {
    const clientAddress = '2001:db8:ffff:1::/64';
    await assertLimit(REQUEST_QUOTAS.client.hitsMax, () => ({ asker: { ...newcomer(), clientAddress } }));
    const neighbour = { ...newcomer(), clientAddress: '2001:db8:ffff:2::/64' };
    assert.equal((await ask(bench, somebody(), { asker: neighbour })).outcome, 'mailSent');
  });

  test('LIM-3, LIM-4, tooMany: 90 requests for one typed address, however its letters are written', async () => {
    const spellings = ['une.adresse@exemple.fr', 'Une.Adresse@Exemple.FR'] as MailAddress[];
    await assertLimit(REQUEST_QUOTAS.mailAddress.hitsMax, turn => ({
      mailAddress: spellings[turn % 2] as MailAddress,
    }));
  });

  test('LIM-4, tooMany: 90 requests for one number, with ever new dates, known or not', async () => {
    for (const { nir } of [somebody(), await member(bench)])
      await assertLimit(REQUEST_QUOTAS.number.hitsMax, turn => ({
        nir,
        dateOfBirth: { year: 1920 + turn, month: 4, day: 24 },
      }));
  });

  test('LIM-4: who knows only a number, from one address, cannot keep its owner from asking', async () => {
    const owner = await member(bench);
    const { clientAddress } = newcomer();
    const outcomes = await askTimes(100, turn => ({
      nir: owner.nir,
      dateOfBirth: { year: 1910 + turn, month: 1, day: 2 },
      asker: { ...newcomer(), clientAddress },
    }));
    assert.equal(outcomes.at(-1), 'tooMany');
    assert.deepEqual(await ask(bench, owner), { outcome: 'mailSent' });
  });

  test('LIM-1: who is blocked by number and date reads that first, whatever else is reached', async () => {
    const person = await member(bench);
    const asker = newcomer();
    for (let i = 0; i < 3; i += 1) {
      await ask(bench, person, { asker });
      bench.world.advance({ seconds: 90 });
    }
    await askTimes(REQUEST_QUOTAS.session.hitsMax, () => ({ asker }));
    assert.equal((await ask(bench, somebody(), { asker })).outcome, 'tooMany');
    const blocked = { outcome: 'requestsBlocked', until: inAnHour() };
    assert.deepEqual(await ask(bench, person, { asker }), blocked);
    assert.deepEqual(await ask(bench, person), blocked, 'and the block starts, as it always does');
  });

  test('TOK-7: the same request again within 90 seconds, and a wrong code, use nothing up', async () => {
    const [person, asker] = [await member(bench), newcomer()];
    for (let i = 0; i < 30; i += 1)
      assert.equal((await ask(bench, person, { asker })).outcome, 'mailSent', `repeated ${i} times`);
    for (let i = 0; i < 30; i += 1) {
      const code = { ...freshCode(bench), answer: 'faux' };
      assert.equal((await ask(bench, somebody(), { asker, code })).outcome, 'codeWrong');
    }
    const outcomes = await askTimes(REQUEST_QUOTAS.session.hitsMax, () => ({ asker }));
    assert.equal(outcomes.indexOf('tooMany'), REQUEST_QUOTAS.session.hitsMax - 1, 'one was counted before');
    assert.equal(
      (await ask(bench, person, { asker })).outcome,
      'mailSent',
      'repeated, so still the same page',
    );
  });

  test('LIM-4: what is refused uses nothing up: a form without end does not close its network', async () => {
    const asker = newcomer();
    await askTimes(REQUEST_QUOTAS.session.hitsMax + 60, () => ({ asker }));
    const neighbour = { ...newcomer(), clientAddress: asker.clientAddress };
    const outcomes = await askTimes(REQUEST_QUOTAS.session.hitsMax, () => ({ asker: neighbour }));
    assert.equal(outcomes.includes('tooMany'), false);
  });

  test('LIM-4, tooMany: the button of étape 3 counts with étape 2, and too early a press does not', async () => {
    const [person, asker] = [await member(bench), newcomer()];
    await ask(bench, person, { asker });
    const { nir, dateOfBirth, mailAddress } = person;
    const press = () => askAgain(bench.tools, { nir, dateOfBirth, mailAddress, asker });
    for (let i = 0; i < 30; i += 1) assert.equal((await press()).outcome, 'tooEarly');
    await askTimes(REQUEST_QUOTAS.session.hitsMax - 1, () => ({ asker }));
    const until = inAnHour();
    bench.world.advance({ seconds: 90 });
    assert.deepEqual(await press(), { outcome: 'tooMany', until });
    bench.world.advance(HOUR);
    assert.equal((await press()).outcome, 'mailSent');
  });

  test('ENU-1, ENU-2: at each limit, known or not, the same answers and the same SQL', async () => {
    const traceOf = async (person: DemoPerson, overrides: Partial<RenewalQuestion> = {}) => {
      const asker = newcomer();
      await askTimes(REQUEST_QUOTAS.session.hitsMax, () => ({ asker }));
      statements.length = 0;
      const ended = await ask(bench, person, { asker, ...overrides });
      return { ended, statements: [...statements] };
    };
    const match = await traceOf(await member(bench));
    assert.equal(match.ended.outcome, 'tooMany');
    assert.deepEqual(await traceOf(somebody()), match);
    assert.deepEqual(
      await traceOf(await member(bench), { dateOfBirth: { year: 1957, month: 4, day: 24 } }),
      match,
    );
    assert.deepEqual(await traceOf(await member(bench, { addressVerified: false })), match);
  });

  test('tooMany: no request is written and no mail leaves', async () => {
    const [person, asker] = [await member(bench), newcomer()];
    await askTimes(REQUEST_QUOTAS.session.hitsMax, () => ({ asker }));
    await bench.deliver();
    assert.equal((await ask(bench, person, { asker })).outcome, 'tooMany');
    assert.deepEqual(await waitingRequests(bench), []);
  });
});

describe('étape 2, the limit of the whole site', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ settings: { SITE_REQUESTS_PER_MINUTE: '5' } });
  });
  after(() => bench.close());

  test('LIM-4, tooMany: SITE_REQUESTS_PER_MINUTE of anybody, until the minute is over', async () => {
    const accepted = async () => {
      const outcomes = [];
      for (let i = 0; i < 8; i += 1) outcomes.push((await ask(bench, somebody())).outcome);
      return outcomes.filter(one => one === 'mailSent').length;
    };
    assert.equal(await accepted(), 5);
    const until = new Date(bench.world.now().getTime() + 60_000);
    assert.deepEqual(await ask(bench, somebody()), { outcome: 'tooMany', until });
    bench.world.advance({ seconds: 59, ms: 999 });
    assert.equal(await accepted(), 0);
    bench.world.advance({ ms: 1 });
    assert.equal(await accepted(), 5);
  });
});
