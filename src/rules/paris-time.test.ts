/** Paris time in every sentence that shows an hour, over changes of hour and whatever the server's zone (norm LIM-7). */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import {
  parisBlockEnd,
  parisDate,
  parisHour,
  parisHourFrom,
  parisHourOf,
  parisLongDate,
  parisMoment,
} from './paris-time.ts';

const at = (instant: string) => new Date(instant);

describe('the hour in Paris', () => {
  test('étapes 3bis and 6: the document’s own moment, in each of its writings', () => {
    const moment = at('2022-12-26T13:33:00Z');
    assert.equal(parisDate(moment), '26/12/2022');
    assert.equal(parisHour(moment), '14h33');
    assert.equal(parisMoment(moment), '26/12/2022 à 14h33');
    assert.equal(parisBlockEnd(moment), '26/12/2022 - 14h33');
    assert.equal(parisLongDate(moment), 'lundi 26 décembre 2022');
  });

  test('an hour of another day in Paris is told with its day', () => {
    const now = at('2022-12-26T13:33:00Z');
    assert.equal(parisHourOf(at('2022-12-25T23:00:00Z'), now), 'à 00h00');
    assert.equal(parisHourOf(at('2022-12-25T22:59:00Z'), now), 'le 25/12/2022 à 23h59');
  });

  test('étape 4: an hour printed in a mail is rounded down', () => {
    assert.equal(parisHour(at('2022-12-26T13:33:59.999Z')), '14h33');
  });

  test('étape 3: the hour from which something is possible is rounded up', () => {
    assert.equal(parisHourFrom(at('2022-12-26T13:33:00Z')), '14h33');
    assert.equal(parisHourFrom(at('2022-12-26T13:33:00.001Z')), '14h34');
  });

  test('étape 3bis: the end of a block is rounded up, over midnight and new year too', () => {
    assert.equal(parisBlockEnd(at('2022-12-26T13:33:00.001Z')), '26/12/2022 - 14h34');
    assert.equal(parisBlockEnd(at('2022-12-26T13:32:59.999Z')), '26/12/2022 - 14h33');
    assert.equal(parisBlockEnd(at('2022-12-31T22:59:30Z')), '01/01/2023 - 00h00');
  });

  test('LIM-7: over the change to winter time, 60 minutes later is the same hour again', () => {
    assert.equal(parisBlockEnd(at('2026-10-25T00:40:00Z')), '25/10/2026 - 02h40');
    assert.equal(parisBlockEnd(at('2026-10-25T01:40:00Z')), '25/10/2026 - 02h40');
    assert.equal(parisBlockEnd(at('2026-10-25T02:40:00Z')), '25/10/2026 - 03h40');
  });

  test('LIM-7: over the change to summer time, 60 minutes later is two hours later on the clock', () => {
    assert.equal(parisHour(at('2027-03-28T00:40:00Z')), '01h40');
    assert.equal(parisHour(at('2027-03-28T01:40:00Z')), '03h40');
  });

  test('étape 6: the day is the day in Paris, not in London; midnight is 00h', () => {
    assert.equal(parisMoment(at('2022-07-14T22:00:00Z')), '15/07/2022 à 00h00');
    assert.equal(parisLongDate(at('2022-07-14T22:00:00Z')), 'vendredi 15 juillet 2022');
  });

  test('LIM-7: the server’s own zone changes nothing', async () => {
    const script = `
      import { parisBlockEnd, parisLongDate } from './paris-time.ts';
      const moment = new Date('2022-12-26T23:33:00Z');
      console.log(parisBlockEnd(moment), '|', parisLongDate(moment));`;
    for (const TZ of ['UTC', 'America/Cayenne', 'Pacific/Noumea']) {
      const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
      const options = { cwd: import.meta.dirname, env: { ...process.env, TZ } };
      const { stdout } = await promisify(execFile)(process.execPath, words, options);
      assert.equal(stdout.trim(), '27/12/2022 - 00h33 | mardi 27 décembre 2022', TZ);
    }
  });
});
