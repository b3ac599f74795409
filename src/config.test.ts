/** The settings: what production refuses, what the demonstration takes as given (norms STO-6, HDR-7; journey, « Numbers »). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EXAMPLE_SECRET_KEY } from './config/secret-keys.ts';
import { readConfig } from './config.ts';

const KEY = Buffer.from(Array.from({ length: 32 }, (_, rank) => (rank * 37 + 11) % 256)).toString('base64');
const FORMER_KEY = Buffer.from(Array.from({ length: 32 }, (_, rank) => (rank * 53 + 7) % 256)).toString(
  'base64',
);
const GOOD = {
  PUBLIC_BASE_URL: 'https://compte.exemple.fr',
  SECRET_KEYS: KEY,
  SMTP_URL: 'smtps://relais.exemple.fr:465',
  MAIL_FROM_ADDRESS: 'ne-pas-repondre@exemple.fr',
  TRUSTED_PROXIES: 'aucun',
};

function faultsOf(
  changes: Record<string, string | undefined>,
  mode: 'production' | 'demonstration' = 'production',
) {
  const reading = readConfig(mode, {}, { ...GOOD, ...changes });
  return reading.state === 'faulty' ? reading.faults : [];
}

function configOf(environment: Record<string, string>, mode: 'production' | 'demonstration' = 'production') {
  const reading = readConfig(mode, {}, environment);
  assert.ok(reading.state === 'read', JSON.stringify(reading));
  return reading.config;
}

describe('the settings of production', () => {
  test('the five that must be said are enough, and the numbers are the document’s', () => {
    const config = configOf(GOOD);
    assert.equal(config.mode, 'production');
    assert.deepEqual(config.secretKeys, [Buffer.from(KEY, 'base64')]);
    assert.equal(config.answers, 'documented');
    assert.equal(config.passwordProfile, 'documented');
    assert.equal(config.codeLifeSeconds, 300);
    assert.equal(config.linkLifeMinutes, 30);
    const documented = { requestsMax: 3, windowMinutes: 60, blockMinutes: 60, repeatSeconds: 90 };
    assert.deepEqual(config.requestLimit, documented);
    assert.ok(Object.isFrozen(config));
  });

  test('LIM-6: proxies are addresses or networks, or « aucun »; to forget them is a fault', () => {
    assert.deepEqual(configOf({ ...GOOD, TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::/32' }).trustedProxies, [
      '10.0.0.0/8',
      '2001:db8::/32',
    ]);
    for (const wrong of [undefined, '10.0.0.0/33', '2001:db8::/129', 'proxy.exemple.fr', '10.0.0.0/x']) {
      assert.match(faultsOf({ TRUSTED_PROXIES: wrong }).join(), /TRUSTED_PROXIES/);
    }
  });

  test('ATK-1: the address that links are made of is the name of the site and nothing else', () => {
    for (const wrong of ['/base', '?x=1', '#y', '/%0d%0a']) {
      assert.match(
        faultsOf({ PUBLIC_BASE_URL: `https://compte.exemple.fr${wrong}` }).join(),
        /PUBLIC_BASE_URL/,
      );
    }
    assert.match(faultsOf({ PUBLIC_BASE_URL: 'https://u:p@compte.exemple.fr' }).join(), /PUBLIC_BASE_URL/);
  });

  const refused: [what: string, changes: Record<string, string | undefined>, setting: string][] = [
    ['a missing secret', { SECRET_KEYS: undefined }, 'SECRET_KEYS'],
    ['an empty secret', { SECRET_KEYS: '' }, 'SECRET_KEYS'],
    [
      'a short secret',
      { SECRET_KEYS: Buffer.from(KEY, 'base64').subarray(1).toString('base64') },
      'SECRET_KEYS',
    ],
    ['a simple secret', { SECRET_KEYS: Buffer.alloc(32, 'secret').toString('base64') }, 'SECRET_KEYS'],
    ['the example secret', { SECRET_KEYS: EXAMPLE_SECRET_KEY }, 'SECRET_KEYS'],
    ['the example secret as a former one', { SECRET_KEYS: `${KEY},${EXAMPLE_SECRET_KEY}` }, 'SECRET_KEYS'],
    ['a former secret that is short', { SECRET_KEYS: `${KEY},c2hvcnQ=` }, 'SECRET_KEYS'],
    ['an http address', { PUBLIC_BASE_URL: 'http://compte.exemple.fr' }, 'PUBLIC_BASE_URL'],
    ['no address', { PUBLIC_BASE_URL: undefined }, 'PUBLIC_BASE_URL'],
    ['an address that is none', { PUBLIC_BASE_URL: 'compte.exemple.fr' }, 'PUBLIC_BASE_URL'],
    ['no mail server', { SMTP_URL: undefined }, 'SMTP_URL'],
    ['an empty mail server', { SMTP_URL: '' }, 'SMTP_URL'],
    ['no sender', { MAIL_FROM_ADDRESS: undefined }, 'MAIL_FROM_ADDRESS'],
    ['a sender that is no address', { MAIL_FROM_ADDRESS: 'ameli' }, 'MAIL_FROM_ADDRESS'],
    ['an unknown answer', { ANSWERS: 'explicite' }, 'ANSWERS'],
    ['an unknown profile', { PASSWORD_PROFILE: 'weak' }, 'PASSWORD_PROFILE'],
    ['a link that lives a year', { LINK_LIFE_MINUTES: '525600' }, 'LINK_LIFE_MINUTES'],
    ['half a request', { REQUESTS_MAX: '2.5' }, 'REQUESTS_MAX'],
    ['no request at all', { REQUESTS_MAX: '0' }, 'REQUESTS_MAX'],
    ['a block in words', { BLOCK_MINUTES: 'une heure' }, 'BLOCK_MINUTES'],
    ['a code of no life', { CODE_LIFE_SECONDS: '0' }, 'CODE_LIFE_SECONDS'],
    ['a port that is none', { PORT: '70000' }, 'PORT'],
    ['a negative number', { REPEAT_SECONDS: '-1' }, 'REPEAT_SECONDS'],
  ];
  for (const [what, changes, setting] of refused) {
    test(`STO-6, HDR-7: ${what} is refused, and the fault names ${setting}`, () => {
      const faults = faultsOf(changes);
      assert.equal(faults.length, 1, faults.join('\n'));
      assert.match(faults[0] ?? '', new RegExp(`^${setting} .+\\.$`));
      assert.doesNotMatch(faults[0] ?? '', /\b(?:invalid|expected|required|must|received|too)\b/i);
    });
  }

  test('every fault is told at once', () => {
    const faults = faultsOf({
      PUBLIC_BASE_URL: 'http://compte.exemple.fr',
      SMTP_URL: '',
      SECRET_KEYS: EXAMPLE_SECRET_KEY,
    });
    assert.equal(faults.length, 3);
    const more = faultsOf({
      PORT: 'x',
      SECRET_KEYS: 'x',
      ANSWERS: 'x',
      MAIL_FROM_ADDRESS: 'x',
      BLOCK_MINUTES: '0',
    });
    assert.equal(more.length, 5);
  });

  test('every fault is told at once, whether of form or of production', () => {
    const faults = faultsOf({ PORT: 'x', PUBLIC_BASE_URL: 'http://compte.exemple.fr', SMTP_URL: undefined });
    assert.equal(faults.length, 3, faults.join('\n'));
  });

  test('STO-6: no fault prints a secret, of the keys or of the mail server', () => {
    const weak = Buffer.from('ma-cle-a-moi').toString('base64');
    const changes = {
      SECRET_KEYS: `${weak},${KEY}`,
      SMTP_URL: 'smtp://moi:motdepasse@exemple.fr',
      PORT: 'x',
    };
    const told = faultsOf(changes).join('\n');
    assert.notEqual(told, '');
    for (const secret of [weak, KEY, 'ma-cle-a-moi', 'motdepasse'])
      assert.equal(told.includes(secret), false);
  });

  test('STO-6: several secrets are a ring, current first; spaces around them are forgiven', () => {
    const config = configOf({ ...GOOD, SECRET_KEYS: ` ${KEY} , ${FORMER_KEY} ` });
    assert.deepEqual(
      config.secretKeys.map(key => key.toString('base64')),
      [KEY, FORMER_KEY],
    );
  });

  test('a final slash of the address falls away; the database is a folder or an address', () => {
    const config = configOf({ ...GOOD, PUBLIC_BASE_URL: 'https://compte.exemple.fr/' });
    assert.equal(config.publicBaseUrl, 'https://compte.exemple.fr');
    assert.deepEqual(config.database, { kind: 'folder', folder: 'renouveau-donnees' });
    const url = 'postgresql://exemple/renouveau';
    assert.deepEqual(configOf({ ...GOOD, DATABASE_URL: url }).database, { kind: 'postgres', url });
  });
});

describe('the settings of the demonstration', () => {
  test('its address is enough; http, the example secret and no mail server are accepted there only', () => {
    const config = configOf({ PUBLIC_BASE_URL: 'http://localhost:3000' }, 'demonstration');
    assert.equal(config.mode, 'demonstration');
    assert.equal(config.secretKeys[0]?.toString('base64'), EXAMPLE_SECRET_KEY);
    assert.deepEqual(config.mail.relayUrls, []);
    assert.equal(config.listen.host, '127.0.0.1');
  });

  test('what is given is taken, and a bad number is refused there too', () => {
    const given = { PUBLIC_BASE_URL: 'http://localhost:3000', SECRET_KEYS: KEY, REQUESTS_MAX: '5' };
    assert.equal(configOf(given, 'demonstration').requestLimit.requestsMax, 5);
    assert.equal(configOf(given, 'demonstration').secretKeys[0]?.toString('base64'), KEY);
    assert.equal(faultsOf({ REQUESTS_MAX: 'trois' }, 'demonstration').length, 1);
  });
});

test('METRICS_LISTEN takes an IP address and a port, nothing by default, and no name', () => {
  const given = { PUBLIC_BASE_URL: 'http://localhost:3000' };
  const read = (place: string) => readConfig('demonstration', {}, { ...given, METRICS_LISTEN: place });
  const placeOf = (place: string) => {
    const reading = read(place);
    return reading.state === 'read' ? reading.config.metricsListen : 'faulty';
  };
  assert.equal(placeOf(''), undefined);
  assert.deepEqual(placeOf('127.0.0.1:9464'), { host: '127.0.0.1', port: 9464 });
  assert.deepEqual(placeOf('[::1]:9464'), { host: '::1', port: 9464 });
  for (const wrong of [
    '9464',
    'localhost:9464',
    '127.0.0.1',
    '127.0.0.1:65536',
    '300.0.0.1:9464',
    '::1:9464',
  ])
    assert.equal(placeOf(wrong), 'faulty', wrong);
});
