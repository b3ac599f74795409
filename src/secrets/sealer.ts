/**
 * Sealing: what must be read again but must not lie about in clear (number, date of birth, mail address, and the
 * little that a page needs after a redirect). AES-256-GCM, a fresh 96-bit nonce each time, the key's fingerprint in
 * front, and the place it belongs to as associated data, so that a sealed value moved to another row or column
 * does not open (norm RGP-2).
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { World } from '../world.ts';
import type { KeyRing } from './keys.ts';

const FINGERPRINT_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Drawn together: one by one they cost more than the encryption. A nonce is no secret, so some may wait in memory. */
const NONCES_DRAWN = 256;
const HEADER_BYTES = FINGERPRINT_BYTES + NONCE_BYTES;

export type Opened = { state: 'opened'; text: string } | { state: 'refused' };

export type Sealer = {
  /** fingerprint (4) ‖ nonce (12) ‖ ciphertext ‖ tag (16). `place` names where it will stand. */
  seal(text: string, place: string): Buffer;
  /** 'refused' for anything altered, moved, made by a key outside the ring, or too short. Never throws. */
  open(sealed: Uint8Array, place: string): Opened;
};

export function createSealer(keys: KeyRing, world: World): Sealer {
  let drawn: Buffer = Buffer.alloc(0);
  function nextNonce(): Buffer {
    if (drawn.length === 0) drawn = world.randomBytes(NONCES_DRAWN * NONCE_BYTES);
    const nonce = drawn.subarray(0, NONCE_BYTES);
    drawn = drawn.subarray(NONCE_BYTES);
    return nonce;
  }
  return {
    seal(text, place) {
      const key = keys.current('seal');
      const nonce = nextNonce();
      const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([key.fingerprint, nonce, sealed, cipher.getAuthTag()]);
    },
    open(sealed, place) {
      if (sealed.length < HEADER_BYTES + TAG_BYTES) return { state: 'refused' };
      const key = keys.named('seal', sealed.subarray(0, FINGERPRINT_BYTES));
      if (key === undefined) return { state: 'refused' };
      const nonce = sealed.subarray(FINGERPRINT_BYTES, HEADER_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(place));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        const opened = [decipher.update(sealed.subarray(HEADER_BYTES, -TAG_BYTES)), decipher.final()];
        return { state: 'opened', text: Buffer.concat(opened).toString('utf8') };
      } catch {
        return { state: 'refused' };
      }
    },
  };
}
