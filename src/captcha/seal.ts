/**
 * Closes a challenge into a text that its holder can neither read, alter, nor carry elsewhere, and opens it again:
 * AES-256-GCM under keys derived from the operator's secrets by HKDF-SHA-256 (RFC 5869). The first secret closes;
 * all of them open, so that a secret can be replaced while codes are on screen.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { World } from '../world.ts';
import { CODE_BYTES } from './alphabet.ts';

/** What a token says once opened. */
export type Challenge = {
  /** `ID_BYTES` random bytes, which name the challenge for ever. */
  readonly id: Buffer;
  readonly expiresAtMs: number;
  /** The `CODE_BYTES` random bytes the code is made of. */
  readonly codeBytes: Buffer;
};

export type Opened =
  /** `seedFor` gives the 32 bytes from which one medium of this challenge is rendered, the same at every call. */
  | { readonly state: 'opened'; readonly challenge: Challenge; seedFor(medium: string): Buffer }
  | { readonly state: 'forged' };

export type Sealer = {
  /** 76 characters of base64url; others each time. */
  seal(challenge: Challenge, binding: string): string;
  /** 'forged' for whatever this sealer did not make with this binding. Never throws. */
  open(token: unknown, binding: string): Opened;
};

const VERSION = 1;
const SECRET_MIN_BYTES = 32;
const KEY_BYTES = 32;
const TIME_BYTES = 6;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const ID_BYTES = 18;

/** version (1) ‖ key id (1) ‖ nonce (12) ‖ sealed: id (18), expiry in milliseconds (6), code (3) ‖ tag (16) */
const KEY_ID_AT = 1;
const NONCE_AT = 2;
const BODY_AT = NONCE_AT + NONCE_BYTES;
const TAG_AT = BODY_AT + ID_BYTES + TIME_BYTES + CODE_BYTES;

/** 57 bytes fill their 76 characters to the last bit: no two texts stand for the same token. */
const TOKEN_CHARACTERS = ((TAG_AT + TAG_BYTES) * 4) / 3;
const TOKEN = new RegExp(`^[A-Za-z0-9_-]{${TOKEN_CHARACTERS}}$`);

type Keys = { readonly id: number; readonly sealing: Buffer; readonly rendering: Buffer };

export function createSealer(secrets: readonly Buffer[], world: World): Sealer {
  const ring = secrets.map(deriveKeys);
  const [current] = ring;
  if (!current) throw new RangeError('sealing challenges takes at least one secret');
  return {
    seal(challenge, binding) {
      const header = Buffer.concat([Buffer.from([VERSION, current.id]), world.randomBytes(NONCE_BYTES)]);
      const cipher = createCipheriv('aes-256-gcm', current.sealing, header.subarray(NONCE_AT));
      cipher.setAAD(authenticated(header, binding));
      const body = [cipher.update(write(challenge)), cipher.final()];
      return Buffer.concat([header, ...body, cipher.getAuthTag()]).toString('base64url');
    },
    open(token, binding) {
      if (typeof token !== 'string' || !TOKEN.test(token)) return { state: 'forged' };
      const bytes = Buffer.from(token, 'base64url');
      if (bytes[0] !== VERSION) return { state: 'forged' };
      for (const keys of ring.filter(({ id }) => id === bytes[KEY_ID_AT])) {
        const opened = openWith(keys, bytes, binding);
        if (opened.state === 'opened') return opened;
      }
      return { state: 'forged' };
    },
  };
}

/** One byte names the secret: two may share it, once in 256 pairs, and then both are tried. */
function deriveKeys(secret: Buffer): Keys {
  if (secret.length < SECRET_MIN_BYTES)
    throw new RangeError(`a secret has at least ${SECRET_MIN_BYTES} bytes`);
  const derive = (purpose: string, size: number) =>
    Buffer.from(hkdfSync('sha256', secret, '', `captcha/${purpose}/v1`, size));
  return {
    id: derive('key id', 1).readUInt8(),
    sealing: derive('sealing', KEY_BYTES),
    rendering: derive('rendering', KEY_BYTES),
  };
}

function openWith(keys: Keys, bytes: Buffer, binding: string): Opened {
  const decipher = createDecipheriv('aes-256-gcm', keys.sealing, bytes.subarray(NONCE_AT, BODY_AT));
  decipher.setAAD(authenticated(bytes.subarray(0, BODY_AT), binding));
  decipher.setAuthTag(bytes.subarray(TAG_AT));
  try {
    const challenge = read(
      Buffer.concat([decipher.update(bytes.subarray(BODY_AT, TAG_AT)), decipher.final()]),
    );
    const seedFor = (medium: string) =>
      createHmac('sha256', keys.rendering).update(`${medium}:`).update(challenge.id).digest();
    return { state: 'opened', challenge, seedFor };
  } catch {
    return { state: 'forged' };
  }
}

/** The header has one length, so header and binding cannot be cut elsewhere and still read the same. */
function authenticated(header: Buffer, binding: string): Buffer {
  return Buffer.concat([header, Buffer.from(binding, 'utf8')]);
}

function write({ id, expiresAtMs, codeBytes }: Challenge): Buffer {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeUIntBE(expiresAtMs, 0, TIME_BYTES);
  const body = Buffer.concat([id, time, codeBytes]);
  if (body.length !== TAG_AT - BODY_AT) throw new RangeError('a challenge has one length');
  return body;
}

function read(body: Buffer): Challenge {
  return {
    id: body.subarray(0, ID_BYTES),
    expiresAtMs: body.readUIntBE(ID_BYTES, TIME_BYTES),
    codeBytes: body.subarray(ID_BYTES + TIME_BYTES),
  };
}
