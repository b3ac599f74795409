/** All that knows a key, made once from the ring and handed to whom needs it. */
import type { World } from '../world.ts';
import { type BlindIndex, createBlindIndex } from './blind-index.ts';
import { createKeyRing, type KeyRing } from './keys.ts';
import { createPasswordHasher, type PasswordHasher } from './password-hasher.ts';
import { createSealer, type Sealer } from './sealer.ts';

export type Secrets = {
  keys: KeyRing;
  sealer: Sealer;
  blindIndex: BlindIndex;
  passwordHasher: PasswordHasher;
};

/** @param ring secrets of 32 bytes, current first */
export function createSecrets(ring: readonly Buffer[], world: World): Secrets {
  const keys = createKeyRing(ring);
  return {
    keys,
    sealer: createSealer(keys, world),
    blindIndex: createBlindIndex(keys),
    passwordHasher: createPasswordHasher(keys, world),
  };
}
