/**
 * The mark on a mail's return address (norm DSN-1). A report about an undelivered mail comes back to that address, from
 * anybody: the mark says which mail it is about, and only we can have made it. It is the mail's own reference and a
 * truncated HMAC of it, in hexadecimal since some servers change the case of an address. It names nobody, opens
 * nothing, and lives as long as the mail's row: reports may come days later.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Key, KeyRing } from './keys.ts';

const REF_BYTES = 16;
/** 64 bits: whoever guesses one can only have an address looked at again by an agent. */
const MAC_BYTES = 8;
const SHAPE = new RegExp(`^[0-9a-f]{${2 * (REF_BYTES + MAC_BYTES)}}$`);

/** What the mark adds to an address's local part, the « + » included; RFC 5321 allows 64 characters in all. */
export const RETURN_MARK_LENGTH = 1 + 2 * (REF_BYTES + MAC_BYTES);

/** @param ref a UUID @returns `return+<mark>@domain` */
export function markedReturnAddress(keys: KeyRing, returnAddress: string, ref: string): string {
  const at = returnAddress.lastIndexOf('@');
  const bytes = Buffer.from(ref.replaceAll('-', ''), 'hex');
  const mark = Buffer.concat([bytes, macOf(keys.current('return-mark'), bytes)]).toString('hex');
  return `${returnAddress.slice(0, at)}+${mark}${returnAddress.slice(at)}`;
}

/** Reads the recipient of a report; 'forged' for any address that we have not marked ourselves. */
export function readReturnMark(
  keys: KeyRing,
  recipient: string,
): { state: 'read'; ref: string } | { state: 'forged' } {
  const mark = /\+([^+@]*)@/.exec(recipient)?.[1]?.toLowerCase() ?? '';
  if (!SHAPE.test(mark)) return { state: 'forged' };
  const bytes = Buffer.from(mark, 'hex');
  const [ref, mac] = [bytes.subarray(0, REF_BYTES), bytes.subarray(REF_BYTES)];
  const isOurs = keys.all('return-mark').some(key => timingSafeEqual(macOf(key, ref), mac));
  return isOurs ? { state: 'read', ref: uuidOf(ref) } : { state: 'forged' };
}

function macOf(key: Key, ref: Buffer): Buffer {
  return createHmac('sha256', key.bytes).update(ref).digest().subarray(0, MAC_BYTES);
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
