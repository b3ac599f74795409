/** The sound of a code, asked for with its token: five minutes, one form, one recording (norms CAP-1 to CAP-5). */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import type { World } from '../world.ts';
import { CODE_BYTES } from './alphabet.ts';
import { type Challenges, createChallenges } from './challenge.ts';

const NOON_MS = Date.UTC(2026, 2, 29, 12);
const LIFE_SECONDS = 300;
const FORM = 'a form session/forgotten password';
const PACES = ['normal', 'slow'] as const;

const secret = (name: string) => createHash('sha256').update(name).digest();

function bench(bytesOf: World['randomBytes'] = size => randomBytes(size)) {
  let now = NOON_MS;
  const world: World = { now: () => new Date(now), randomBytes: bytesOf };
  const challenges = createChallenges({ world, keys: [secret('first')], lifeSeconds: LIFE_SECONDS });
  return {
    ...challenges,
    waitMs: (ms: number) => {
      now += ms;
    },
  };
}

function hear({ sound }: Pick<Challenges, 'sound'>, token: string, pace: (typeof PACES)[number]): Buffer {
  const spoken = sound(token, FORM, pace);
  assert.equal(spoken.state, 'spoken');
  return spoken.wav;
}

describe('the sound of a code', () => {
  test('CAP-1: it is spoken for 5 minutes less a millisecond, and expired at 5 minutes, at either pace', () => {
    const { issue, sound, waitMs } = bench();
    const token = issue(FORM);
    waitMs(LIFE_SECONDS * 1000 - 1);
    for (const pace of PACES) assert.equal(sound(token, FORM, pace).state, 'spoken');
    waitMs(1);
    for (const pace of PACES) assert.deepEqual(sound(token, FORM, pace), { state: 'expired' });
  });

  test('CAP-2: it is spoken for no other form, and for nothing that is not a token', () => {
    const { issue, sound } = bench();
    const token = issue(FORM);
    for (const binding of ['another session/forgotten password', '', `${FORM} `])
      assert.deepEqual(sound(token, binding, 'normal'), { state: 'forged' });
    for (const other of [undefined, null, 42, [token], '', `${token}A`, ` ${token}`, 'A'.repeat(1e6)])
      assert.deepEqual(sound(other, FORM, 'normal'), { state: 'forged' });
  });

  test('CAP-5: a challenge has one recording at each pace, the same bytes minutes later and from another process', () => {
    const first = bench();
    const token = first.issue(FORM);
    for (const pace of PACES) {
      const heard = hear(first, token, pace);
      first.waitMs(60_000);
      assert.deepEqual(hear(first, token, pace), heard);
      assert.deepEqual(hear(bench(), token, pace), heard);
    }
  });

  test('CAP-5: two challenges of the same code have two recordings', () => {
    const challenges = bench(size => (size === CODE_BYTES ? Buffer.alloc(size) : randomBytes(size)));
    const [one, other] = [challenges.issue(FORM), challenges.issue(FORM)];
    assert.notDeepEqual(hear(challenges, one, 'normal'), hear(challenges, other, 'normal'));
  });

  test('A11Y-5: asked for slowly, the same challenge takes longer to say', () => {
    const challenges = bench();
    const token = challenges.issue(FORM);
    assert.ok(hear(challenges, token, 'slow').length > hear(challenges, token, 'normal').length);
  });
});
