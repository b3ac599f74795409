/** « Je n'ai rien reçu »: the calls, each with the reason that is told first and what stands in its sentence (the document's last page). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CALLS } from '../../test/fixtures/calls.ts';
import { whyNotReceived } from './mail-not-received.ts';

describe('« Je n’ai rien reçu »', () => {
  for (const { case: known, mailCase, reason, says } of CALLS) {
    test(`${reason}: ${known}`, () => {
      const told = whyNotReceived(mailCase);
      assert.equal(told.reason, reason);
      assert.match(told.say, says);
      assert.ok(told.act.length > 0);
    });
  }
});
