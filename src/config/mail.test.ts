/** The settings of the mail: servers, keys, addresses, each fault told without repeating a secret (norms ML-12, DKIM-1, DSN-1). */
import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type Config, readConfig } from '../config.ts';

const GOOD = {
  PUBLIC_BASE_URL: 'https://compte.exemple.fr',
  SECRET_KEYS: Buffer.from(Array.from({ length: 32 }, (_, rank) => rank * 7)).toString('base64'),
  SMTP_URL: 'smtps://relais.exemple.fr:465',
  MAIL_FROM_ADDRESS: 'ne-pas-repondre@exemple.fr',
  TRUSTED_PROXIES: 'aucun',
};

function faultsOf(changes: Record<string, string>): string[] {
  const reading = readConfig('production', {}, { ...GOOD, ...changes });
  return reading.state === 'faulty' ? reading.faults : [];
}

function configOf(environment: Record<string, string>): Config {
  const reading = readConfig('production', {}, environment);
  assert.ok(reading.state === 'read', JSON.stringify(reading));
  return reading.config;
}

describe('the settings of the mail', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renouveau-dkim-'));
  after(() => rmSync(folder, { recursive: true }));

  function keyFile(name: string, key: KeyObject): string {
    const path = join(folder, name);
    writeFileSync(path, key.export({ format: 'pem', type: 'pkcs8' }));
    return path;
  }
  const rsa = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits }).privateKey;

  test('ML-12: several servers in order, each over TLS unless a line in clear is allowed', () => {
    const SMTP_URL = 'smtps://u:p@un.exemple.fr:465, smtp://deux.exemple.fr';
    const { mail } = configOf({ ...GOOD, SMTP_URL });
    assert.deepEqual(mail.relayUrls, ['smtps://u:p@un.exemple.fr:465', 'smtp://deux.exemple.fr']);
    assert.equal(mail.tls, 'required');
    assert.deepEqual(
      faultsOf({ SMTP_URL: 'smtps://un.exemple.fr?name=moi&tls.servername=deux.exemple.fr' }),
      [],
    );
    assert.equal(configOf({ ...GOOD, SMTP_TLS: 'optional' }).mail.tls, 'optional');
    assert.match(faultsOf({ SMTP_TLS: 'non' }).join(), /SMTP_TLS/);
  });

  test('a server that is none is refused, and its password is not repeated', () => {
    for (const wrong of [
      ',',
      'http://un.exemple.fr',
      'un.exemple.fr',
      'smtp://un.exemple.fr?requireTLS=false',
      'smtps://un.exemple.fr?tls.rejectUnauthorized=false',
      'smtps://un.exemple.fr?logger=true',
      'smtps://un.exemple.fr,http://u:secret@x',
    ]) {
      const faults = faultsOf({ SMTP_URL: wrong }).join();
      assert.match(faults, /SMTP_URL/);
      assert.doesNotMatch(faults, /secret/);
    }
  });

  test('DKIM-1: keys are read once, RSA of 2048 bits or Ed25519; weaker ones and other files are refused', () => {
    const strong = keyFile('strong.pem', rsa(2048));
    const edwards = keyFile('ed25519.pem', generateKeyPairSync('ed25519').privateKey);
    const { dkim } = configOf({ ...GOOD, DKIM_KEYS: `rsa2026:${strong}, ed2026:${edwards}` }).mail;
    assert.deepEqual(
      dkim.map(key => [key.selector, key.privateKey.asymmetricKeyType]),
      [
        ['rsa2026', 'rsa'],
        ['ed2026', 'ed25519'],
      ],
    );
    const weak = keyFile('weak.pem', rsa(1024));
    const curve = keyFile('ec.pem', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    const wrongs = [weak, curve, import.meta.filename, join(folder, 'absent.pem')].map(path => `s:${path}`);
    for (const wrong of [...wrongs, strong, `:${strong}`, `a b:${strong}`, `a;b:${strong}`]) {
      assert.match(faultsOf({ DKIM_KEYS: wrong }).join(), /DKIM_KEYS/, wrong);
    }
  });

  test('DSN-1: reports come back to the sender’s address or to another, which a mark must fit into', () => {
    assert.equal(configOf(GOOD).mail.returnAddress, GOOD.MAIL_FROM_ADDRESS);
    const other = configOf({ ...GOOD, MAIL_RETURN_ADDRESS: 'retour@exemple.fr' });
    assert.equal(other.mail.returnAddress, 'retour@exemple.fr');
    assert.deepEqual(faultsOf({ MAIL_RETURN_ADDRESS: `${'a'.repeat(15)}@exemple.fr` }), []);
    const long = `${'a'.repeat(16)}@exemple.fr`;
    assert.match(faultsOf({ MAIL_RETURN_ADDRESS: long }).join(), /MAIL_RETURN_ADDRESS/);
    assert.match(faultsOf({ MAIL_FROM_ADDRESS: long }).join(), /MAIL_RETURN_ADDRESS/);
    assert.deepEqual(faultsOf({ MAIL_FROM_ADDRESS: long, MAIL_RETURN_ADDRESS: 'r@exemple.fr' }), []);
  });

  test('name servers are addresses, with a port or without; the secret of reports is long', () => {
    const DNS_SERVERS = '9.9.9.9, 127.0.0.1:5353, [2001:db8::1]:53, 2001:db8::2';
    assert.equal(configOf({ ...GOOD, DNS_SERVERS }).dnsServers.length, 4);
    for (const wrong of ['dns.exemple.fr', '9.9.9', '[2001:db8::1']) {
      assert.match(faultsOf({ DNS_SERVERS: wrong }).join(), /DNS_SERVERS/, wrong);
    }
    assert.deepEqual(faultsOf({ REPORTS_SECRET: 'x'.repeat(32) }), []);
    assert.match(faultsOf({ REPORTS_SECRET: 'x'.repeat(31) }).join(), /REPORTS_SECRET/);
  });
});
