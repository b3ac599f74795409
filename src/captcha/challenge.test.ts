/** A code to copy from its issue to its answer: five minutes, one form, one reading (norms CAP-1 to CAP-5). */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { World } from '../world.ts';
import { CODE_BYTES, codeFrom } from './alphabet.ts';
import { createChallenges } from './challenge.ts';

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const NOON_MS = Date.UTC(2026, 2, 29, 12);
const LIFE_SECONDS = 300;
const FORM = 'a form session/forgotten password';

const secret = (name: string) => createHash('sha256').update(name).digest();

/** A world whose clock is moved by hand and which remembers the last code drawn, as no visitor can. */
function bench(keys: readonly Buffer[] = [secret('first')]) {
  let now = NOON_MS;
  let drawn = Buffer.alloc(CODE_BYTES);
  const world: World = {
    now: () => new Date(now),
    randomBytes: size => {
      const bytes = randomBytes(size);
      if (size === CODE_BYTES) drawn = bytes;
      return bytes;
    },
  };
  const challenges = createChallenges({ world, keys, lifeSeconds: LIFE_SECONDS });
  return {
    ...challenges,
    code: () => codeFrom(drawn),
    waitMs: (ms: number) => {
      now += ms;
    },
  };
}

/** The token with one character replaced, in every way there is. */
function* alterationsOf(token: string): Generator<string> {
  for (let at = 0; at < token.length; at++) {
    for (const other of BASE64URL) {
      if (other !== token[at]) yield token.slice(0, at) + other + token.slice(at + 1);
    }
  }
}

describe('CAP-1: a code is valid five minutes', () => {
  test('4 min 59.999 s after it was issued it opens, is drawn, and is matched', () => {
    const { issue, open, picture, matches, code, waitMs } = bench();
    const token = issue(FORM);
    waitMs(LIFE_SECONDS * 1000 - 1);
    const opened = open(token, FORM);
    assert.equal(opened.state, 'open');
    assert.deepEqual(opened.expiresAt, new Date(NOON_MS + LIFE_SECONDS * 1000));
    assert.equal(picture(token, FORM).state, 'drawn');
    assert.equal(matches(token, FORM, code()), true);
  });

  test('5 min after it was issued it is expired, is drawn no more, and the right answer is wrong', () => {
    const { issue, open, picture, matches, code, waitMs } = bench();
    const token = issue(FORM);
    const before = open(token, FORM);
    assert.equal(before.state, 'open');
    waitMs(LIFE_SECONDS * 1000);
    assert.deepEqual(open(token, FORM), { state: 'expired', id: before.id });
    assert.deepEqual(picture(token, FORM), { state: 'expired' });
    assert.equal(matches(token, FORM, code()), false);
  });
});

describe('CAP-2: a code belongs to one form', () => {
  test('a token opens only for the form session and the purpose it was issued for', () => {
    const { issue, open, picture, matches, code } = bench();
    const token = issue(FORM);
    for (const binding of ['another session/forgotten password', 'a form session/help', `${FORM} `, '']) {
      assert.deepEqual(open(token, binding), { state: 'forged' });
      assert.deepEqual(picture(token, binding), { state: 'forged' });
      assert.equal(matches(token, binding, code()), false);
    }
  });

  test('a token of which any one character was changed is refused', () => {
    const { issue, open } = bench();
    for (const altered of alterationsOf(issue(FORM)))
      assert.deepEqual(open(altered, FORM), { state: 'forged' });
  });

  test('whatever is not a token is refused without an error', () => {
    const { issue, open, picture, matches } = bench();
    const token = issue(FORM);
    const strange = [
      undefined,
      null,
      42,
      [token],
      { toString: () => token },
      '',
      `${token}A`,
      `${token}\n`,
      `${token}=`,
    ];
    for (const other of [...strange, token.slice(1), token.slice(0, -1), ` ${token}`, 'A'.repeat(1e6)]) {
      assert.deepEqual(open(other, FORM), { state: 'forged' });
      assert.deepEqual(picture(other, FORM), { state: 'forged' });
      assert.equal(matches(other, FORM, 'AAAAAA'), false);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => assert.equal(open(text, FORM).state, 'forged')),
    );
  });

  test('two tokens never have the same id, by which single use is kept, nor anything else in common', () => {
    const { issue, open } = bench();
    const tokens = Array.from({ length: 500 }, () => issue(FORM));
    const ids = tokens
      .map(token => open(token, FORM))
      .map(opened => (opened.state === 'open' ? opened.id : ''));
    assert.equal(new Set(tokens).size, 500);
    assert.equal(new Set(ids).size, 500);
    for (const id of ids) assert.match(id, /^[\w-]{24}$/);
  });
});

