/**
 * The way without copying (WCAG 2.2 SC 3.3.8): the person's device does some work in their place. A challenge asks for
 * a number that can only be found by trying; `effort` is about how many tries that takes. The work and its check are
 * `altcha-lib`'s. What it does not know is added here: our clock (its own expiry reads the system's), the form that the
 * challenge was made for, and former keys. Like the code to copy, a proof is single use by its `id`, which the caller
 * claims once in the database: the library alone would accept one proof twice.
 */
import { createHmac, hkdfSync } from 'node:crypto';
import { type Challenge, createChallenge, type Payload, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { World } from '../world.ts';

/** One try: PBKDF2-SHA-256 with these iterations, some tenths of a millisecond on a PC. */
const ALGORITHM = 'PBKDF2/SHA-256';
const ITERATIONS = 5000;
const PROOF_LENGTH_MAX = 4096;
const SECOND_MS = 1000;

export type ProofVerdict =
  | { state: 'proved'; id: string }
  | { state: 'expired' }
  /** Not a challenge of ours, made for another form, or not solved. */
  | { state: 'refused' };

export type Proofs = {
  /**
   * A new challenge, for the browser's worker.
   * @param effort tries needed on average; at most twice as many, and anything below, so that no range can be skipped
   */
  issue(binding: string, effort: number): Promise<Challenge>;
  /** Judges what the browser sends back: base64url of the JSON of challenge and solution. Never throws. */
  check(proof: unknown, binding: string): Promise<ProofVerdict>;
};

type Keys = { signature: string; solution: string; binding: Buffer };

/** @param options.keys secrets of 32 bytes or more: the first signs, all check */
export function createProofs(options: {
  world: World;
  keys: readonly Buffer[];
  lifeSeconds: number;
}): Proofs {
  const { world, lifeSeconds } = options;
  const ring = options.keys.map(deriveKeys);
  const current = ring[0];
  if (current === undefined) throw new RangeError('proofs need at least one key');

  return {
    async issue(binding, effort) {
      const expiresAtMs = world.now().getTime() + lifeSeconds * SECOND_MS;
      return createChallenge({
        algorithm: ALGORITHM,
        cost: ITERATIONS,
        counter: 1 + (world.randomBytes(4).readUInt32BE() % (2 * effort)),
        deriveKey,
        data: { expiresAtMs, binding: bindingMark(current, binding) },
        hmacSignatureSecret: current.signature,
        hmacKeySignatureSecret: current.solution,
      });
    },
    async check(proof, binding) {
      const payload = readPayload(proof);
      if (payload === undefined) return { state: 'refused' };
      for (const keys of ring) {
        if (!(await isSolved(payload, keys))) continue;
        const { data, nonce } = payload.challenge.parameters;
        if (data?.binding !== bindingMark(keys, binding)) return { state: 'refused' };
        if (world.now().getTime() >= Number(data.expiresAtMs)) return { state: 'expired' };
        return { state: 'proved', id: nonce };
      }
      return { state: 'refused' };
    },
  };
}

function deriveKeys(secret: Buffer): Keys {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, '', `captcha/proof/${purpose}/v1`, 32));
  return {
    signature: derive('signature').toString('hex'),
    solution: derive('solution').toString('hex'),
    binding: derive('binding'),
  };
}

/** The binding holds a form session: the browser is given a mark of it, not itself. */
function bindingMark(keys: Keys, binding: string): string {
  return createHmac('sha256', keys.binding).update(binding).digest('base64url');
}

/** What the browser sent, as far as its outer shape goes; the library checks the rest against the signature. */
function readPayload(proof: unknown): Payload | undefined {
  if (typeof proof !== 'string' || proof.length > PROOF_LENGTH_MAX) return undefined;
  try {
    const payload = JSON.parse(Buffer.from(proof, 'base64url').toString('utf8')) as Payload;
    return typeof payload.challenge.parameters.nonce === 'string' ? payload : undefined;
  } catch {
    return undefined;
  }
}

async function isSolved({ challenge, solution }: Payload, keys: Keys): Promise<boolean> {
  try {
    const verdict = await verifySolution({
      challenge,
      solution,
      deriveKey,
      hmacSignatureSecret: keys.signature,
      hmacKeySignatureSecret: keys.solution,
    });
    return verdict.verified;
  } catch {
    return false;
  }
}
