/**
 * Mail servers, each wrong in its own way (norm ML-12): real ones, on this machine. Whatever is wrong, neither the name nor
 * the password of SMTP_URL is told.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SMTPServerOptions } from 'smtp-server';
import { lookAtRelays, turned } from '../../test/domain-faults.ts';
import {
  EXPIRED_CERTIFICATE,
  OTHER_NAME_CERTIFICATE,
  SELF_SIGNED_CERTIFICATE,
} from '../../test/fixtures/relay-certificates.ts';
import { openRelay, RELAY_PASSWORD } from '../../test/sending-domain.ts';
import type { Finding } from './finding.ts';

/** What Node makes of a relay that speaks an old version only, when its URL asks for it. */
const OLD_TLS: SMTPServerOptions = {
  minVersion: 'TLSv1',
  maxVersion: 'TLSv1.1',
  ciphers: 'DEFAULT@SECLEVEL=0',
};
const OLD_TLS_URL = '?tls.minVersion=TLSv1&tls.ciphers=DEFAULT@SECLEVEL%3D0';

type Fault = {
  of: string;
  relay?: SMTPServerOptions;
  url?: (url: string) => string;
  settings?: Record<string, string>;
  turns: readonly `${Finding['check']} ${Finding['verdict']}`[];
  says: RegExp;
};

const FAULTS: readonly Fault[] = [
  {
    of: 'a certificate that it signed itself (STARTTLS)',
    relay: { cert: SELF_SIGNED_CERTIFICATE },
    turns: ['relais bad'],
    says: /son certificat est signé par lui-même/,
  },
  {
    of: 'a certificate that it signed itself (smtps)',
    relay: { secure: true, cert: SELF_SIGNED_CERTIFICATE },
    turns: ['relais bad'],
    says: /son certificat est signé par lui-même/,
  },
  {
    of: 'a certificate of another name',
    relay: { cert: OTHER_NAME_CERTIFICATE },
    turns: ['relais bad'],
    says: /son certificat est à un autre nom/,
  },
  {
    of: 'a certificate past its end (smtps)',
    relay: { secure: true, cert: EXPIRED_CERTIFICATE },
    turns: ['relais bad'],
    says: /son certificat est périmé/,
  },
  {
    of: 'no encryption',
    relay: { disabledCommands: ['STARTTLS'] },
    turns: ['relais bad'],
    says: /ne propose pas de liaison protégée/,
  },
  {
    of: 'no encryption where SMTP_TLS lets it be',
    relay: { disabledCommands: ['STARTTLS'], allowInsecureAuth: true },
    settings: { SMTP_TLS: 'optional' },
    turns: ['relais warning'],
    says: /les liens y passent en clair/,
  },
  {
    of: 'an old version of TLS',
    relay: OLD_TLS,
    url: url => `${url}${OLD_TLS_URL}`,
    turns: ['relais bad'],
    says: /protégée par TLSv1\.1, trop ancien/,
  },
  {
    of: 'smtps:// on a port in clear',
    url: url => url.replace('smtp:', 'smtps:'),
    turns: ['relais bad'],
    says: /la liaison protégée ne s’établit pas/,
  },
  {
    of: 'another password',
    url: url => url.replace(encodeURIComponent(RELAY_PASSWORD), 'faux-mot-de-passe'),
    turns: ['relais-identifiants bad'],
    says: /est refusé \(535\)/,
  },
  {
    of: 'no server at all',
    url: url => url.replace(/:\d+$/, ':1'),
    turns: ['relais bad'],
    says: /rien n’écoute à cette adresse/,
  },
];

describe('the doctor at mail servers that are wrong', () => {
  test('ML-12: an environment that looks at no certificate is told, with what to do', async () => {
    const relay = await openRelay({ cert: EXPIRED_CERTIFICATE });
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const findings = await lookAtRelays(relay.url);
      assert.deepEqual(turned(findings), ['relais bad', 'relais-certificat bad']);
      assert.match(findings[0]?.sentence ?? '', /le certificat n’est pas vérifié/);
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      await relay.close();
    }
  });

  for (const { of, relay: options, url = (same: string) => same, settings, turns, says } of FAULTS) {
    test(`ML-12: ${of} is told, with what to do and no secret`, async () => {
      const relay = await openRelay(options);
      try {
        const findings = await lookAtRelays(url(relay.url), { settings });
        assert.deepEqual(turned(findings), turns);
        const [first] = findings.filter(({ verdict }) => verdict !== 'good');
        assert.match(first?.sentence ?? '', says);
        assert.ok(first?.advice);
        assert.doesNotMatch(JSON.stringify(findings), /renouveau:|mot de passe du relais|mot%20de|faux-mot/);
      } finally {
        await relay.close();
      }
    });
  }
});
