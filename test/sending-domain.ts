/**
 * A sending domain in good order, to be broken one thing at a time: its zone on a name server of our own, its keys, and
 * a mail server whose certificate Node trusts once it trusts the test authority.
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { EXAMPLE_SECRET_KEY } from '../src/config/secret-keys.ts';
import { type Config, readConfig } from '../src/config.ts';
import { dkimRecord } from '../src/mail/dkim.ts';
import type { DnsZone } from './dns-server.ts';
import { RELAY_KEY, TRUSTED_CERTIFICATE } from './fixtures/relay-certificates.ts';

export const DOMAIN = 'compte.exemple.fr';
export const SENDING_ADDRESS = '192.0.2.25';
export const RELAY_PASSWORD = 'mot de passe du relais';

export type SigningKey = { selector: string; privateKey: KeyObject };

export const makeRsaKey = (bits = 2048) => generateKeyPairSync('rsa', { modulusLength: bits }).privateKey;

export function makeSigningKeys(): [SigningKey, SigningKey] {
  return [
    { selector: 'rsa', privateKey: makeRsaKey() },
    { selector: 'ed', privateKey: generateKeyPairSync('ed25519').privateKey },
  ];
}

export const keyName = (selector: string) => `${selector}._domainkey.${DOMAIN}`;

export function goodZone(keys: readonly SigningKey[]): DnsZone {
  const published = keys.map(key => [
    keyName(key.selector),
    { TXT: [dkimRecord({ ...key, domain: DOMAIN })] },
  ]);
  return {
    [DOMAIN]: {
      TXT: [`v=spf1 ip4:${SENDING_ADDRESS} -all`, 'un autre texte'],
      MX: [{ exchange: 'mx.exemple.fr', priority: 10 }],
      A: ['192.0.2.80'],
    },
    ...Object.fromEntries(published),
    [`_dmarc.${DOMAIN}`]: { TXT: [`v=DMARC1; p=reject; rua=mailto:dmarc@${DOMAIN}`] },
    'mx.exemple.fr': { A: ['192.0.2.26'] },
    '25.2.0.192.in-addr.arpa': { PTR: ['relais.exemple.fr'] },
    'relais.exemple.fr': { A: [SENDING_ADDRESS] },
  };
}

/** The settings of a service that sends from there, as they stand in the environment; its keys are no file here. */
export function sendingEnvironment(relayUrl: string): Record<string, string> {
  return {
    PUBLIC_BASE_URL: `https://${DOMAIN}`,
    SECRET_KEYS: Buffer.from(EXAMPLE_SECRET_KEY, 'base64').reverse().toString('base64'),
    SMTP_URL: relayUrl,
    TRUSTED_PROXIES: 'aucun',
    MAIL_FROM_ADDRESS: `ne-pas@${DOMAIN}`,
  };
}

export function sendingConfig(environment: Record<string, string>, dkim: readonly SigningKey[]): Config {
  const reading = readConfig('production', {}, environment);
  if (reading.state === 'faulty') throw new Error(reading.faults.join('\n'));
  return { ...reading.config, mail: { ...reading.config.mail, dkim } };
}

export type TestRelay = {
  /** With the password, as SMTP_URL has it. */
  url: string;
  /** The recipients and the source of each mail that was taken. */
  taken: { to: string[]; source: string }[];
  close(): Promise<void>;
};

/** @param options what this server does otherwise than a good one */
export async function openRelay(options: SMTPServerOptions = {}): Promise<TestRelay> {
  const taken: TestRelay['taken'] = [];
  const server = new SMTPServer({
    key: RELAY_KEY,
    cert: TRUSTED_CERTIFICATE,
    onAuth({ password }, _session, done) {
      if (password === RELAY_PASSWORD) return done(null, { user: 'renouveau' });
      done(Object.assign(new Error('Invalid username or password'), { responseCode: 535 }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', chunk => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        taken.push({ to, source: Buffer.concat(chunks).toString('latin1') });
        done();
      });
    },
    ...options,
  });
  // A handshake that breaks is what some tests want.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const scheme = options.secure === true ? 'smtps' : 'smtp';
  return {
    url: `${scheme}://renouveau:${encodeURIComponent(RELAY_PASSWORD)}@localhost:${port}`,
    taken,
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}
