/** The link's secret as it is made, and as it comes back from mail programs and gateways (norms TOK-1, TOK-9, SCAN-6, ATK-15, ATK-16). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { realWorld } from '../world.ts';
import { hashLinkSecret, makeLinkSecret, readLinkSecret } from './link-secret.ts';

const UNREADABLE = { state: 'unreadable' };
const SHAPE = /^[A-Za-z0-9_-]{43}Z$/;

describe('the secret of a link', () => {
  const secret = makeLinkSecret(realWorld);
  const read = { state: 'read', secret };

  test('TOK-1: 32 random bytes as 43 base64url characters, then the letter Z', () => {
    assert.match(secret, SHAPE);
    assert.equal(Buffer.from(secret.slice(0, -1), 'base64url').length, 32);
    const bytes = Buffer.alloc(32, 0xfb);
    const fixed = makeLinkSecret({ ...realWorld, randomBytes: () => bytes });
    assert.equal(fixed, `${bytes.toString('base64url')}Z`);
  });

  test('ATK-15: ten thousand secrets, no two alike', () => {
    const made = new Set(Array.from({ length: 10_000 }, () => makeLinkSecret(realWorld)));
    assert.equal(made.size, 10_000);
  });

  test('TOK-2: its hash has 32 bytes and changes with any character', () => {
    assert.equal(hashLinkSecret(secret).length, 32);
    assert.notDeepEqual(hashLinkSecret(secret), hashLinkSecret(makeLinkSecret(realWorld)));
  });

  test('SCAN-6: read as it is, and percent-encoded one, two or three times by gateways', () => {
    const everyByte = (text: string) =>
      [...text].map(character => `%${character.charCodeAt(0).toString(16)}`).join('');
    assert.deepEqual(readLinkSecret(secret), read);
    assert.deepEqual(readLinkSecret(everyByte(secret)), read);
    const [once, twice] = [
      encodeURIComponent(`<${secret}>`),
      encodeURIComponent(encodeURIComponent(`<${secret}>`)),
    ];
    for (const encoded of [once, twice, encodeURIComponent(twice)])
      assert.deepEqual(readLinkSecret(encoded), read, encoded);
    assert.deepEqual(readLinkSecret(encodeURIComponent(encodeURIComponent(twice))), UNREADABLE);
  });

  test('SCAN-6: brackets, quotes, full stops and spaces around it fall away', () => {
    for (const around of [
      '<?>',
      '(?)',
      '[?].',
      '?.',
      '?,',
      '?;',
      '?)',
      '?>.',
      '"?"',
      '« ? »',
      ' ?\r\n',
      '?%20',
      '?=',
      '?/',
    ])
      assert.deepEqual(readLinkSecret(around.replace('?', () => secret)), read, around);
  });

  test('SCAN-6: a secret that ends in - or _ keeps it, thanks to its Z', () => {
    for (const ending of ['-', '_']) {
      const awkward = `${ending}${'A'.repeat(41)}${ending}Z`;
      assert.deepEqual(readLinkSecret(`${awkward}.`), { state: 'read', secret: awkward });
    }
  });

  test('TOK-9, ATK-16: anything else is unreadable', () => {
    const others = [
      '',
      'null',
      'A'.repeat(43),
      'A'.repeat(44),
      `${'A'.repeat(42)}Z`,
      `${'A'.repeat(44)}Z`,
      secret.slice(0, -1),
    ];
    const altered = [
      `${secret.slice(0, 20)} ${secret.slice(20)}`,
      `${secret}Z`,
      `${secret}\0x`,
      `é${secret.slice(1)}`,
      '%',
      '%00',
      '%zz',
    ];
    for (const text of [...others, ...altered, secret.repeat(10)])
      assert.deepEqual(readLinkSecret(text), UNREADABLE, text);
    assert.deepEqual(readLinkSecret(undefined), UNREADABLE);
    assert.deepEqual(readLinkSecret(' '.repeat(400) + secret), UNREADABLE);
  });

  test('TOK-9: it never throws, and gives back nothing but the shape of a secret', () => {
    const texts = fc.oneof(
      anyText({ maxLength: 500 }),
      fc.string({ maxLength: 100 }).map(text => `%${text}${secret}`),
      fc.stringMatching(/^[A-Za-z0-9_%.<>-]{40,60}$/),
    );
    fc.assert(
      fc.property(texts, text => {
        const reading = readLinkSecret(text);
        assert.ok(reading.state === 'unreadable' || SHAPE.test(reading.secret));
      }),
    );
  });
});
