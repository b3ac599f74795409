/**
 * Finding without reading: an HMAC of a value, stored beside its sealed form, lets a row be found by a number
 * that is nowhere in clear. A plain hash of a number would be reversed by enumeration; a keyed one is not
 * (norms LIM-2, LOG-5, RGP-2, NIR-8). `field` keeps the indexes of two kinds of value apart.
 */
import { createHmac } from 'node:crypto';
import type { Key, KeyRing } from './keys.ts';

export type BlindIndex = {
  /** 32 bytes, by the current key: what is written. */
  of(field: string, value: string): Buffer;
  /** One index a key of the ring, current first: what is looked for, so that a rotated row is still found. */
  candidates(field: string, value: string): Buffer[];
};

function indexBy(key: Key, field: string, value: string): Buffer {
  return createHmac('sha256', key.bytes).update(field).update('\0').update(value).digest();
}

export function createBlindIndex(keys: KeyRing): BlindIndex {
  return {
    of: (field, value) => indexBy(keys.current('blind-index'), field, value),
    candidates: (field, value) => keys.all('blind-index').map(key => indexBy(key, field, value)),
  };
}
