/** The token: nothing can be read in it, nothing changed, and secrets can be replaced under it (norms CAP-2, CAP-3). */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { type Challenge, createSealer, ID_BYTES } from './seal.ts';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const NOON_MS = Date.UTC(2026, 2, 29, 12);
const FORM = 'a form session/forgotten password';

const secret = (name: string) => createHash('sha256').update(name).digest();
const sealerOf = (...names: string[]) =>
  createSealer(names.map(secret), { now: () => new Date(NOON_MS), randomBytes: size => randomBytes(size) });
const challenge: Challenge = {
  id: Buffer.alloc(ID_BYTES, 7),
  expiresAtMs: NOON_MS,
  codeBytes: Buffer.from('abc'),
};

/** The token with one character replaced, in every way there is. */
function* alterationsOf(token: string): Generator<string> {
  for (let at = 0; at < token.length; at++) {
    for (const other of BASE64URL) {
      if (other !== token[at]) yield token.slice(0, at) + other + token.slice(at + 1);
    }
  }
}

test('a token gives back what was sealed in it', () => {
  const sealer = sealerOf('first');
  const opened = sealer.open(sealer.seal(challenge, FORM), FORM);
  assert.equal(opened.state, 'opened');
  assert.deepEqual(opened.challenge, challenge);
});

test('CAP-3: a token is 76 characters that may stand in an address, and hides even that a challenge is the same', () => {
  const sealer = sealerOf('first');
  const tokens = Array.from({ length: 100 }, () => sealer.seal(challenge, FORM));
  for (const token of tokens) assert.match(token, /^[\w-]{76}$/);
  const bodies = tokens.map(token => Buffer.from(token, 'base64url').toString('hex', 14, 41));
  assert.equal(new Set(bodies).size, 100);
});

test('CAP-2: a token of which any one character was changed is refused', () => {
  const sealer = sealerOf('first');
  for (const altered of alterationsOf(sealer.seal(challenge, FORM))) {
    assert.deepEqual(sealer.open(altered, FORM), { state: 'forged' });
  }
});

test('the first secret seals, every secret opens, and a token of a withdrawn one is refused', () => {
  const token = sealerOf('new', 'former').seal(challenge, FORM);
  assert.equal(sealerOf('new').open(token, FORM).state, 'opened');
  assert.equal(sealerOf('newest', 'new').open(token, FORM).state, 'opened');
  assert.deepEqual(sealerOf('former').open(token, FORM), { state: 'forged' });
});

test('two secrets whose one-byte names are the same both open', () => {
  const byteOf = (name: string) =>
    Buffer.from(sealerOf(name).seal(challenge, FORM), 'base64url').readUInt8(1);
  const names = Array.from({ length: 5000 }, (_, number) => `twin ${number}`);
  const twin = names.find(name => byteOf(name) === byteOf('one'));
  assert.ok(twin);
  assert.equal(sealerOf('one', twin).open(sealerOf(twin).seal(challenge, FORM), FORM).state, 'opened');
});

test('CAP-5: each medium and each challenge has its own seed, which is the same at every call', () => {
  const sealer = sealerOf('first');
  const seedOf = (sealed: Challenge, medium: string) => {
    const opened = sealer.open(sealer.seal(sealed, FORM), FORM);
    assert.equal(opened.state, 'opened');
    return opened.seedFor(medium).toString('hex');
  };
  const other = { ...challenge, id: Buffer.alloc(ID_BYTES, 8) };
  assert.equal(seedOf(challenge, 'picture'), seedOf(challenge, 'picture'));
  assert.equal(
    new Set([seedOf(challenge, 'picture'), seedOf(challenge, 'sound'), seedOf(other, 'picture')]).size,
    3,
  );
});

test('an id of another length is not sealed, for the token would no longer have its one length', () => {
  assert.throws(
    () => sealerOf('first').seal({ ...challenge, id: Buffer.alloc(ID_BYTES - 1) }, FORM),
    RangeError,
  );
});
