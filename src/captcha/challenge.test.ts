/** A code to copy from its issue to its answer: five minutes, one form, one reading (norms CAP-1 to CAP-5). */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import type { World } from '../world.ts';
import { CODE_BYTES, codeFrom } from './alphabet.ts';
import { createChallenges } from './challenge.ts';

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

/** Challenges whose random bytes are chosen, under a clock that stands still. */
function withBytes(bytesOf: World['randomBytes']) {
  const world: World = { now: () => new Date(NOON_MS), randomBytes: bytesOf };
  return createChallenges({ world, keys: [secret('first')], lifeSeconds: LIFE_SECONDS });
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
    fc.assert(fc.property(anyText(), text => assert.equal(open(text, FORM).state, 'forged')));
  });

  test('no two challenges have the same token, nor the same id, by which single use is kept', () => {
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
    const [shown, read] = ['586Z74FMUXR', 'SBG2TAENVKP'];
    for (let issued = 0; issued < 50; issued++) {
      const token = issue(FORM);
      const misread = Array.from(code(), symbol => read[shown.indexOf(symbol)] ?? symbol).join('');
      const grouped = ` ${code().slice(0, 3)}-${code().slice(3)} `;
      for (const answer of [code(), code().toLowerCase(), grouped, misread]) {
        assert.equal(matches(token, FORM, answer), true, answer);
      }
    }
  });

  test('any other answer is wrong: one symbol changed, missing or added, nothing, no text', () => {
    const { issue, matches, code } = bench();
    const token = issue(FORM);
    const right = code();
    const last = right.endsWith('H') ? 'J' : 'H';
    const texts = [right.slice(0, 5) + last, right.slice(0, 5), `${right}H`, `${right}É`, '', '      '];
    for (const answer of [...texts, [right], undefined])
      assert.equal(matches(token, FORM, answer), false, String(answer));
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
    const { issue, picture } = withBytes(size =>
      size === CODE_BYTES ? Buffer.alloc(size) : randomBytes(size),
    );
    assert.notDeepEqual(picture(issue(FORM), FORM), picture(issue(FORM), FORM));
  });

  test('the picture changes with the code', () => {
    let fill = 0;
    const { issue, picture } = withBytes(size => Buffer.alloc(size, size === CODE_BYTES ? fill++ : 0));
    assert.notDeepEqual(picture(issue(FORM), FORM), picture(issue(FORM), FORM));
  });
});

describe('the secrets', () => {
  test('they can be replaced: a token of the former secret still opens, shows the same picture and takes the same answer', () => {
    const former = bench([secret('former')]);
    const token = former.issue(FORM);
    const renewed = bench([secret('new'), secret('former')]);
    assert.deepEqual(renewed.open(token, FORM), former.open(token, FORM));
    assert.deepEqual(renewed.picture(token, FORM), former.picture(token, FORM));
    assert.equal(renewed.matches(token, FORM, former.code()), true);
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
