/**
 * The journal's witness (norm LOG-7): one line that says what was last in each chain. Whoever can write in the database
 * can cut a chain's tail off together with the row that says where it ends; a line kept elsewhere tells. It holds nothing
 * secret and names nobody.
 */
import { timingSafeEqual } from 'node:crypto';
import { AUDIT_CHAINS, macOf } from './audit-chain.ts';
import type { Key, KeyRing } from './keys.ts';

const WITNESS_NAME = 'renouveau-temoin-1';
const SEQ_BYTES = 4;
const SHORT_HASH_BYTES = 12;
const ONE_CHAIN_BYTES = SEQ_BYTES + SHORT_HASH_BYTES;
const HEADS_BYTES = AUDIT_CHAINS * ONE_CHAIN_BYTES;
const FINGERPRINT_BYTES = 4;
const WITNESS_MAC_BYTES = 12;

/** The last entry of a chain, as a witness remembers it; `shortHash` is the start of its hash. */
export type WitnessedHead = { seq: number; shortHash: Buffer };

/** @param heads one for each chain, in their order */
export function writeWitness(keys: KeyRing, heads: readonly { seq: number; hash: Uint8Array }[]): string {
  const key = keys.current('audit');
  const parts = heads.map(({ seq, hash }) => {
    const bytes = Buffer.alloc(ONE_CHAIN_BYTES);
    bytes.writeUInt32BE(seq);
    bytes.set(hash.subarray(0, SHORT_HASH_BYTES), SEQ_BYTES);
    return bytes;
  });
  const said = Buffer.concat([...parts, key.fingerprint]);
  return `${WITNESS_NAME}:${Buffer.concat([said, witnessMac(key, said)]).toString('base64url')}`;
}

/** The heads of each chain; 'unreadable' for what this ring has not written, or not so. */
export function readWitness(
  keys: KeyRing,
  line: string,
): { state: 'read'; heads: WitnessedHead[] } | { state: 'unreadable' } {
  const [name, encoded = ''] = line.trim().split(':');
  const bytes = Buffer.from(encoded, 'base64url');
  const said = bytes.subarray(0, HEADS_BYTES + FINGERPRINT_BYTES);
  const mac = bytes.subarray(said.length);
  const key = keys.named('audit', said.subarray(HEADS_BYTES));
  if (name !== WITNESS_NAME || key === undefined || mac.length !== WITNESS_MAC_BYTES) {
    return { state: 'unreadable' };
  }
  if (!timingSafeEqual(witnessMac(key, said), mac)) return { state: 'unreadable' };
  const heads = Array.from({ length: AUDIT_CHAINS }, (_, chain) => {
    const one = said.subarray(chain * ONE_CHAIN_BYTES, (chain + 1) * ONE_CHAIN_BYTES);
    return { seq: one.readUInt32BE(), shortHash: one.subarray(SEQ_BYTES) };
  });
  return { state: 'read', heads };
}

function witnessMac(key: Key, said: Buffer): Buffer {
  return macOf(key, ['witness', said]).subarray(0, WITNESS_MAC_BYTES);
}