describe('CAP-3: the answer is nowhere the visitor can read', () => {
  test('a token is 76 characters that may stand in an address, and changes whole for the same challenge', () => {
    const world: World = {
      now: () => new Date(NOON_MS),
      randomBytes: size => (size === 12 ? randomBytes(12) : Buffer.alloc(size)),
    };
    const { issue } = createChallenges({ world, keys: [secret('first')], lifeSeconds: LIFE_SECONDS });
    const [one, other] = [issue(FORM), issue(FORM)].map(token =>
      Buffer.from(token, 'base64url').subarray(14, 41),
    );
    assert.match(issue(FORM), /^[\w-]{76}$/);
    assert.notDeepEqual(one, other);
  });

  test('neither the token nor the picture holds the code, in letters or in bytes', () => {
    const { issue, picture, code } = bench();
    for (let issued = 0; issued < 50; issued++) {
      const token = issue(FORM);
      const drawn = picture(token, FORM);
      assert.equal(drawn.state, 'drawn');
      const bytes = Buffer.from(token, 'base64url');
      for (const place of [token, bytes.toString('latin1'), drawn.png.toString('latin1')]) {
        assert.ok(!place.includes(code()));
      }
    }
  });
});

describe('CAP-4: the answer', () => {
  test('the code drawn is the code expected, in capitals or not, with look-alikes in place of symbols', () => {
    const { issue, matches, code } = bench();
    const lookAlikes: Record<string, string> = {
      5: 'S',
      8: 'B',
      6: 'G',
      Z: '2',
      7: 'T',
      4: 'A',
      F: 'E',
      M: 'N',
      U: 'V',
      X: 'K',
      R: 'P',
    };
    for (let issued = 0; issued < 50; issued++) {
      const token = issue(FORM);
      const misread = Array.from(code(), symbol => lookAlikes[symbol] ?? symbol).join('');
      for (const answer of [
        code(),
        code().toLowerCase(),
        ` ${code().slice(0, 3)}-${code().slice(3)} `,
        misread,
      ]) {
        assert.equal(matches(token, FORM, answer), true, answer);
      }
    }
  });

  test('any other answer is wrong: one symbol changed, missing or added, nothing, no text', () => {
    const { issue, matches, code } = bench();
    const token = issue(FORM);
    const right = code();
    const last = right.endsWith('H') ? 'J' : 'H';
    const wrong = [
      right.slice(0, 5) + last,
      right.slice(0, 5),
      `${right}H`,
      `${right}É`,
      '',
      '      ',
      [right],
      undefined,
    ];
    for (const answer of wrong) assert.equal(matches(token, FORM, answer), false, String(answer));
  });
});

describe('CAP-5: one challenge, one picture', () => {
  test('every fetch of a challenge gives the same bytes, even minutes later and from another process', () => {
    const first = bench();
    const token = first.issue(FORM);
    const drawn = first.picture(token, FORM);
    first.waitMs(200_000);
    assert.deepEqual(first.picture(token, FORM), drawn);
    assert.deepEqual(bench().picture(token, FORM), drawn);
  });

  test('the picture changes with the challenge even when the code is the same', () => {
    const world: World = {
      now: () => new Date(NOON_MS),
      randomBytes: size => (size === CODE_BYTES ? Buffer.alloc(size) : randomBytes(size)),
    };
    const { issue, picture } = createChallenges({
      world,
      keys: [secret('first')],
      lifeSeconds: LIFE_SECONDS,
    });
    assert.notDeepEqual(picture(issue(FORM), FORM), picture(issue(FORM), FORM));
  });

  test('the picture changes with the code', () => {
    let fill = 0;
    const world: World = {
      now: () => new Date(NOON_MS),
      randomBytes: size => Buffer.alloc(size, size === CODE_BYTES ? fill++ : 0),
    };
    const { issue, picture } = createChallenges({
      world,
      keys: [secret('first')],
      lifeSeconds: LIFE_SECONDS,
    });
    assert.notDeepEqual(picture(issue(FORM), FORM), picture(issue(FORM), FORM));
  });
});

describe('the secrets can be replaced', () => {
  test('a token of the former secret still opens, shows the same picture and takes the same answer', () => {
    const former = bench([secret('former')]);
    const token = former.issue(FORM);
    const renewed = bench([secret('new'), secret('former')]);
    assert.deepEqual(renewed.open(token, FORM), former.open(token, FORM));
    assert.deepEqual(renewed.picture(token, FORM), former.picture(token, FORM));
    assert.equal(renewed.matches(token, FORM, former.code()), true);
  });

  test('the first secret seals, and a token of a withdrawn secret is refused', () => {
    const token = bench([secret('new'), secret('former')]).issue(FORM);
    assert.equal(bench([secret('new')]).open(token, FORM).state, 'open');
    assert.deepEqual(bench([secret('former')]).open(token, FORM), { state: 'forged' });
  });

  test('two secrets whose one-byte names are the same both open', () => {
    const nameOf = (key: Buffer) => Buffer.from(bench([key]).issue(FORM), 'base64url').readUInt8(1);
    const one = secret('one');
    const twin = Array.from({ length: 5000 }, (_, number) => secret(`twin ${number}`)).find(
      key => nameOf(key) === nameOf(one),
    );
    assert.ok(twin);
    const token = bench([twin]).issue(FORM);
    assert.equal(bench([one, twin]).open(token, FORM).state, 'open');
  });

  test('no secret, a short one, or a life that is no number of seconds is refused at the start', () => {
    assert.throws(() => bench([]), RangeError);
    assert.throws(() => bench([Buffer.alloc(31, 1)]), RangeError);
    const world: World = { now: () => new Date(NOON_MS), randomBytes };
    for (const lifeSeconds of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => createChallenges({ world, keys: [secret('first')], lifeSeconds }), RangeError);
    }
  });
});
