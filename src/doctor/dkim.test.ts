/** DKIM (norm DKIM-1): what is in the DNS against what signs here. */
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { describe, test } from 'node:test';
import { type DomainFault, gone, lookAtDomain, testFaults, turned, txt } from '../../test/domain-faults.ts';
import { DOMAIN, goodZone, keyName, makeRsaKey, makeSigningKeys } from '../../test/sending-domain.ts';
import { dkimRecord } from '../mail/dkim.ts';

const keys = makeSigningKeys();
const [rsa, ed] = keys;
const recordOf = (key = rsa) => dkimRecord({ ...key, domain: DOMAIN });
const shortKey = createPublicKey(makeRsaKey(1024)).export({ format: 'der', type: 'spki' });

const FAULTS: readonly DomainFault[] = [
  {
    of: 'a key that is not published',
    in: gone(keyName('rsa')),
    turns: ['dkim bad'],
    says: /rsa\._domainkey\.compte\.exemple\.fr n’est pas publiée/,
    advises: /rsa\._domainkey\.compte\.exemple\.fr\. IN TXT "v=DKIM1; k=rsa; p=[^"]+" "[^"]+"$/,
  },
  {
    of: 'another key in the DNS',
    in: txt(keyName('rsa'), recordOf({ selector: 'rsa', privateKey: makeRsaKey() })),
    turns: ['dkim bad'],
    says: /n’est pas celle qui signe ici/,
  },
  {
    of: 'a key of 1024 bits in the DNS',
    in: txt(keyName('rsa'), `v=DKIM1; k=rsa; p=${shortKey.toString('base64')}`),
    turns: ['dkim bad'],
    says: /a moins de 2048 bits/,
  },
  {
    of: 'a revoked key',
    in: txt(keyName('rsa'), 'v=DKIM1; k=rsa; p='),
    turns: ['dkim bad'],
    says: /est révoquée/,
  },
  {
    of: 'a record that is no key',
    in: txt(keyName('rsa'), 'v=DKIM1; k=rsa; p=%%%'),
    turns: ['dkim bad'],
    says: /n’est pas une clé DKIM/,
  },
  {
    of: 'a key that is being tried out',
    in: txt(keyName('rsa'), recordOf().replace('k=rsa', 'k=rsa; t=y')),
    turns: ['dkim bad'],
    says: /t=y/,
  },
  {
    of: 'two keys under one selector',
    in: txt(keyName('rsa'), recordOf(), recordOf()),
    turns: ['dkim bad'],
    says: /a 2 enregistrements TXT/,
  },
];

describe('the doctor and dkim', () => {
  testFaults('DKIM-1', keys, FAULTS);

  test('DKIM-1: RSA alone is good, with the advice of Ed25519; Ed25519 alone is read by too few', async () => {
    const withRsa = await lookAtDomain(goodZone([rsa]), { keys: [rsa] });
    assert.deepEqual(turned(withRsa), []);
    assert.ok(withRsa.some(({ advice }) => /openssl genpkey -algorithm ed25519/.test(advice ?? '')));
    const withEd = await lookAtDomain(goodZone([ed]), { keys: [ed] });
    assert.deepEqual(turned(withEd), ['dkim warning']);
  });

  test('DKIM-1: without a key the relay has to sign, which only a mail that arrived can show', async () => {
    const findings = await lookAtDomain(goodZone([]), { keys: [] });
    assert.deepEqual(turned(findings), ['dkim warning']);
    assert.match(JSON.stringify(findings), /c’est au relais de les signer pour compte\.exemple\.fr/);
    const unseen = await lookAtDomain(goodZone([]), { keys: [], desk: { sendingAddresses: [] } });
    assert.deepEqual(turned(unseen), ['spf-adresse warning', 'dkim warning', 'lettre warning']);
  });
});
