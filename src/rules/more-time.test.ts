/** How much time is left at étape 5, at its boundary seconds (norms C-4, A11Y-12). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linkExpiry } from './link-life.ts';
import { EXTENSION_MINUTES, EXTENSIONS_MAX, timeLeft, WARNING_SECONDS } from './more-time.ts';

const NOW = new Date('2022-12-26T13:33:00Z');
const after = (ms: number) => ({ expiresAt: new Date(NOW.getTime() + ms), extensions: 0 });

describe('the time left at étape 5', () => {
  test('A11Y-12: two minutes of warning at least, ten times more at least, twenty seconds to press at least', () => {
    assert.ok(WARNING_SECONDS >= 120);
    assert.ok(EXTENSIONS_MAX >= 10);
    assert.ok(EXTENSION_MINUTES * 60 > WARNING_SECONDS, 'what one press gives is warned of again');
  });

  test('A11Y-12: the hour and the seconds are rounded down, so that nobody is told of time that is not there', () => {
    const left = timeLeft(NOW, after(30 * 60_000 + 59_999));
    assert.equal(left.until, '15h03 (heure de Paris)');
    assert.equal(left.secondsLeft, 1859);
    assert.equal(timeLeft(NOW, after(999)).secondsLeft, 0);
  });

  test('A11Y-12: five minutes before the end it is nearly over, not a second sooner', () => {
    assert.equal(timeLeft(NOW, after(301_000)).isNearlyOver, false);
    assert.equal(timeLeft(NOW, after(300_999)).isNearlyOver, true);
    assert.equal(timeLeft(NOW, after(1000)).isNearlyOver, true);
  });

  test('A11Y-12: a life that ends on another day says which', () => {
    const late = new Date('2022-12-26T22:50:00Z');
    const { until } = timeLeft(late, { expiresAt: linkExpiry(late, 30), extensions: 0 });
    assert.equal(until, '00h20 le 27/12/2022 (heure de Paris)');
  });

  test('C-4: what is left of the ten times, never less than none', () => {
    const left = [0, 1, EXTENSIONS_MAX, EXTENSIONS_MAX + 1].map(
      extensions => timeLeft(NOW, { ...after(1000), extensions }).extensionsLeft,
    );
    assert.deepEqual(left, [10, 9, 0, 0]);
  });
});
