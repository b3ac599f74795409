/** The way without copying: what is solved is accepted once opened, what is not solved, not ours or too late is refused. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { type Challenge, type Solution, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { createProofs } from './proof.ts';

const EFFORT = 5;
const LIFE_SECONDS = 3600;
const FORM = 'session/étape 2';

let now = new Date('2022-12-26T13:33:00Z').getTime();
const world = { now: () => new Date(now), randomBytes };
const secret = randomBytes(32);
const proofs = createProofs({ world, keys: [secret], lifeSeconds: LIFE_SECONDS });

async function solve(challenge: Challenge): Promise<Solution> {
  const solution = await solveChallenge({ challenge, deriveKey });
  assert.ok(solution !== null);
  return solution;
}

const send = (challenge: Challenge, solution: unknown) =>
  Buffer.from(JSON.stringify({ challenge, solution })).toString('base64url');

describe('a proof of work (norm CAP-9)', () => {
  let challenge: Challenge;
  let solution: Solution;
  before(async () => {
    challenge = await proofs.issue(FORM, EFFORT);
    solution = await solve(challenge);
  });

  test('is accepted when it is solved, and named by its nonce', async () => {
    const verdict = await proofs.check(send(challenge, solution), FORM);
    assert.deepEqual(verdict, { state: 'proved', id: challenge.parameters.nonce });
  });

  test('takes anything up to twice the effort asked for, evenly: no range can be skipped', async () => {
    const efforts = await Promise.all(
      Array.from({ length: 200 }, async () => (await solve(await proofs.issue(FORM, EFFORT))).counter),
    );
    assert.deepEqual(
      [...new Set(efforts)].sort((a, b) => a - b),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
  });

  test('is refused for another form (norm CAP-2)', async () => {
    assert.equal((await proofs.check(send(challenge, solution), 'other/étape 2')).state, 'refused');
  });

  test('expires at the boundary second, on our clock (norm CAP-1)', async () => {
    const start = now;
    now = start + LIFE_SECONDS * 1000 - 1;
    assert.equal((await proofs.check(send(challenge, solution), FORM)).state, 'proved');
    now += 1;
    assert.equal((await proofs.check(send(challenge, solution), FORM)).state, 'expired');
    now = start;
  });

  test('made cheaper, longer-lived or for another form by the browser, is refused: all is signed', async () => {
    const { parameters } = challenge;
    for (const changed of [
      { ...parameters, cost: 1 },
      { ...parameters, keyPrefix: '00' },
      { ...parameters, data: { ...parameters.data, expiresAtMs: now * 2 } },
      { ...parameters, nonce: parameters.nonce.replace(/^./, sign => (sign === '0' ? '1' : '0')) },
    ]) {
      assert.equal(
        (await proofs.check(send({ ...challenge, parameters: changed }, solution), FORM)).state,
        'refused',
      );
    }
  });

  test('not solved, or solved for another challenge, is refused', async () => {
    const other = await solve(await proofs.issue(FORM, EFFORT));
    const wrong = [other, { ...solution, derivedKey: '00'.repeat(32) }, {}, null, undefined];
    for (const given of wrong) {
      assert.equal((await proofs.check(send(challenge, given), FORM)).state, 'refused');
    }
  });

  test('anything else is refused, and nothing throws', async () => {
    const junk = [
      '',
      '%',
      'e30',
      'bnVsbA',
      send({ parameters: {} } as Challenge, {}),
      'x'.repeat(10_000),
      5,
      null,
      ['a'],
    ];
    for (const given of junk) assert.equal((await proofs.check(given, FORM)).state, 'refused');
  });

  test('made with a former key is still accepted; with a withdrawn one it is refused', async () => {
    const rotated = createProofs({ world, keys: [randomBytes(32), secret], lifeSeconds: LIFE_SECONDS });
    assert.equal((await rotated.check(send(challenge, solution), FORM)).state, 'proved');
    const withdrawn = createProofs({ world, keys: [randomBytes(32)], lifeSeconds: LIFE_SECONDS });
    assert.equal((await withdrawn.check(send(challenge, solution), FORM)).state, 'refused');
  });

  test('says nothing of the form session to whoever reads the challenge', () => {
    assert.doesNotMatch(JSON.stringify(challenge), /session|étape/);
  });
});
