/** How long a request's mail is tried (norm ML-14): the boundary, to the millisecond. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTooLate, REQUEST_USEFUL_MINUTES } from './mail-patience.ts';

test('ML-14: a mail may leave until 30 minutes after its request, and not from then on', () => {
  const askedAt = new Date('2022-12-26T13:33:00Z');
  const end = askedAt.getTime() + REQUEST_USEFUL_MINUTES * 60_000;
  assert.equal(REQUEST_USEFUL_MINUTES, 30);
  assert.equal(isTooLate(askedAt, askedAt), false);
  assert.equal(isTooLate(askedAt, new Date(end - 1)), false);
  assert.equal(isTooLate(askedAt, new Date(end)), true);
});
