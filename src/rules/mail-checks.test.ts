/** The document's last page, check by check: which are answered, and with what. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { at, link, mailCaseOf, request } from '../../test/mail-cases.ts';
import { mailChecks } from './mail-checks.ts';

describe('« Je n’ai rien reçu »: the checks', () => {
  test('the document’s eight checks, in its order, answered where they can be', () => {
    const replaced = link({ ending: 'replaced', endedAt: at(20), openedDeadAt: at(25), openedAt: at(5) });
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
    assert.match(
      checks.find(({ check }) => check === 'Un ancien mail')?.says ?? '',
      /2 mails.*14h20.*ouvert à 14h25/,
    );
  });

  for (const [links, said] of [
    [[], 'Aucun mail n’est en cause.'],
    [[link()], 'Un seul mail est en cause.'],
  ] as const) {
    test(`« un ancien mail », of ${links.length} links: ${said}`, () => {
      const checks = mailChecks(mailCaseOf({ requests: [request({ links })] }));
      assert.equal(checks.find(({ check }) => check === 'Un ancien mail')?.says, said);
    });
  }

  test('« un blocage »: a link that was opened too late shows that the mail arrives', () => {
    const late = link({ expiresAt: at(30), openedDeadAt: at(32) });
    const checks = mailChecks(mailCaseOf({ requests: [request({ links: [late] })] }));
    assert.match(
      checks.find(({ check }) => check.startsWith('Un blocage'))?.says ?? '',
      /ouvert à 14h32\u00a0: le mail arrive/,
    );
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
