/** The line that is kept elsewhere: it reads back as it was written, and nothing else does (norm LOG-7). */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { AUDIT_CHAINS } from './audit-chain.ts';
import { readWitness, writeWitness } from './audit-witness.ts';
import { createKeyRing } from './keys.ts';

const former = randomBytes(32);
const keys = createKeyRing([former]);
const heads = Array.from({ length: AUDIT_CHAINS }, (_, chain) => ({
  seq: chain * 70_000,
  hash: randomBytes(32),
}));

test('LOG-7: a witness reads back, also after the key changed', () => {
  const line = writeWitness(keys, heads);
  for (const ring of [keys, createKeyRing([randomBytes(32), former])]) {
    const read = readWitness(ring, `  ${line}\n`);
    assert.ok(read.state === 'read');
    assert.deepEqual(
      read.heads.map(({ seq }) => seq),
      heads.map(({ seq }) => seq),
    );
    for (const [chain, { shortHash }] of read.heads.entries()) {
      assert.deepEqual(shortHash, heads[chain]?.hash.subarray(0, shortHash.length));
    }
  }
});

test('LOG-7: a witness with another byte, a cut one, one of another ring is unreadable', () => {
  const line = writeWitness(keys, heads);
  const bytes = Buffer.from(line.split(':')[1] ?? '', 'base64url');
  const said = (changed: Buffer) =>
    readWitness(keys, `renouveau-temoin-1:${changed.toString('base64url')}`).state;
  assert.equal(said(bytes), 'read');
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, mask) => {
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ mask;
      assert.equal(said(changed), 'unreadable');
      assert.equal(said(bytes.subarray(0, place)), 'unreadable');
    }),
  );
  assert.equal(readWitness(createKeyRing([randomBytes(32)]), line).state, 'unreadable');
});
