/**
 * The command `renouveau doctor` as an operator runs it (norms DKIM-1, ML-12): a process, its settings in the environment, a
 * name server and a mail server on this machine. It ends with 0 when all is in place, and never shows a secret.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { type DnsServer, type DnsZone, openDnsServer } from './dns-server.ts';
import { TEST_AUTHORITY } from './fixtures/relay-certificates.ts';
import {
  DOMAIN,
  goodZone,
  makeSigningKeys,
  openRelay,
  SENDING_ADDRESS,
  sendingEnvironment,
  type TestRelay,
} from './sending-domain.ts';
import { temporaryFolder } from './temporary.ts';

const CLI = join(import.meta.dirname, '../src/cli.ts');
const DMARC = `_dmarc.${DOMAIN}`;

describe('the command renouveau doctor', () => {
  const keys = makeSigningKeys();
  let folder: string;
  let relay: TestRelay;
  let names: DnsServer;
  let zone: DnsZone;

  before(async () => {
    folder = await temporaryFolder('renouveau-doctor-');
    await writeFile(join(folder, 'authority.pem'), TEST_AUTHORITY);
    for (const { selector, privateKey } of keys) {
      await writeFile(join(folder, `${selector}.pem`), privateKey.export({ format: 'pem', type: 'pkcs8' }));
    }
    relay = await openRelay();
    zone = goodZone(keys);
    names = await openDnsServer(zone);
  });
  after(async () => {
    await relay.close();
    await names.close();
    await rm(folder, { recursive: true });
  });

  async function run(...words: string[]) {
    const env = {
      ...process.env,
      ...sendingEnvironment(relay.url),
      NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'),
      DNS_SERVERS: names.address,
      DKIM_KEYS: keys.map(({ selector }) => `${selector}:${join(folder, `${selector}.pem`)}`).join(','),
    };
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', CLI, 'doctor', ...words],
      { env },
    );
    const [out, fault, status] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>(resolve => child.once('close', resolve)),
    ]);
    const { SECRET_KEYS = '' } = sendingEnvironment(relay.url);
    for (const secret of [SECRET_KEYS, 'mot de passe du relais', 'mot%20de%20passe', 'PRIVATE KEY']) {
      assert.ok(!`${out}${fault}`.includes(secret), `« ${secret} » is shown`);
    }
    return { out, fault, status };
  }

  test('DKIM-1, ML-12: a domain in good order ends with 0, each line with its mark', async () => {
    const { out, fault, status } = await run('--ip', SENDING_ADDRESS);
    assert.equal(fault, '');
    assert.equal(status, 0);
    assert.match(out, /^✓ SPF de compte\.exemple\.fr/);
    assert.match(out, /\nTout est bon\.\n$/);
    assert.doesNotMatch(out, /^[!✗?]/m);
    assert.equal(relay.taken.length, 0);
  });

  test('DKIM-1: --mail sends a letter, signed as the real ones, to that address and no other', async () => {
    const { out, status } = await run('--ip', SENDING_ADDRESS, '--mail', 'moi@exemple.fr');
    assert.equal(status, 0);
    assert.match(out, /✓ Le relais a pris la lettre d’essai \(250/);
    const [mail] = relay.taken;
    assert.equal(relay.taken.length, 1);
    assert.deepEqual(mail?.to, ['moi@exemple.fr']);
    assert.equal(mail?.source.match(/^DKIM-Signature:/gm)?.length, 2);
    assert.match(mail?.source ?? '', /^From: .*<ne-pas@compte\.exemple\.fr>\r$/m);
  });

  test('DKIM-1: what could be better ends with 0, what is bad or without answer with 1', async () => {
    const before = zone[DMARC];
    try {
      zone[DMARC] = { TXT: ['v=DMARC1; p=quarantine; rua=mailto:a@b.fr'] };
      const better = await run('--ip', SENDING_ADDRESS);
      assert.match(
        better.out,
        /\n! _dmarc\.[^\n]*\n {4}Quand[\s\S]*\nTout est en place\s; 1 point à améliorer\.\n$/,
      );
      assert.equal(better.status, 0);
      zone[DMARC] = { TXT: ['v=DMARC1; p=reject; pct=50; rua=mailto:a@b.fr'] };
      const bad = await run('--ip', SENDING_ADDRESS);
      assert.match(bad.out, /\n✗ _dmarc\.[^\n]*«\spct\s»[\s\S]*\n1 point à corriger\.\n$/);
      assert.equal(bad.status, 1);
      const lost = await run('--ip', SENDING_ADDRESS, '--ntp', '127.0.0.1:1', '--json');
      const { controles } = JSON.parse(lost.out);
      assert.deepEqual(controles.at(-1), {
        controle: 'horloge',
        verdict: 'inconnu',
        phrase: 'Le serveur de temps 127.0.0.1:1 ne répond pas.',
        conseil: 'Nommez-en un autre avec --ntp, ou laissez sortir le port 123 en UDP.',
      });
      zone[DMARC] = before ?? {};
      assert.equal((await run('--ntp', '127.0.0.1:1')).status, 1);
    } finally {
      zone[DMARC] = before ?? {};
    }
  });

  test('étape 4: --help says what there is, a wrong word is told with it', async () => {
    const help = await run('--help');
    assert.equal(help.status, 0);
    assert.match(help.out, /--ip adresse[\s\S]*Exemples/);
    for (const words of [['--ip', 'relais'], ['--mail', 'moi'], ['--ntp', 'a b'], ['--quoi'], ['quoi']]) {
      const wrong = await run(...words);
      assert.equal(wrong.status, 2, words.join(' '));
      assert.match(wrong.fault, /\nUsage\s: renouveau doctor \[--ip adresse\]…/);
    }
  });
});
