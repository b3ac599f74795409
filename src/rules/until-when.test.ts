/** When a limit ends, in words and in seconds, never too early (norms LIM-7, LIM-11). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { retryAfter, untilWhen } from './until-when.ts';

const now = new Date('2022-12-26T13:33:00.000Z');

describe('until when', () => {
  test('LIM-11: the hour in Paris, rounded up to the minute', () => {
    assert.equal(untilWhen(now, new Date('2022-12-26T14:33:00.000Z')), '15h33 (heure de Paris)');
    assert.equal(untilWhen(now, new Date('2022-12-26T14:33:00.001Z')), '15h34 (heure de Paris)');
  });

  test('LIM-11: with its date when that is another day in Paris, rounding included', () => {
    assert.equal(untilWhen(now, new Date('2022-12-26T22:59:00.000Z')), '23h59 (heure de Paris)');
    assert.equal(
      untilWhen(now, new Date('2022-12-26T22:59:30.000Z')),
      '00h00 le 27/12/2022 (heure de Paris)',
    );
    assert.equal(
      untilWhen(now, new Date('2022-12-27T13:33:00.000Z')),
      '14h33 le 27/12/2022 (heure de Paris)',
    );
  });

  test('LIM-11: for a program, whole seconds, at least one', () => {
    assert.equal(retryAfter(now, new Date(now.getTime() + 59_001)), '60');
    assert.equal(retryAfter(now, now), '1');
  });
});
