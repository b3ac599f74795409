/**
 * `renouveau mail preview` (étapes 4 and 6): the mails as they would leave with these settings, without a database and without
 * sending; signed with the operator's keys (DKIM-1), and without the word that ML-4 bans.
 */
import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser } from 'mailparser';
import { dkimRecord } from '../src/mail/dkim.ts';
import { openBench } from './bench.ts';
import { look } from './renewal.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary.ts';

const LINK = /https:\/\/compte\.exemple\.fr(\/renouveler\/[\w-]{43}Z)/;

describe('renouveau mail preview', () => {
  let folder: string;
  before(async () => {
    folder = await temporaryFolder('renouveau-preview-');
    const key = generateKeyPairSync('ed25519').privateKey;
    await writeFile(join(folder, 'key.pem'), key.export({ format: 'pem', type: 'pkcs8' }));
  });
  after(() => rm(folder, { recursive: true }));

  /** A database that is not there: none is needed. */
  const run = (...words: string[]) =>
    runCommand(['mail', 'preview', ...words], '', {
      DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/nowhere',
      DKIM_KEYS: `apercu:${join(folder, 'key.pem')}`,
    });

  test('étape 4, ML-4: the text, the page and the message of the renewal mail say the link, the message twice the same, and never « confirm »', async () => {
    const text = await run();
    assert.deepEqual([text.status, text.fault], [0, '']);
    assert.match(text.out, /^Bonjour,\n\nVous avez demandé le renouvellement/);
    const html = await run('--format', 'html');
    assert.match(html.out, /^<!doctype html>/i);
    const mail = await simpleParser((await run('--format', 'eml')).out);
    assert.match(mail.subject ?? '', /renouveler mon mot de passe$/);
    assert.equal(mail.to && !Array.isArray(mail.to) && mail.to.text, 'camille@exemple.fr');
    for (const said of [text.out, html.out, mail.text ?? '', mail.html || '']) {
      assert.match(said, LINK);
      assert.doesNotMatch(said, /confirm/i);
    }
    const [inText, inHtml] = [mail.text ?? '', mail.html || ''].map(part => LINK.exec(part)?.[0]);
    assert.equal(inText, inHtml);
  });

  test('étape 6, DKIM-1: the notice as a message verifies with the key of the settings', async () => {
    const { out } = await run('--which', 'notice', '--format', 'eml');
    const privateKey = createPrivateKey(readFileSync(join(folder, 'key.pem')));
    const record = dkimRecord({ domain: 'exemple.fr', selector: 'apercu', privateKey });
    const { results } = await dkimVerify(Buffer.from(out), { resolver: async () => [[record]] });
    assert.deepEqual(
      results.map(({ status }) => status.result),
      ['pass'],
    );
    const mail = await simpleParser(out);
    assert.match(mail.text ?? '', /Le mot de passe de votre compte ameli a été modifié le/);
    assert.doesNotMatch(out, /renouveler\/|confirm/i);
  });

  test('étape 4: the link of the example leads to the page of a link that is not known', async () => {
    const bench = await openBench();
    try {
      const [, path = ''] = LINK.exec((await run()).out) ?? [];
      assert.deepEqual(await look(bench, path.split('/').at(-1)), { outcome: 'unknown' });
    } finally {
      await bench.close();
    }
  });

  test('--output writes a new file, and leaves one that is there; --json says where', async () => {
    const path = join(folder, 'mail.html');
    const written = await run('--format', 'html', '--output', path, '--json');
    assert.deepEqual(JSON.parse(written.out), { fichier: path });
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    assert.match(await readFile(path, 'utf8'), LINK);
    const again = await run('--output', path);
    assert.deepEqual(
      [again.status, again.fault],
      [1, `Le fichier ${path} existe déjà, ou ne s’écrit pas.\n`],
    );
  });

  test('--json is one document: the subject, the format, what is in it', async () => {
    const told = JSON.parse((await run('--which', 'notice', '--json')).out);
    assert.match(told.objet, /a été modifié$/);
    assert.equal(told.format, 'text');
    assert.match(told.contenu, /^Bonjour,/);
  });
});
