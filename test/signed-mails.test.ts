/** Both mails as they are delivered, by the settings an operator writes: signed, and judged by a verifier that is not ours. */
import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { dkimRecord } from '../src/mail/dkim.ts';
import { readReturnMark } from '../src/secrets/return-mark.ts';
import { type Bench, openBench } from './bench.ts';
import type { SunkMail } from './mail-sink.ts';
import { linkOf, member, renew } from './renewal.ts';

const DOMAIN = 'compte.exemple';

describe('the mails as delivered', () => {
  const folder = mkdtempSync(join(tmpdir(), 'renouveau-signed-'));
  const paths = { rsa2026: join(folder, 'rsa.pem'), ed2026: join(folder, 'ed.pem') };
  const mails: SunkMail[] = [];
  let bench: Bench;

  before(async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const edwards = generateKeyPairSync('ed25519').privateKey;
    writeFileSync(paths.rsa2026, rsa.export({ format: 'pem', type: 'pkcs8' }));
    writeFileSync(paths.ed2026, edwards.export({ format: 'pem', type: 'pkcs8' }));
    const DKIM_KEYS = Object.entries(paths)
      .map(entry => entry.join(':'))
      .join();
    bench = await openBench({ settings: { DKIM_KEYS, MAIL_RETURN_ADDRESS: `retour@${DOMAIN}` } });
    await renew(bench, await linkOf(bench, await member(bench)));
    await bench.deliver();
    mails.push(...bench.sink.mails);
  });
  after(async () => {
    await bench.close();
    rmSync(folder, { recursive: true });
  });

  /** What a name server of the domain would say. */
  async function published(name: string): Promise<string[][]> {
    for (const [selector, path] of Object.entries(paths)) {
      if (name !== `${selector}._domainkey.${DOMAIN}`) continue;
      const key = { domain: DOMAIN, selector, privateKey: createPrivateKey(readFileSync(path)) };
      return [dkimRecord(key).match(/.{1,255}/g) ?? []];
    }
    throw Object.assign(new Error('no such record'), { code: 'ENOTFOUND' });
  }

  const judge = async (source: string) =>
    (
      await dkimVerify(Buffer.from(source), {
        strict: true,
        curTime: bench.world.now(),
        resolver: published,
      })
    ).results.map(({ algo, status }) => `${algo} ${status.result} ${status.aligned}`);

  test('DKIM-1: the renewal mail and the notice carry two signatures of the sender’s domain, and both verify', async () => {
    assert.equal(mails.length, 2);
    for (const mail of mails) {
      assert.deepEqual(await judge(mail.source), [
        `rsa-sha256 pass ${DOMAIN}`,
        `ed25519-sha256 pass ${DOMAIN}`,
      ]);
    }
  });

  test('DKIM-1: another word in the mail, and neither verifies', async () => {
    for (const mail of mails) {
      const forged = mail.source.replace('Bonjour', 'Bonsoir');
      assert.notEqual(forged, mail.source);
      for (const verdict of await judge(forged)) assert.doesNotMatch(verdict, / pass /);
    }
  });

  test('ML-2, FR-1: both say that a machine wrote them, and of which stream they are, under the signature', () => {
    for (const mail of mails) {
      assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
      assert.equal(mail.headers.get('feedback-id'), 'mot-de-passe:renouveau');
      const signed = mail.source.replace(/\r\n\s+/g, '').match(/\bh=[^;]+/g) ?? [];
      assert.equal(signed.length, 2);
      for (const names of signed) assert.match(names, /auto-submitted.*feedback-id/i);
    }
  });

  test('DSN-1: each leaves from a return address of its own that only we can have marked', () => {
    const marks = mails.map(mail => readReturnMark(bench.tools.secrets.keys, mail.sender));
    assert.ok(marks.every(mark => mark.state === 'read'));
    assert.equal(new Set(mails.map(mail => mail.sender)).size, 2);
    for (const mail of mails) assert.match(mail.sender, /^retour\+[0-9a-f]{48}@compte\.exemple$/);
  });
});
