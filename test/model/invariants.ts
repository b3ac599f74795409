/**
 * What holds after every step, whatever it was: a password changes only where the model changed it, each change has one
 * notice, each link is what the model says, and nobody is signed in who did not sign in (behaviours, state machine).
 */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { hashLinkSecret, type LinkSecret } from '../../src/secrets/link-secret.ts';
import type { Model, Real, Step } from './story.ts';

/** A step that is followed by all the questions below. */
export function step(
  name: string,
  run: (m: Model, r: Real) => Promise<void>,
  check: (m: Readonly<Model>) => boolean = () => true,
): Step {
  return {
    check,
    async run(m, r) {
      const before = m.people.map(person => person.changes);
      await run(m, r);
      const changed = m.people.map((person, who) => person.changes !== before[who]);
      await assertPasswords(r, changed);
      await assertLinks(m, r);
      await assertCounts(m, r);
      await assertSessions(m, r);
    },
    toString: () => name,
  };
}

/** Several steps as one, each followed by the questions. */
export function chain(...steps: Step[]): Step {
  return {
    check: () => true,
    async run(m, r) {
      for (const one of steps) if (one.check(m)) await one.run(m, r);
    },
    toString: () => steps.join('; '),
  };
}

/** Whom the run is about, as the tables stand before its first step. */
export async function lookBefore(r: Real): Promise<void> {
  r.hashes = await hashesOf(r);
  r.requestsBefore = await countOf(r, sql`renewal_requests`);
  r.noticesBefore = await noticesOf(r);
}

async function accountsOf({ bench, people }: Real) {
  return Promise.all(people.map(({ nir }) => bench.tools.accounts.findByNir(bench.tools.db, nir)));
}

async function hashesOf(r: Real): Promise<(string | null)[]> {
  return (await accountsOf(r)).map(account => account?.passwordHash ?? null);
}

async function assertPasswords(r: Real, changed: readonly boolean[]): Promise<void> {
  const hashes = await hashesOf(r);
  for (const [who, hash] of hashes.entries())
    assert.equal(hash !== r.hashes[who], changed[who], `the password of person ${who}`);
  r.hashes = hashes;
}

async function assertLinks(m: Model, { bench }: Real): Promise<void> {
  for (const link of m.links) {
    const row = await bench.tools.db
      .selectFrom('renewal_links')
      .select(['ending', 'expires_at', 'extensions'])
      .where('secret_hash', '=', hashLinkSecret(link.secret as LinkSecret))
      .executeTakeFirstOrThrow();
    const { ending, expiresAt, extensions } = link;
    assert.deepEqual(
      [row.ending ?? undefined, row.expires_at, row.extensions],
      [ending, expiresAt, extensions],
    );
  }
}

async function assertCounts(m: Model, r: Real): Promise<void> {
  const requests = (await countOf(r, sql`renewal_requests`)) - r.requestsBefore;
  assert.equal(requests, m.requests, 'requests accepted');
  const changes = m.people.reduce((sum, person) => sum + person.changes, 0);
  assert.equal((await noticesOf(r)) - r.noticesBefore, changes, 'one notice for each change');
}

async function assertSessions(m: Model, r: Real): Promise<void> {
  for (const [who, account] of (await accountsOf(r)).entries()) {
    const live = await r.bench.tools.db
      .selectFrom('sessions')
      .select('token_hash')
      .where('account_ref', '=', account?.ref ?? '')
      .where('expires_at', '>', m.now)
      .execute();
    const entries = m.people[who]?.entries ?? 0;
    assert.ok(
      live.length <= entries,
      `${live.length} sessions of person ${who}, who entered ${entries} times`,
    );
  }
}

async function countOf({ bench }: Real, table: ReturnType<typeof sql>): Promise<number> {
  const rows = await sql<{ count: string }>`select count(*) as count from ${table}`.execute(bench.tools.db);
  return Number(rows.rows[0]?.count);
}

/** Those that left, and those that wait: the job of one that left is done. */
async function noticesOf(r: Real): Promise<number> {
  const left = await countOf(r, sql`mails where kind = 'notice'`);
  return left + (await countOf(r, sql`pgboss.job where name = 'notice-mail' and state < 'completed'`));
}
