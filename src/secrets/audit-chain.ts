/**
 * The journal's keyed digests (norms LOG-5, LOG-7). An entry's hash is an HMAC over all that it says and over the hash of
 * the entry before it: who writes in the database without the key can change, remove, move or add nothing that still
 * fits. Whom an entry is about is an HMAC too; all come from the ring's purpose `audit`, and the key's fingerprint stands
 * in each entry, so that a rotated key still verifies what it made.
 */
import { createHmac } from 'node:crypto';
import type { Key } from './keys.ts';

/** Sixteen chains, so that writing an entry waits for one in sixteen of the others and not for the whole site. */
export const AUDIT_CHAINS = 16;
/** What the first entry of a chain follows. */
export const CHAIN_ROOT = Buffer.alloc(32);

/** Whom an entry is about. Numbers and identities come as the indexes of `blind-index.ts`, never as themselves. */
export type AuditSubject =
  | { kind: 'account'; ref: string }
  | { kind: 'identity' | 'number' | 'agent'; index: Buffer }
  | { kind: 'site' };

/** All that an entry says. `detail` is flat JSON. */
export type SealedEntry = {
  chain: number;
  seq: number;
  at: Date;
  event: string;
  subjectIndex: Uint8Array;
  detail: Readonly<Record<string, unknown>>;
  previousHash: Uint8Array;
};

/** Where a chain begins once its oldest entries are purged. */
export type Checkpoint = { chain: number; seq: number; hash: Uint8Array };

export function subjectIndex(key: Key, subject: AuditSubject): Buffer {
  return macOf(key, ['subject', subject.kind, namedBy(subject)]);
}

function namedBy(subject: AuditSubject): string | Buffer {
  switch (subject.kind) {
    case 'account':
      return subject.ref;
    case 'identity':
    case 'number':
    case 'agent':
      return subject.index;
    case 'site':
      return '';
    default:
      return subject satisfies never;
  }
}

export function chainOf(index: Buffer): number {
  return (index[0] ?? 0) % AUDIT_CHAINS;
}

export function entryHash(key: Key, entry: SealedEntry): Buffer {
  const { chain, seq, at, event, detail } = entry;
  return macOf(key, [
    'entry',
    String(chain),
    String(seq),
    at.toISOString(),
    event,
    entry.subjectIndex,
    canonicalJson(detail),
    key.fingerprint,
    entry.previousHash,
  ]);
}

export function checkpointMac(key: Key, { chain, seq, hash }: Checkpoint): Buffer {
  return macOf(key, ['checkpoint', String(chain), String(seq), hash, key.fingerprint]);
}

/** The same text whatever order the database gives the names in. */
function canonicalJson(detail: SealedEntry['detail']): string {
  return JSON.stringify(Object.entries(detail).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Each part after its length, so that no two lists of parts are the same bytes. */
export function macOf(key: Key, parts: readonly (string | Uint8Array)[]): Buffer {
  const mac = createHmac('sha256', key.bytes);
  for (const part of parts) {
    const bytes = Buffer.from(part as Uint8Array);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    mac.update(length).update(bytes);
  }
  return mac.digest();
}
