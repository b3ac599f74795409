/**
 * A password's life story. What is typed is neither trimmed, nor cut, nor folded: it goes
 * through HMAC-SHA-256 with a key that is outside the database (so that a stolen table alone is worth nothing:
 * NIST 63B-4, norm STO-3), then through argon2id with a fresh salt (STO-1, STO-2). Stored: the key's fingerprint
 * and the PHC string, so that keys and parameters can change later (STO-4).
 *
 * One hash takes 19 MiB and a whole core for a while, so the number in flight is bounded and the queue is short:
 * beyond it the caller is told 'busy' and says so to the person, rather than letting everybody wait (STO-5).
 */
import { createHmac } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { canonicalPassword } from '../rules/password-rules.ts';
import type { World } from '../world.ts';
import type { Key, KeyRing } from './keys.ts';

const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;
const SALT_BYTES = 16;
/** For each queue: of the 4 threads of Node's pool, two stay free for files and name look-ups. */
const HASHES_IN_FLIGHT_MAX = 1;
const HASHES_WAITING_MAX = 64;

export type HashVerdict = 'right' | 'wrong' | 'busy';

export type PasswordHasher = {
  /** `<fingerprint in hex>$argon2id$…`, or 'busy' when the queue is full. */
  hash(password: string): Promise<{ state: 'hashed'; hash: string } | { state: 'busy' }>;
  /** Compares with a stored hash; with `undefined` spends the same time and says 'wrong' (norm ENU-7). */
  verify(stored: string | undefined, password: string): Promise<HashVerdict>;
  /** Whether it was made by a former key, or with weaker parameters than today's (norm STO-4). */
  needsRehash(stored: string): boolean;
};

/** A gate that lets few through at once, makes some wait, and turns the others away at once. */
export function createGate(inFlightMax: number, waitingMax: number) {
  let inFlight = 0;
  const waiting: (() => void)[] = [];
  return async function through<T>(work: () => Promise<T>): Promise<T | 'busy'> {
    if (inFlight >= inFlightMax) {
      if (waiting.length >= waitingMax) return 'busy';
      await new Promise<void>(resolve => waiting.push(resolve));
    } else {
      inFlight += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) inFlight -= 1;
      else next();
    }
  };
}

const PHC_SHAPE = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/;

/** `phc` as the library writes it; anything else is weaker than what we make. */
function isWeaker(phc: string): boolean {
  const [, memory, time, lanes, salt = '', tag = ''] = PHC_SHAPE.exec(phc) ?? [];
  const isAsCostly =
    Number(memory) >= ARGON2ID.memoryCost &&
    Number(time) >= ARGON2ID.timeCost &&
    Number(lanes) >= ARGON2ID.parallelism;
  const bytesOf = (text: string) => Buffer.from(text, 'base64').length;
  return !isAsCostly || bytesOf(salt) < SALT_BYTES || bytesOf(tag) < ARGON2ID.outputLen;
}

/** As base64 text: the library's `verify` takes no bytes that are not UTF-8. */
function keyed(key: Key, password: string): string {
  return createHmac('sha256', key.bytes).update(canonicalPassword(password), 'utf8').digest('base64');
}

export function createPasswordHasher(keys: KeyRing, world: World): PasswordHasher {
  // Two queues: a flood of sign-ins must not shut étape 5.
  const throughToChoose = createGate(HASHES_IN_FLIGHT_MAX, HASHES_WAITING_MAX);
  const throughToSignIn = createGate(HASHES_IN_FLIGHT_MAX, HASHES_WAITING_MAX);

  async function hashNow(password: string): Promise<string> {
    const key = keys.current('password');
    const phc = await hash(keyed(key, password), { ...ARGON2ID, salt: world.randomBytes(SALT_BYTES) });
    return key.fingerprint.toString('hex') + phc;
  }

  async function verifyNow(stored: string, password: string): Promise<HashVerdict> {
    const parametersStart = stored.indexOf('$');
    const key = keys.named('password', Buffer.from(stored.slice(0, parametersStart), 'hex'));
    if (key === undefined) throw new Error('a password hash was made by a key that is not in the ring');
    return (await verify(stored.slice(parametersStart), keyed(key, password))) ? 'right' : 'wrong';
  }

  return {
    async hash(password) {
      const hashed = await throughToChoose(() => hashNow(password));
      return hashed === 'busy' ? { state: 'busy' } : { state: 'hashed', hash: hashed };
    },
    verify(stored, password) {
      return throughToSignIn(async () => {
        if (stored !== undefined) return verifyNow(stored, password);
        await hashNow(password);
        return 'wrong' as const;
      });
    },
    needsRehash(stored) {
      const parametersStart = stored.indexOf('$');
      const isCurrent =
        stored.slice(0, parametersStart) === keys.current('password').fingerprint.toString('hex');
      return !isCurrent || isWeaker(stored.slice(parametersStart));
    },
  };
}
