/** Which hosts the service answers to, one by one. What is done with the others is in `test/web-door.test.ts`. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { readConfig } from '../config.ts';
import { createHostJudge } from './own-host.ts';

function judgeFor(mode: 'production' | 'demonstration', publicBaseUrl: string, port = '3000') {
  const reading = readConfig(
    mode,
    {},
    {
      PUBLIC_BASE_URL: publicBaseUrl,
      PORT: port,
      SECRET_KEYS: randomBytes(32).toString('base64'),
      SMTP_URL: 'smtps://relais.exemple.fr:465',
      MAIL_FROM_ADDRESS: 'ne-pas-repondre@exemple.fr',
      TRUSTED_PROXIES: 'aucun',
    },
  );
  if (reading.state === 'faulty') throw new Error(reading.faults.join('\n'));
  return createHostJudge(reading.config);
}

describe('the host, in production', () => {
  const judge = judgeFor('production', 'https://compte.exemple.fr');
  for (const host of ['compte.exemple.fr', 'COMPTE.exemple.FR', 'compte.exemple.fr:443']) {
    test(`${host} is ours (norm HDR-8)`, () => assert.equal(judge(host), 'ours'));
  }
  for (const host of [
    'evil.example',
    'compte.exemple.fr.',
    'compte.exemple.fr.evil.example',
    'evilcompte.exemple.fr',
    'exemple.fr',
    'compte.exemple.fr:80',
    'compte.exemple.fr:8443',
    'compte.exemple.fr:0443',
    'xn--compt-fsa.exemple.fr',
    'localhost',
    'localhost:3000',
    '127.0.0.1:3000',
    '[::1]:3000',
    '192.168.1.10:3000',
  ]) {
    test(`${host} is foreign (norms HDR-8, ATK-1)`, () => assert.equal(judge(host), 'foreign'));
  }
  for (const host of [
    '',
    ' ',
    '.',
    'compte.exemple.fr:',
    'compte.exemple.fr:443:443',
    'compte.exemple.fr:443@evil.example',
    'evil.example/compte.exemple.fr',
    'compte.exemple.fr, evil.example',
    'compte.exemple.fr evil.example',
    'compte.exemple.fr#@evil.example',
    'compté.exemple.fr',
    'compte。exemple。fr',
    'compte.exemple.fr%00',
    'compte.exemple.fr\u0000',
    '[::1',
  ]) {
    test(`${JSON.stringify(host)} is malformed (norms HDR-8, ATK-1)`, () =>
      assert.equal(judge(host), 'malformed'));
  }
});

test('the port of the address counts, and so does a name that is not ASCII, as browsers write it (norm HDR-8)', () => {
  const judge = judgeFor('production', 'https://compté.exemple.fr:8443');
  assert.equal(judge('xn--compt-fsa.exemple.fr:8443'), 'ours');
  assert.equal(judge('xn--compt-fsa.exemple.fr'), 'foreign');
});

describe('the host, in the demonstration', () => {
  const judge = judgeFor('demonstration', 'http://localhost:3000', '3005');
  for (const host of [
    'localhost:3000',
    'localhost:41234',
    '127.0.0.1:41234',
    '[::1]:3000',
    '192.168.1.10:3000',
    '10.1.2.3:3005',
    '172.20.0.2:3000',
    '[fd00::1]:3000',
    '[fe80::1]:3005',
  ]) {
    test(`${host} is ours (norm HDR-8)`, () => assert.equal(judge(host), 'ours'));
  }
  for (const host of [
    '192.168.1.10:8080',
    '172.32.0.1:3000',
    '8.8.8.8:3000',
    '127.1:3000',
    '127.0.0.2:3000',
    '0x7f000001:3000',
    '2130706433:3000',
    '[::ffff:127.0.0.1]:3000',
    '[2001:db8::1]:3000',
    'localhost.evil.example:3000',
    '192.168.1.10.evil.example:3000',
    'evil.example:3000',
  ]) {
    test(`${host} is foreign (norms HDR-8, ATK-1)`, () => assert.equal(judge(host), 'foreign'));
  }
});
