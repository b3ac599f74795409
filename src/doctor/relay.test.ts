/** The doctor at the mail servers (norms ML-12, ML-15): real ones, on this machine, that are as they should be. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, test } from 'node:test';
import tls from 'node:tls';
import { lookAtRelays, turned } from '../../test/domain-faults.ts';
import { createFixedWorld } from '../../test/fixed-world.ts';
import { TRUSTED_CERTIFICATE } from '../../test/fixtures/relay-certificates.ts';
import { openRelay } from '../../test/sending-domain.ts';
import { freePort } from '../../test/temporary.ts';

describe('the doctor at the mail servers', () => {
  for (const secure of [false, true]) {
    test(`ML-12: a good relay is good over ${secure ? 'smtps' : 'STARTTLS'}`, async () => {
      const relay = await openRelay({ secure });
      try {
        const findings = await lookAtRelays(relay.url);
        assert.deepEqual(turned(findings), []);
        assert.match(findings[0]?.sentence ?? '', /protégée \(TLSv1\.3\), le certificat est vérifié/);
        assert.match(findings[2]?.sentence ?? '', /le nom et le mot de passe sont acceptés/);
      } finally {
        await relay.close();
      }
    });
  }

  test('ML-12: a certificate of an authority that Node does not know is told, and how to make it known', async () => {
    const relay = await openRelay();
    try {
      const [finding] = await lookAtRelays(relay.url, { authorities: tls.rootCertificates });
      assert.match(finding?.sentence ?? '', /l’autorité de son certificat n’est pas connue/);
      assert.match(finding?.advice ?? '', /NODE_EXTRA_CA_CERTS/);
    } finally {
      await relay.close();
    }
  });

  test('ML-12: a certificate is told 21 days before its end, not earlier', async () => {
    const end = new X509Certificate(TRUSTED_CERTIFICATE).validToDate.getTime();
    const daysBefore = (days: number) => createFixedWorld(new Date(end - days * 86_400_000).toISOString());
    const relay = await openRelay();
    try {
      assert.deepEqual(turned(await lookAtRelays(relay.url, { world: daysBefore(21) })), []);
      const late = await lookAtRelays(relay.url, { world: daysBefore(20) });
      assert.deepEqual(turned(late), ['relais-certificat warning']);
      assert.match(late[1]?.sentence ?? '', /valable encore 20 jours/);
    } finally {
      await relay.close();
    }
  });

  test('ML-15: whether the relay can be told a deadline is said, and never held against it', async () => {
    const relay = await openRelay();
    try {
      const deadline = (await lookAtRelays(relay.url)).find(({ check }) => check === 'relais-delai');
      assert.equal(deadline?.verdict, 'good');
      assert.match(deadline?.sentence ?? '', /il n’annonce pas DELIVERBY/);
      assert.match(deadline?.advice ?? '', /30\sminutes/);
    } finally {
      await relay.close();
    }
  });

  test('ML-15: a relay that knows DELIVERBY is told from the others; without a password none is tried', async () => {
    const relay = createServer(socket => {
      socket.write('220 relais.exemple ESMTP\r\n');
      socket.on('data', line => {
        socket.write(/^EHLO/.test(`${line}`) ? '250-relais.exemple\r\n250 DELIVERBY 240\r\n' : '221 Bye\r\n');
      });
    });
    relay.listen(0, '127.0.0.1');
    await once(relay, 'listening');
    const { port } = relay.address() as AddressInfo;
    const findings = await lookAtRelays(`smtp://localhost:${port}`, { settings: { SMTP_TLS: 'optional' } });
    assert.deepEqual(turned(findings), ['relais warning']);
    assert.match(findings[1]?.sentence ?? '', /SMTP_URL ne donne pas de mot de passe/);
    assert.match(findings[2]?.sentence ?? '', /\(DELIVERBY\)/);
    relay.close();
  });

  test('ML-12: each of several relays is looked at, and a relay that is down hides no other', async () => {
    const relay = await openRelay();
    try {
      const findings = await lookAtRelays(`smtp://localhost:${await freePort()},${relay.url}`);
      assert.deepEqual(turned(findings), ['relais bad']);
      assert.equal(findings.filter(({ verdict }) => verdict === 'good').length, 4);
    } finally {
      await relay.close();
    }
  });
});
