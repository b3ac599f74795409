/** The purge: what was kept long enough goes, what lives stays, and the journal still verifies (RGP-3, RGP-4, LOG-6). */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { assertJournalIsSound, toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { onBothEngines } from '../../test/engines.ts';
import { codeOf } from '../../test/provisional-code.ts';
import { ask, enter, linkOf, look, member, renew } from '../../test/renewal.ts';
import type { AuditSubject } from '../secrets/audit-chain.ts';
import { type PurgeOutcome, purge, type Removed } from './purge.ts';
import { record } from './record-event.ts';

const DAY_MINUTES = 1440;

onBothEngines('the purge', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  async function removed(): Promise<Removed> {
    const purged = await purge(bench.tools);
    return purged.outcome === 'purged' ? purged.removed : {};
  }

  /** Whatever the tests before this one left is gone. */
  async function sweep(): Promise<void> {
    bench.world.advance({ minutes: 400 * DAY_MINUTES });
    await purge(bench.tools);
    await purge(bench.tools);
  }

  async function tell(daysAgo: number, rank: number): Promise<void> {
    bench.world.advance({ minutes: -daysAgo * DAY_MINUTES });
    const subject: AuditSubject = { kind: 'account', ref: `account ${rank}` };
    await bench.tools.db
      .transaction()
      .execute(trx => record(trx, bench.tools, { subject, event: 'signedIn', detail: {} }));
    bench.world.advance({ minutes: daysAgo * DAY_MINUTES });
  }

  const days = async () => {
    const rows = await bench.tools.db
      .selectFrom('audit_entries')
      .select('at')
      .where('event', '=', 'signedIn')
      .execute();
    return rows.map(row => (bench.world.now().getTime() - row.at.getTime()) / (DAY_MINUTES * 60_000));
  };

  test('LOG-6: entries of 366 days are gone, those of 300 stay, and the journal verifies before and after', async () => {
    await sweep();
    for (const daysAgo of [367, 366, 300]) {
      for (let rank = 0; rank < 20; rank += 1) await tell(daysAgo, rank);
    }
    await assertJournalIsSound(bench.tools);
    assert.equal((await removed()).audit_entries, 40);
    assert.deepEqual(new Set(await days()), new Set([300]));
    await assertJournalIsSound(bench.tools);
    assert.deepEqual(await removed(), {});
    for (let rank = 0; rank < 20; rank += 1) await tell(0, rank);
    await assertJournalIsSound(bench.tools);
  });

  test('LOG-6: the purge tells the journal how much it removed', async () => {
    await sweep();
    await tell(0, 1);
    bench.world.advance({ minutes: 366 * DAY_MINUTES });
    const said = await removed();
    const last = await bench.tools.db
      .selectFrom('audit_entries')
      .select('detail')
      .where('event', '=', 'purged')
      .orderBy('at', 'desc')
      .executeTakeFirst();
    assert.ok((said.audit_entries ?? 0) > 0);
    assert.deepEqual(last?.detail, said);
  });

  test('LOG-6: asked to stop, it ends after the batch at hand, tells the journal, and the next one ends it', async () => {
    await sweep();
    const { db } = bench.tools;
    const ends_at = new Date(bench.world.now().getTime() - 2 * DAY_MINUTES * 60_000);
    const row = () => ({ counted_index: randomBytes(32), hits: 1, ends_at });
    await db
      .insertInto('quotas')
      .values(Array.from({ length: 2500 }, row))
      .execute();
    const stopping = new AbortController();
    const watch = { signal: stopping.signal, onBatch: () => stopping.abort() };
    assert.deepEqual(await purge(bench.tools, watch), { outcome: 'interrupted', removed: { quotas: 1000 } });
    const told = { outcome: 'purged', removed: { quotas: 1500 } };
    const rest = await purge(bench.tools);
    assert.deepEqual(
      { ...rest, removed: { quotas: rest.outcome === 'purged' && rest.removed.quotas } },
      told,
    );
    await assertJournalIsSound(bench.tools);
  });

  test('LOG-6: more than one batch goes at one purge, and two purges at once take nothing from each other', async () => {
    await sweep();
    const { db } = bench.tools;
    const old = new Date(bench.world.now().getTime() - 2 * DAY_MINUTES * 60_000);
    const rows = Array.from({ length: 2500 }, () => ({
      counted_index: randomBytes(32),
      hits: 1,
      ends_at: old,
    }));
    await db.insertInto('quotas').values(rows).execute();
    const both = await Promise.all([purge(bench.tools), purge(bench.tools)]);
    const counts = both.map(one => (one.outcome === 'purged' ? (one.removed.quotas ?? 0) : 0));
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      2500,
    );
    await assertJournalIsSound(bench.tools);
  });

  test('RGP-4: what is left of a provisional code stays 30 days after its end, and is gone after', async () => {
    await sweep();
    await codeOf(bench, await member(bench));
    bench.world.advance({ minutes: (7 + 30) * DAY_MINUTES, ms: -1 });
    assert.equal((await removed()).provisional_codes, undefined);
    bench.world.advance({ ms: 1 });
    assert.equal((await removed()).provisional_codes, 1);
    await bench.deliver();
  });

  test('RGP-4: requests, links and mails stay 30 days and are gone after; a session ends with its own hour', async () => {
    await sweep();
    const person = await member(bench);
    await renew(bench, await linkOf(bench, person));
    await bench.deliver();
    const password = 'Nouveau+Mdp=42';
    assert.equal((await enter(bench, person.nir, password)).outcome, 'signedIn');
    bench.world.advance({ minutes: 29 });
    assert.equal((await removed()).sessions, undefined);
    bench.world.advance({ minutes: 1 });
    assert.equal((await removed()).sessions, 1);
    bench.world.advance({ minutes: 29 * DAY_MINUTES });
    const kept = await removed();
    assert.deepEqual(
      [kept.renewal_requests, kept.renewal_links, kept.mails],
      [undefined, undefined, undefined],
    );
    bench.world.advance({ minutes: DAY_MINUTES });
    const gone = await removed();
    assert.deepEqual([gone.renewal_requests, gone.renewal_links, gone.mails], [1, 1, 2]);
    assert.ok(
      (await toldAbout(bench.tools, person)).includes('passwordChanged'),
      'the journal is kept longer',
    );
  });

  test('RGP-4: what lives is not purged: a link, a block, a count, a request whose job waits', async () => {
    await sweep();
    const waiting = await member(bench);
    await ask(bench, waiting);
    bench.world.advance({ minutes: 31 * DAY_MINUTES });
    const person = await member(bench);
    const before = await bench.tools.db.selectFrom('renewal_requests').select('ref').execute();
    await removed();
    assert.deepEqual(await bench.tools.db.selectFrom('renewal_requests').select('ref').execute(), before);
    await bench.deliver();
    const link = await linkOf(bench, person);
    bench.world.advance({ minutes: 2 });
    await ask(bench, person);
    bench.world.advance({ minutes: 2 });
    await ask(bench, person);
    bench.world.advance({ minutes: 2 });
    assert.equal((await ask(bench, person)).outcome, 'requestsBlocked');
    await removed();
    assert.equal((await look(bench, link)).outcome, 'live');
    assert.equal((await ask(bench, person)).outcome, 'requestsBlocked');
    bench.world.advance({ minutes: 61 + DAY_MINUTES - 1 });
    assert.equal((await removed()).request_limits, 1);
  });

  test('RGP-4: the worker purges by its own clock, and the next purge waits an hour, once', async () => {
    await sweep();
    await tell(0, 1);
    bench.world.advance({ minutes: 366 * DAY_MINUTES });
    const { jobs } = bench.tools;
    const done = await new Promise<PurgeOutcome>(resolve => {
      void jobs.purgeHourly(async () => resolve(await purge(bench.tools)));
    });
    assert.ok(done.outcome === 'purged' && (done.removed.audit_entries ?? 0) > 0);
    await jobs.purgeHourly(async () => {});
    const waiting = await sql<{ minutes: number }>`
      select round(extract(epoch from start_after - now()) / 60)::int as minutes
      from pgboss.job where name = 'purge' and state = 'created'`.execute(bench.tools.db);
    assert.deepEqual(waiting.rows, [{ minutes: 60 }]);
  });
});
