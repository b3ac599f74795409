/** « Je n'ai rien reçu »: twenty calls, each with the reason that is told first and what stands in its sentence (the document's last page). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { at, CALLS, link, mailCaseOf, request } from '../../test/fixtures/calls.ts';
import { mailChecks } from './mail-checks.ts';
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

  test('the document’s eight checks, in its order, answered where they can be', () => {
    const replaced = link({ ending: 'replaced', endedAt: at(20), openedAt: at(25) });
    const checks = mailChecks(
      mailCaseOf({ requests: [request({ links: [replaced, link({ madeAt: at(20) })] })] }),
    );
    assert.equal(checks.length, 8);
    assert.deepEqual(
      checks
        .filter(({ answer }) => answer !== 'ask')
        .map(({ check, answer }) => [check.slice(0, 10), answer]),
      [
        ['L’adresse ', 'good'],
        ['Un blocage', 'good'],
        ['Un ancien ', 'bad'],
      ],
    );
    assert.match(checks.find(({ check }) => check === 'Un ancien mail')?.says ?? '', /2 mails.*14h20/);
  });

  for (const [address, deadAddress] of [
    ['none', undefined],
    ['unverified', undefined],
    ['held', undefined],
    ['verified', '550 5.1.1'],
  ] as const) {
    test(`« adresse exacte » is to be mended: ${address}${deadAddress === undefined ? '' : ', dead'}`, () => {
      assert.equal(mailChecks(mailCaseOf({ address, deadAddress }))[0]?.answer, 'bad');
    });
  }
});
