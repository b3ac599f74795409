/**
 * The key ring. The operator holds one or more secrets of 32 bytes; the first is current, the others are former
 * ones, kept to open what they sealed. No secret is used as it is: each purpose derives its own key from it by
 * HKDF-SHA-256 (RFC 5869), so that no key of one purpose says anything of another's (norms STO-3, STO-6, LOG-5).
 */
import { createHash, hkdfSync } from 'node:crypto';

export const SECRET_BYTES = 32;
const FINGERPRINT_BYTES = 4;

export type KeyPurpose = 'seal' | 'blind-index' | 'password' | 'form' | 'code' | 'return-mark' | 'audit';

export type Key = {
  /** 4 bytes that name the secret this key comes from, written beside what the key made. */
  fingerprint: Buffer;
  /** 32 bytes. */
  bytes: Buffer;
};

export type KeyRing = {
  /** The key that makes new things. */
  current(purpose: KeyPurpose): Key;
  /** All keys of a purpose, current first. */
  all(purpose: KeyPurpose): readonly Key[];
  /** The key whose fingerprint this is, or undefined when no secret of the ring made it. */
  named(purpose: KeyPurpose, fingerprint: Uint8Array): Key | undefined;
};

function derive(secret: Buffer, purpose: KeyPurpose): Key {
  const fingerprint = createHash('sha256').update('renouveau/fingerprint').update(secret).digest();
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', `renouveau/${purpose}/v1`, 32));
  return { fingerprint: fingerprint.subarray(0, FINGERPRINT_BYTES), bytes };
}

/** A ring over `secrets` (32 bytes each, current first; at least one). */
export function createKeyRing(secrets: readonly Buffer[]): KeyRing {
  if (secrets.length === 0 || secrets.some(secret => secret.length !== SECRET_BYTES)) {
    throw new Error(`a key ring takes one or more secrets of ${SECRET_BYTES} bytes`);
  }
  const derived = new Map<KeyPurpose, readonly Key[]>();
  const all = (purpose: KeyPurpose): readonly Key[] => {
    const known = derived.get(purpose) ?? secrets.map(secret => derive(secret, purpose));
    derived.set(purpose, known);
    return known;
  };
  return {
    all,
    current: purpose => all(purpose)[0] as Key,
    named: (purpose, fingerprint) => all(purpose).find(key => key.fingerprint.equals(fingerprint)),
  };
}
