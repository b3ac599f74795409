/** The table of mailbox providers: whose address, whose server, how many deliveries at once. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  connectionsMaxOf,
  MAIL_PROVIDERS,
  OTHER_CONNECTIONS_MAX,
  providerOfDomain,
  providerOfMx,
} from './mail-providers.ts';

const LISTED = MAIL_PROVIDERS.flatMap(provider => [
  ...provider.domains.map(end => ({ provider, end, find: providerOfDomain })),
  ...provider.mxSuffixes.map(end => ({ provider, end, find: providerOfMx })),
]);
const anyListed = fc.constantFrom(...LISTED);
const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);

/** The same name with some of its letters in upper case. */
function recased(name: string, upper: readonly boolean[]): string {
  return [...name].map((letter, at) => (upper[at] ? letter.toUpperCase() : letter)).join('');
}

describe('the providers of mailboxes (norms FR-1, FR-2, FR-5)', () => {
  for (const { domain, name } of [
    { domain: 'orange.fr', name: 'Orange' },
    { domain: 'wanadoo.fr', name: 'Orange' },
    { domain: 'club-internet.fr', name: 'SFR' },
    { domain: 'numericable.fr', name: 'SFR' },
    { domain: 'aliceadsl.fr', name: 'Free' },
    { domain: 'laposte.net', name: 'La Poste' },
    { domain: 'bbox.fr', name: 'Bouygues' },
    { domain: 'hotmail.fr', name: 'Outlook' },
    { domain: 'gmail.com', name: 'Gmail' },
    { domain: 'ymail.com', name: 'Yahoo' },
    { domain: 'me.com', name: 'iCloud' },
    { domain: 'exemple.fr', name: undefined },
    { domain: '', name: undefined },
  ]) {
    test(`an address at « ${domain} » is at ${name ?? 'nobody that we know'}`, () => {
      assert.equal(providerOfDomain(domain)?.name, name);
    });
  }

  for (const { host, name } of [
    { host: 'smtp-in.orange.fr', name: 'Orange' },
    { host: 'smtp-in.sfr.fr.', name: 'SFR' },
    { host: 'mx1.free.fr', name: 'Free' },
    { host: 'smtpz4.laposte.net', name: 'La Poste' },
    { host: 'hotmail-com.olc.protection.outlook.com', name: 'Outlook' },
    { host: 'gmail-smtp-in.l.google.com.', name: 'Gmail' },
    { host: 'mx-eu.mail.am0.yahoodns.net', name: 'Yahoo' },
    { host: 'mx01.mail.icloud.com', name: 'iCloud' },
    { host: 'mx.exemple.fr', name: undefined },
  ]) {
    test(`the server ${host} takes the mail of ${name ?? 'nobody that we know'}`, () => {
      assert.equal(providerOfMx(host)?.name, name);
    });
  }

  test('upper and lower case, subdomains and the last dot of the DNS make no difference', () => {
    fc.assert(
      fc.property(
        anyListed,
        fc.array(label, { maxLength: 3 }),
        fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
        fc.constantFrom('', '.'),
        ({ provider, end, find }, before, upper, dot) => {
          assert.equal(find(recased([...before, end].join('.'), upper) + dot), provider);
        },
      ),
    );
  });

  test('a name that only ends with the same letters is somebody else’s: notorange.fr is not Orange', () => {
    fc.assert(
      fc.property(anyListed, label, ({ end, find, provider }, before) => {
        assert.notEqual(find(`${before}-${end}`), provider);
      }),
    );
    assert.equal(providerOfDomain('notorange.fr'), undefined);
    assert.equal(providerOfMx('mx.notorange.fr'), undefined);
    assert.equal(providerOfDomain('orange.fr.exemple.fr'), undefined);
  });

  test('no end stands twice in the table, and all are in lower case', () => {
    for (const ends of [
      MAIL_PROVIDERS.flatMap(provider => provider.domains),
      MAIL_PROVIDERS.flatMap(provider => provider.mxSuffixes),
    ]) {
      assert.equal(new Set(ends).size, ends.length);
      assert.deepEqual(
        ends,
        ends.map(end => end.toLowerCase()),
      );
    }
  });

  test('Orange takes one delivery at once, the others two, who is not in the table four', () => {
    for (const { name } of MAIL_PROVIDERS) assert.equal(connectionsMaxOf(name), name === 'Orange' ? 1 : 2);
    assert.equal(connectionsMaxOf(undefined), OTHER_CONNECTIONS_MAX);
    assert.equal(OTHER_CONNECTIONS_MAX, 4);
  });
});
