/** « Créez votre compte » when everybody presses at once, on PostgreSQL, where transactions truly run side by side (norm ATK-8). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { creationFrom, newPerson } from '../../test/creation.ts';
import { somebody } from '../../test/renewal.ts';
import { createAccount } from './create-account.ts';

describe('« Créez votre compte », at once (PostgreSQL)', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL' });
  });
  after(() => bench.close());

  test('ATK-8: twenty creations of one number at once, from twenty forms, make one account', async () => {
    const person = await newPerson(bench);
    const forms = Array.from({ length: 20 }, () =>
      creationFrom(bench, person, { mailAddress: somebody().mailAddress }),
    );
    const ended = await Promise.all(forms.map(form => createAccount(bench.tools, form)));
    const count = (outcome: string) => ended.filter(one => one.outcome === outcome).length;
    assert.deepEqual([count('created'), count('taken'), count('tooMany')], [1, 9, 10]);
    assert.equal((await bench.deliver()).length, 1);
  });

  test('journey, « Double clicks »: one form pressed five times at once is one account, and five times the same ending', async () => {
    const person = await newPerson(bench);
    const question = creationFrom(bench, person);
    const ended = await Promise.all([1, 2, 3, 4, 5].map(() => createAccount(bench.tools, question)));
    assert.deepEqual(
      ended.map(({ outcome }) => outcome),
      Array.from({ length: 5 }, () => 'created'),
    );
    assert.equal((await bench.deliver()).length, 1);
  });
});
