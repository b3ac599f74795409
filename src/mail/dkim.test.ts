/**
 * Signatures (norms DKIM-1, DKIM-2) judged by a verifier that is not ours, mailauth in its strict mode, itself shown
 * right on the example of RFC 8463; and by texts written out by hand.
 */
import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { anyMessage, COMPOSED, PLAIN, SIGNED_NAMES } from '../../test/fixtures/messages-to-sign.ts';
import { RFC8463 } from '../../test/fixtures/rfc8463.ts';
import { type DkimKey, dkimHeaders, dkimRecord } from './dkim.ts';

const SIGNED_AT = new Date('2026-03-02T09:00:00.900Z');
const RSA = key('rsa', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const ED25519 = key('ed', generateKeyPairSync('ed25519').privateKey);
const BOTH = [RSA, ED25519];
const PASSED = ['rsa-sha256 pass exemple.fr', 'ed25519-sha256 pass exemple.fr'];

function key(selector: string, privateKey: DkimKey['privateKey']): DkimKey {
  return { domain: 'exemple.fr', selector, privateKey };
}

/** As DNS gives them: strings of at most 255 bytes. */
const dns = new Map(
  BOTH.map(one => [`${one.selector}._domainkey.exemple.fr`, dkimRecord(one).match(/.{1,255}/g) ?? []]),
);

/** What the verifier says of each signature, from the top. */
async function judge(message: Buffer, records: ReadonlyMap<string, string[]> = dns): Promise<string[]> {
  const { results } = await dkimVerify(message, {
    strict: true,
    curTime: SIGNED_AT,
    resolver: async name => [records.get(name) ?? []],
  });
  return results.map(({ algo, status }) => `${algo} ${status.result} ${status.aligned}`);
}

const bytes = (text: string) => Buffer.from(text, 'utf8');
const headersOf = (message: Buffer) => dkimHeaders(message, BOTH, SIGNED_AT);
const signed = (message: Buffer) => Buffer.concat([bytes(headersOf(message)), message]);
const onTop = (line: string, message: Buffer) => Buffer.concat([bytes(`${line}\r\n`), message]);

/** Both signatures are seen, and neither passes. */
async function assertBroken(message: Buffer, why = 'changed'): Promise<void> {
  const verdicts = await judge(message);
  assert.equal(verdicts.length, 2, why);
  for (const verdict of verdicts) assert.doesNotMatch(verdict, / pass /, why);
}

const unfold = (headers: string) => headers.replace(/\r\n /g, ' ');
const bodyHashOf = (message: string) => /bh=([^;]+);/.exec(headersOf(bytes(message)))?.[1];
const hash = (text: string) => createHash('sha256').update(text).digest('base64');

describe('DKIM', () => {
  test('DKIM-1: both signatures of a mail in French, as nodemailer builds it, verify and are aligned', async () => {
    assert.deepEqual(await judge(signed(COMPOSED)), PASSED);
  });

  test('DKIM-1: whatever the fields and the body, both signatures verify once the line ends are CRLF', async () => {
    await fc.assert(
      fc.asyncProperty(anyMessage(), async text => {
        const headers = headersOf(Buffer.from(text, 'latin1'));
        const sent = Buffer.from(headers + text.replace(/\r\n?|\n/g, '\r\n'), 'latin1');
        assert.deepEqual(await judge(sent), PASSED);
      }),
      { numRuns: 300 },
    );
  });

  test('DKIM-1: a byte changed in the body or in a signed field, and neither signature verifies', async () => {
    const message = signed(PLAIN);
    const other = message.indexOf('X-Other: x');
    assert.deepEqual(await judge(message), PASSED);
    for (let at = message.indexOf('From: '); at < message.length; at += 1) {
      const lineEnd = message[at] === 0x0d || message[at] === 0x0a;
      if (lineEnd || (at >= other && at < other + 'X-Other: x'.length)) continue;
      const changed = Buffer.from(message);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await assertBroken(changed, `byte ${at}`);
    }
  });

  test('DKIM-2: the fields that norms name are signed, From To Cc Reply-To Subject once more than there are', () => {
    for (const header of unfold(headersOf(PLAIN)).trimEnd().split('\r\n')) {
      const names = (/ h=([^;]+);/.exec(header)?.[1] ?? '').split(': ');
      for (const name of SIGNED_NAMES)
        assert.equal(names.filter(one => one === name.toLowerCase()).length, 2, name);
      for (const name of ['cc', 'reply-to']) assert.equal(names.filter(one => one === name).length, 1, name);
      assert.ok(!names.includes('x-other'));
      assert.doesNotMatch(header, / l=/);
    }
    assert.doesNotMatch(headersOf(bytes('From: a@exemple.fr\r\n\r\n')), /content|mime|auto|date|message-id/);
  });

  test('DKIM-2: a second From, To, Subject… added above or below breaks both signatures', async () => {
    for (const name of [...SIGNED_NAMES, 'Cc', 'Reply-To']) {
      await assertBroken(onTop(`${name}: autre`, signed(PLAIN)), name);
      const below = signed(PLAIN).toString('latin1').replace('\r\n\r\n', `\r\n${name}: autre\r\n\r\n`);
      await assertBroken(Buffer.from(below, 'latin1'), name);
    }
    assert.deepEqual(await judge(onTop('Received: from relay', signed(PLAIN))), PASSED);
  });

  test('DKIM-2: of two fields of one name, both are signed, in their order', async () => {
    const message = 'To: un\r\nFrom: a@exemple.fr\r\nTo: deux\r\n\r\nx\r\n';
    const headers = headersOf(bytes(message));
    assert.deepEqual(await judge(bytes(headers + message)), PASSED);
    const swapped = 'To: deux\r\nFrom: a@exemple.fr\r\nTo: un\r\n\r\nx\r\n';
    await assertBroken(bytes(headers + swapped));
  });
});

describe('the canonical form', () => {
  const records = new Map(
    [RFC8463.ed25519, RFC8463.rsa].map(({ selector, record }) => [
      `${selector}._domainkey.${RFC8463.domain}`,
      [record],
    ]),
  );
  const pkcs8 = Buffer.from(
    `302e020100300506032b657004220420${Buffer.from(RFC8463.ed25519.seed, 'base64').toString('hex')}`,
    'hex',
  );
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const brisbane = { domain: RFC8463.domain, selector: RFC8463.ed25519.selector, privateKey };
  const ours = dkimHeaders(bytes(RFC8463.message), [brisbane], RFC8463.signedAt);

  test('RFC 8463, appendix A: its signatures and ours, by its key and on its record, verify together', async () => {
    const verdict = (algorithm: string) => `${algorithm} pass ${RFC8463.domain}`;
    assert.equal(dkimRecord(brisbane), RFC8463.ed25519.record);
    assert.ok(ours.includes(`bh=${RFC8463.bodyHash};`));
    assert.deepEqual(await judge(bytes(ours + RFC8463.signatures + RFC8463.message), records), [
      verdict('ed25519-sha256'),
      verdict('ed25519-sha256'),
      verdict('rsa-sha256'),
    ]);
  });

  test('RFC 8463: what is signed is the hash of this text, written by hand', () => {
    const text = [
      'from:Joe SixPack <joe@football.example.com>',
      'to:Suzie Q <suzie@shopping.example.net>',
      'subject:Is dinner ready?',
      'date:Fri, 11 Jul 2003 21:00:37 -0700 (PDT)',
      'message-id:<20030712040037.46341.5F8J@football.example.com>',
      'dkim-signature:v=1; a=ed25519-sha256; c=relaxed/relaxed; d=football.example.com; s=brisbane; t=1528637909; ' +
        'h=from: from: to: to: cc: reply-to: subject: subject: date: date: message-id: message-id; ' +
        `bh=${RFC8463.bodyHash}; b=`,
    ].join('\r\n');
    const signature = Buffer.from(unfold(ours).split(' b=')[1]?.replaceAll(' ', '') ?? '', 'base64');
    const digest = createHash('sha256').update(text).digest();
    assert.ok(verify(null, digest, createPublicKey(privateKey), signature));
  });

  test('RFC 6376, 3.4.4: white space and blank lines at the end of a body are nothing, inside they are one space', () => {
    const head = 'From: a@exemple.fr\r\n\r\n';
    assert.equal(bodyHashOf(`${head} C \r\nD \t E\r\n\r\n\r\n`), hash(' C\r\nD E\r\n'));
    for (const nothing of ['', '\r\n', '\r\n\r\n', ' \t\r\n\n', ' ', '\n'])
      assert.equal(bodyHashOf(head + nothing), hash(''), JSON.stringify(nothing));
    for (const same of ['à  \u00a0\t', 'à \u00a0\n', 'à \u00a0 \r\n \r\n\r\n'])
      assert.equal(bodyHashOf(head + same), hash('à \u00a0\r\n'), JSON.stringify(same));
    assert.equal(bodyHashOf('From: a@exemple.fr'), hash(''));
    assert.equal(bodyHashOf('From: a@exemple.fr\n'), hash(''));
  });

  test('LF, CR and CRLF are signed alike, byte for byte', () => {
    const crlf = COMPOSED.toString('latin1').replace(/\r?\n/g, '\r\n');
    for (const lineEnd of ['\n', '\r', '\r\n'])
      assert.equal(headersOf(Buffer.from(crlf.replaceAll('\r\n', lineEnd), 'latin1')), headersOf(COMPOSED));
  });
});

test('DKIM-1: one header a key, folded at 76 columns, dated in whole seconds; none without a key', () => {
  const lines = headersOf(COMPOSED).split('\r\n');
  assert.equal(lines.pop(), '');
  for (const line of lines) assert.ok(line.length <= 76 && /^(DKIM-Signature:)? [^ ]/.test(line), line);
  assert.equal(headersOf(COMPOSED).match(/\bt=1772442000;/g)?.length, 2);
  assert.equal(dkimHeaders(COMPOSED, [], SIGNED_AT), '');
});

test('DKIM-1: the record tells the type and the public half, 32 bytes for Ed25519', () => {
  assert.match(dkimRecord(ED25519), /^v=DKIM1; k=ed25519; p=[A-Za-z0-9+/]{43}=$/);
  assert.match(dkimRecord(RSA), /^v=DKIM1; k=rsa; p=MIIBIjANBgkq[A-Za-z0-9+/]{380}$/);
});

test('DKIM-1: a shorter RSA key, or another kind, neither signs nor is published', () => {
  const weak = [
    generateKeyPairSync('rsa', { modulusLength: 1024 }),
    generateKeyPairSync('rsa-pss', { modulusLength: 2048 }),
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ];
  for (const { privateKey } of weak) {
    assert.throws(() => dkimHeaders(PLAIN, [key('faible', privateKey)], SIGNED_AT), /faible\._domainkey/);
    assert.throws(() => dkimRecord(key('faible', privateKey)), /faible\._domainkey/);
  }
});
