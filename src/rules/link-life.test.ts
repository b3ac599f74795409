/** The life of a link, as a pure function, at its boundary (norms TOK-3, TOK-6, TOK-11). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LINK_LIFE_MINUTES, type LinkEnding, linkExpiry, linkState } from './link-life.ts';

const HANDED_OVER = new Date('2022-12-26T13:33:00Z');
const EXPIRES = linkExpiry(HANDED_OVER, LINK_LIFE_MINUTES);
const ALIVE = { expiresAt: EXPIRES, ending: undefined, endedAt: undefined };
const at = (instant: string) => new Date(instant);

describe('the life of a link', () => {
  test('TOK-3: 30 minutes, the last millisecond included, the next excluded', () => {
    assert.equal(EXPIRES.toISOString(), '2022-12-26T14:03:00.000Z');
    assert.deepEqual(linkState(ALIVE, HANDED_OVER), { state: 'live', expiresAt: EXPIRES });
    assert.equal(linkState(ALIVE, at('2022-12-26T14:02:59.999Z')).state, 'live');
    assert.deepEqual(linkState(ALIVE, EXPIRES), { state: 'expired', expiredAt: EXPIRES });
  });

  test('TOK-6: an ending is told before and after the link’s time, with its own hour', () => {
    const endedAt = at('2022-12-26T13:40:00Z');
    for (const ending of [
      'used',
      'replaced',
      'passwordChanged',
      'addressChanged',
      'refused',
    ] satisfies LinkEnding[])
      for (const now of ['2022-12-26T13:41:00Z', '2023-01-26T13:41:00Z'])
        assert.deepEqual(linkState({ expiresAt: EXPIRES, ending, endedAt }, at(now)), {
          state: ending,
          endedAt,
        });
  });
});
