/** The day's board: hours without a gap, spikes that are spikes, shares, and where most stop. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { funnelSteps, hourFigures, isSpike, worstStep } from './day-board.ts';

const NOW = new Date('2022-12-26T13:33:00.000Z');
const at = (hour: number) => new Date(Date.UTC(2022, 11, 26, hour));

test('24 hours, oldest first, the present one last; an hour without anything is there', () => {
  const hours = hourFigures(NOW, [{ hour: at(13), requests: 4 }], []);
  assert.equal(hours.length, 24);
  assert.deepEqual(hours.at(-1)?.from, at(13));
  assert.deepEqual(hours[0]?.from, new Date('2022-12-25T14:00:00.000Z'));
  assert.deepEqual([hours.at(-1)?.requests, hours[3]?.requests], [4, 0]);
});

test('mails of all providers are added up, each by its fate', () => {
  const mails = [
    { hour: at(12), provider: 'Orange', fate: 'refused', mails: 3 },
    { hour: at(12), provider: undefined, fate: 'refused', mails: 2 },
    { hour: at(12), provider: 'Orange', fate: 'handedOver', mails: 7 },
  ] as const;
  const noon = hourFigures(NOW, [], mails).at(-2);
  assert.deepEqual([noon?.refused, noon?.handedOver, noon?.deferred], [5, 7, 0]);
});

test('a spike is over three times the usual hour and twenty at least', () => {
  const usual = Array.from({ length: 23 }, () => 10);
  assert.equal(isSpike(31, [...usual, 31]), true);
  assert.equal(isSpike(30, [...usual, 30]), false);
  assert.equal(isSpike(20, [...usual.map(() => 0), 20]), true);
  assert.equal(isSpike(19, [...usual.map(() => 0), 19]), false);
});

test('each step with its share of those who asked, and the one where most stop', () => {
  const steps = funnelSteps({ asked: 200, matched: 150, mailLeft: 149, linkOpened: 60, renewed: 59 });
  assert.deepEqual(
    steps.map(({ people, share }) => [people, share]),
    [
      [200, 100],
      [150, 75],
      [149, 75],
      [60, 30],
      [59, 30],
    ],
  );
  assert.equal(worstStep(steps)?.people, 60);
  const nobody = funnelSteps({ asked: 0, matched: 0, mailLeft: 0, linkOpened: 0, renewed: 0 });
  assert.deepEqual([nobody[0]?.share, worstStep(nobody)], [0, undefined]);
});
