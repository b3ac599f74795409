/** One service seen through several rings of keys, as during a change of keys: the former alone, both, the new alone. */
import assert from 'node:assert/strict';
import { after, beforeEach } from 'node:test';
import { sql } from 'kysely';
import { addAccount } from '../src/actions/add-account.ts';
import type { ActionTools } from '../src/actions/tools.ts';
import { type AccountRef, Accounts } from '../src/database/accounts.ts';
import { InsuredPeople } from '../src/database/insured-people.ts';
import { createSecrets } from '../src/secrets/secrets.ts';
import { type Bench, openBench } from './bench.ts';
import type { Engine } from './engines.ts';
import { somebody } from './renewal.ts';

const keyOf = (first: number) => Buffer.from(Array.from({ length: 32 }, (_, rank) => first + rank));

export const FORMER_KEY = keyOf(7);
export const NEW_KEY = keyOf(99);

/** As SECRET_KEYS writes it. */
export const writtenRing = (...ring: Buffer[]) => ring.map(key => key.toString('base64')).join(',');

/** The same database and the same world, by a process that holds these keys. */
export function withRing(tools: ActionTools, ...ring: Buffer[]): ActionTools {
  const secrets = createSecrets(ring, tools.world);
  return { ...tools, secrets, accounts: new Accounts(secrets), register: new InsuredPeople(secrets) };
}

/** What stands in front of all that this key sealed, in hexadecimal. */
export function fingerprintOf(tools: ActionTools, key: Buffer): string {
  return withRing(tools, key).secrets.keys.current('seal').fingerprint.toString('hex');
}

/** As if all that the journal tells had been purged: it keeps the key that it was written with. */
export async function purgeJournal({ db }: ActionTools): Promise<void> {
  await db.transaction().execute(async trx => {
    await sql`select set_config('renouveau.audit_purge', 'on', true)`.execute(trx);
    await trx.deleteFrom('audit_entries').execute();
  });
}

export type Added = ReturnType<typeof somebody> & { ref: AccountRef };

/** Somebody with an account and no password, added by a process that holds these keys. */
export async function addBy(tools: ActionTools, person = somebody()): Promise<Added> {
  const added = await addAccount(tools, { ...person, password: null });
  assert.ok(added.outcome === 'added', added.outcome);
  return { ...person, ref: added.ref };
}

/** A database for each test, with two processes on it: one that still has the former key alone, one that has both. */
export function ringsOn(engine: Engine) {
  const rings = {} as { both: ActionTools; former: ActionTools };
  const benches: Bench[] = [];
  beforeEach(async () => {
    const bench = await openBench({ engine, settings: { SECRET_KEYS: writtenRing(NEW_KEY, FORMER_KEY) } });
    benches.push(bench);
    rings.both = bench.tools;
    rings.former = withRing(bench.tools, FORMER_KEY);
  });
  after(async () => {
    for (const bench of benches) await bench.close();
  });
  return rings;
}
