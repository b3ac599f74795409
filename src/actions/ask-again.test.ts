/**
 * Étape 3, « Recevoir un nouveau mail »: counted with étape 2's requests, answered alike whoever has that number, and
 * no more work for one than for another (journey, « Numbers »; norms LIM-1, TOK-6, TOK-7, ENU-1, ENU-2).
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import {
  ask,
  linkOf,
  look,
  member,
  newcomer,
  secretIn,
  somebody,
  waitingRequests,
} from '../../test/renewal.ts';
import type { DemoPerson } from '../demo/people.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { askAgain } from './ask-again.ts';
import type { Asked } from './record-request.ts';

const REPEAT = { seconds: 90 };

function askedBy(person: DemoPerson, overrides: Partial<Asked> = {}): Parameters<typeof askAgain>[1] {
  const mailAddress = person.mailAddress ?? ('quelque.adresse@exemple.fr' as MailAddress);
  const { nir, dateOfBirth } = person;
  return { nir, dateOfBirth, mailAddress, asker: newcomer(), ...overrides };
}

onBothEngines('étape 3, « Recevoir un nouveau mail »', engine => {
  const statements: string[] = [];
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine, onStatement: event => void statements.push(event.query.sql) });
  });
  after(() => bench.close());
  beforeEach(() => bench.deliver());

  test('mailSent: 90 s later it is a new request, with a mail whose link replaces the first (norm TOK-6)', async () => {
    const person = await member(bench);
    const former = await linkOf(bench, person);
    bench.world.advance(REPEAT);
    assert.deepEqual(await askAgain(bench.tools, askedBy(person)), {
      outcome: 'mailSent',
      askedAt: bench.world.now(),
    });
    const [mail, ...others] = await bench.deliver();
    assert.deepEqual(mail?.recipients, [person.mailAddress]);
    assert.equal(others.length, 0);
    assert.equal((await look(bench, former)).outcome, 'replaced');
    assert.equal((await look(bench, secretIn(mail))).outcome, 'live');
  });

  test('tooEarly: within 90 s nothing is sent, and the first link stays as it was (norm TOK-7)', async () => {
    const person = await member(bench);
    const askedAt = bench.world.now();
    const former = await linkOf(bench, person);
    bench.world.advance({ seconds: 89, ms: 999 });
    assert.deepEqual(await askAgain(bench.tools, askedBy(person)), { outcome: 'tooEarly', askedAt });
    assert.equal((await bench.deliver()).length, 0);
    assert.equal((await look(bench, former)).outcome, 'live');
  });

  test('tooEarly does not count: ten presses too early, and the second and third requests are still there', async () => {
    const person = await member(bench);
    await ask(bench, person);
    for (let press = 0; press < 10; press += 1) await askAgain(bench.tools, askedBy(person));
    for (let more = 0; more < 2; more += 1) {
      bench.world.advance(REPEAT);
      assert.equal((await askAgain(bench.tools, askedBy(person))).outcome, 'mailSent');
    }
    assert.equal((await bench.deliver()).length, 3);
  });

  test('requestsBlocked: the fourth request in 60 minutes, étape 2 and the button together (norm LIM-1)', async () => {
    const person = await member(bench);
    await ask(bench, person);
    for (let more = 0; more < 2; more += 1) {
      bench.world.advance(REPEAT);
      await askAgain(bench.tools, askedBy(person));
    }
    bench.world.advance(REPEAT);
    const until = new Date(bench.world.now().getTime() + 60 * 60_000);
    const blocked = { outcome: 'requestsBlocked', until };
    assert.deepEqual(await askAgain(bench.tools, askedBy(person)), blocked);
    assert.deepEqual(await ask(bench, person), blocked, 'étape 2 is blocked by it');
    assert.equal((await bench.deliver()).length, 3);
  });

  test('mailImpossible: an account whose address is not verified, or is no longer', async () => {
    const person = await member(bench, { addressVerified: false });
    assert.deepEqual(await askAgain(bench.tools, askedBy(person)), { outcome: 'mailImpossible' });
    assert.deepEqual(await askAgain(bench.tools, askedBy(person)), { outcome: 'mailImpossible' });
    assert.equal((await bench.deliver()).length, 0);
  });

  test('ENU-1, ENU-2: known or not, wrong date or other address: the same answers and the same SQL', async () => {
    const traceOf = async (person: DemoPerson, typed: Partial<Asked> = {}) => {
      const asked = askedBy(person, typed);
      await ask(bench, person, typed);
      const outcomes = [];
      const trace: string[][] = [];
      for (const step of [{}, REPEAT, REPEAT, REPEAT]) {
        bench.world.advance(step);
        statements.length = 0;
        outcomes.push((await askAgain(bench.tools, asked)).outcome);
        trace.push([...statements]);
      }
      return { outcomes, trace };
    };
    const match = await traceOf(await member(bench));
    assert.deepEqual(match.outcomes, ['tooEarly', 'mailSent', 'mailSent', 'requestsBlocked']);
    assert.ok(match.trace[1]?.some(statement => statement.includes('pgboss')));
    assert.deepEqual(await traceOf(somebody()), match);
    assert.deepEqual(
      await traceOf(await member(bench), { dateOfBirth: { year: 1957, month: 4, day: 24 } }),
      match,
    );
    const otherAddress = { mailAddress: 'quelqu.un.d.autre@exemple.fr' as MailAddress };
    assert.deepEqual(await traceOf(await member(bench), otherAddress), match);
  });

  test('ENU-8: pressed for an unknown number or another address, no mail leaves', async () => {
    const stranger = somebody();
    await askAgain(bench.tools, askedBy(stranger));
    const person = await member(bench);
    await askAgain(bench.tools, askedBy(person, { mailAddress: 'a@b.fr' as MailAddress }));
    assert.deepEqual(await bench.deliver(), []);
  });
});

describe('étape 3, at once (PostgreSQL)', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL' });
  });
  after(() => bench.close());

  test('LIM-5, ATK-8: of 20 presses at once one is a new request, 19 are told of it', async () => {
    const person = await member(bench);
    await ask(bench, person);
    bench.world.advance(REPEAT);
    await waitingRequests(bench);
    const asked = askedBy(person);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => askAgain(bench.tools, asked)));
    const askedAt = bench.world.now();
    assert.deepEqual(outcomes.filter(ended => ended.outcome === 'mailSent').length, 1);
    assert.deepEqual(
      outcomes.filter(ended => ended.outcome === 'tooEarly'),
      Array.from({ length: 19 }, () => ({ outcome: 'tooEarly', askedAt })),
    );
    assert.equal((await waitingRequests(bench)).length, 1);
  });
});
