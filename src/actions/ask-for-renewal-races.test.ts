/**
 * Étape 2 when everybody presses at once, on PostgreSQL, where transactions truly run side by side: one answer to
 * one code, three requests to one person (norms CAP-2, LIM-5, TOK-7, ATK-8).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { ask, freshCode, member, waitingRequests } from '../../test/renewal.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { checkCode } from './check-code.ts';

describe('étape 2, at once (PostgreSQL)', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL' });
  });
  after(() => bench.close());

  const atOnce = <T>(times: number, work: (rank: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: times }, (_, rank) => work(rank)));
  const count = (outcomes: { outcome: string }[], outcome: string) =>
    outcomes.filter(ended => ended.outcome === outcome).length;

  test('CAP-2, ATK-9: 50 identical presses with one code are one request, all answered alike', async () => {
    const person = await member(bench);
    const code = freshCode(bench);
    const outcomes = await atOnce(50, () => ask(bench, person, { code }));
    assert.equal(count(outcomes, 'mailSent'), 50);
    assert.equal((await bench.deliver()).length, 1);
  });

  test('CAP-2: one code sent at once for 50 people is one request', async () => {
    const people = await Promise.all(Array.from({ length: 50 }, () => member(bench)));
    const code = freshCode(bench);
    const outcomes = await Promise.all(people.map(person => ask(bench, person, { code })));
    assert.equal(count(outcomes, 'mailSent'), 1);
    assert.equal(count(outcomes, 'codeUsed'), 49);
    assert.equal((await bench.deliver()).length, 1);
  });

  test('CAP-2: a kept answer sent at once for 50 addresses is one request', async () => {
    const person = await member(bench);
    const code = freshCode(bench);
    assert.deepEqual(await checkCode(bench.tools, code), { outcome: 'codeKept' });
    const outcomes = await atOnce(50, rank =>
      ask(bench, person, { code, mailAddress: `adresse.${rank}@exemple.fr` as MailAddress }),
    );
    assert.equal(count(outcomes, 'mailSent'), 1);
    assert.equal((await waitingRequests(bench)).length, 1);
  });

  test('CAP-6: of 20 guesses at once at one code, only one is judged', async () => {
    const person = await member(bench);
    const right = freshCode(bench);
    const outcomes = await atOnce(20, rank =>
      ask(bench, person, { code: { ...right, answer: `guess ${rank}` } }),
    );
    assert.equal(count(outcomes, 'codeWrong'), 1);
    assert.equal(count(outcomes, 'codeUsed'), 19);
  });

  test('LIM-5, ATK-8: of 20 different requests at once for one person, each with its code, 3 are made and 17 blocked', async () => {
    const person = await member(bench);
    const outcomes = await atOnce(20, rank =>
      ask(bench, person, { mailAddress: `adresse.${rank}@exemple.fr` as MailAddress }),
    );
    assert.equal(count(outcomes, 'requestsBlocked'), 17);
    assert.equal((await waitingRequests(bench)).length, 3);
  });

  test('LIM-5: with no second between requests, 20 codes and a limit of 3 are exactly 3 mails', async () => {
    const strict = await openBench({ engine: 'PostgreSQL', settings: { REPEAT_SECONDS: '0' } });
    try {
      const person = await member(strict);
      const outcomes = await atOnce(20, () => ask(strict, person));
      assert.equal(count(outcomes, 'mailSent'), 3);
      assert.equal(count(outcomes, 'requestsBlocked'), 17);
      assert.equal((await strict.deliver()).length, 3);
    } finally {
      await strict.close();
    }
  });

  test('TOK-7: 5 identical requests at once, each with its code, are one mail with a live link', async () => {
    const person = await member(bench);
    const outcomes = await atOnce(5, () => ask(bench, person));
    assert.equal(count(outcomes, 'mailSent'), 5);
    assert.equal((await bench.deliver()).length, 1);
  });
});
