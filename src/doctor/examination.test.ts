/** The doctor's whole round (norms DKIM-1, DKIM-4, ML-10): a domain in good order, one that nobody can look up, one that nothing proves. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DnsZone } from '../../test/dns-server.ts';
import { lookAtDomain, turned, txt } from '../../test/domain-faults.ts';
import { DOMAIN, goodZone, makeSigningKeys } from '../../test/sending-domain.ts';

const DMARC = `_dmarc.${DOMAIN}`;
const keys = makeSigningKeys();

describe('the doctor on the sending domain', () => {
  test('DKIM-1, DKIM-4, ML-10: a domain in good order is good in every point', async () => {
    const findings = await lookAtDomain(goodZone(keys), { keys });
    assert.deepEqual(turned(findings), []);
    assert.deepEqual(
      findings.map(({ check }) => check),
      'spf spf-adresse dkim dkim dmarc dmarc-rapports alignement lettre mx ptr relais relais-certificat relais-identifiants relais-delai site'.split(
        ' ',
      ),
    );
    const letter = findings.find(({ check }) => check === 'lettre');
    assert.match(letter?.sentence ?? '', /\(spf=pass, dkim rsa=pass, dkim ed=pass, dmarc=pass\)/);
  });

  test('DKIM-1: a policy found above by the tree walk is as good as the domain’s own', async () => {
    const zone = goodZone(keys);
    delete zone[DMARC];
    txt('_dmarc.exemple.fr', 'v=DMARC1; p=reject; rua=mailto:a@b.fr')(zone);
    const findings = await lookAtDomain(zone, { keys });
    assert.deepEqual(turned(findings), []);
    const policy = findings.find(({ check }) => check === 'dmarc');
    assert.match(policy?.sentence ?? '', /_dmarc\.exemple\.fr fait refuser/);
  });

  test('DKIM-1, DKIM-4: an IPv6 address is looked up by its own reverse name, however it is written', async () => {
    const zone = goodZone(keys);
    txt(DOMAIN, 'v=spf1 ip6:2001:db8::25 -all')(zone);
    const reverse = `5.2.0.0.${'0.'.repeat(20)}8.b.d.0.1.0.0.2.ip6.arpa`;
    zone[reverse] = { PTR: ['relais.exemple.fr'] };
    zone['relais.exemple.fr'] = { AAAA: ['2001:db8::25'] };
    const findings = await lookAtDomain(zone, { keys, desk: { sendingAddresses: ['2001:0DB8:0::0025'] } });
    assert.deepEqual(turned(findings), []);
  });

  test('DKIM-1: a test letter that nothing authenticates passes for a forgery', async () => {
    const zone = goodZone(makeSigningKeys());
    txt(DOMAIN, 'v=spf1 ip4:192.0.2.99 -all')(zone);
    const findings = await lookAtDomain(zone, { keys });
    assert.deepEqual(turned(findings), ['spf-adresse bad', 'dkim bad', 'dkim bad', 'lettre bad']);
    const letter = findings.find(({ check }) => check === 'lettre');
    assert.match(letter?.sentence ?? '', /passe pour un faux \(spf=fail, dkim rsa=fail, dkim ed=fail/);
  });

  test('DKIM-1: name servers that do not answer are told as such, never as a fault of the domain', async () => {
    const zone: DnsZone = Object.fromEntries(Object.keys(goodZone(keys)).map(name => [name, 'silent']));
    const findings = await lookAtDomain(zone, { keys });
    const seen = new Set(turned(findings));
    assert.deepEqual(
      seen,
      new Set([
        'spf unknown',
        'dkim unknown',
        'dmarc unknown',
        'lettre unknown',
        'mx unknown',
        'ptr unknown',
        'site unknown',
      ]),
    );
  });
});
