/**
 * A journal of sixty entries, half of them by a former key, and somebody who may do anything in the database but has no
 * key: what is found once they have done it.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { appendEntries } from '../src/database/audit.ts';
import { verifyAudit } from '../src/database/audit-verification.ts';
import type { Trx } from '../src/database/tables.ts';
import { readWitness, type WitnessedHead, writeWitness } from '../src/secrets/audit-witness.ts';
import { createKeyRing } from '../src/secrets/keys.ts';
import { type Engine, openTestDatabase, type TestDatabase } from './engines.ts';
import { createFixedWorld, type FixedWorld } from './fixed-world.ts';

export const ENTRIES = 60;

const former = randomBytes(32);
const formerKeys = createKeyRing([former]);
export const journalKeys = createKeyRing([randomBytes(32), former]);

export type Place = { chain: number; seq: number };

export type Journal = {
  database: TestDatabase;
  world: FixedWorld;
  /** Where the entries stand, oldest first. */
  places: readonly Place[];
  /** What was last in each chain when it was filled. */
  witness: WitnessedHead[];
  /** `kind chain/seq` of each fault found after this was done; then all is as before. */
  faultsAfter(tamper: (trx: Trx) => Promise<unknown>, seen?: WitnessedHead[]): Promise<string[]>;
};

class Undo extends Error {}

export async function openJournal(engine: Engine): Promise<Journal> {
  const database = await openTestDatabase(engine);
  const { db } = database;
  const world = createFixedWorld();
  for (let rank = 0; rank < ENTRIES; rank += 1) {
    world.advance({ seconds: 1 });
    const by = rank < ENTRIES / 2 ? formerKeys : journalKeys;
    const entry = {
      subject: { kind: 'account', ref: `account ${rank % 7}` },
      event: 'passwordChanged',
      detail: { link: `link ${rank}`, sessionsEnded: rank },
    } as const;
    await db.transaction().execute(trx => appendEntries(trx, { keys: by, world }, [entry]));
  }
  const places = await db.selectFrom('audit_entries').select(['chain', 'seq']).orderBy('at').execute();
  const read = readWitness(
    journalKeys,
    writeWitness(journalKeys, (await verifyAudit(db, journalKeys)).chains),
  );
  assert.ok(read.state === 'read');

  async function faultsAfter(tamper: (trx: Trx) => Promise<unknown>, seen?: WitnessedHead[]) {
    let found: string[] = [];
    const tampering = db.transaction().execute(async trx => {
      await sql`set local session_replication_role = replica`.execute(trx);
      await tamper(trx);
      const { faults } = await verifyAudit(trx, journalKeys, seen);
      found = faults.map(({ kind, chain, seq }) => `${kind} ${chain}/${seq}`);
      throw new Undo();
    });
    await assert.rejects(tampering, Undo);
    return found;
  }
  return { database, world, places, witness: read.heads, faultsAfter };
}
