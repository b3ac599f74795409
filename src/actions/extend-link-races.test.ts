/**
 * « J’ai besoin de plus de temps » at once with itself, with the use of the link and with a newer link, on PostgreSQL,
 * where transactions truly run side by side: never beyond the ten times, never a link that is over (norms C-4, TOK-5, TOK-6).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { assertJournalIsSound, toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { askedBy, linkOf, look, member, needMoreTime, newcomer, renew } from '../../test/renewal.ts';
import { addRenewalLink, claimRenewalLink, markHandedOver } from '../database/renewal-links.ts';
import type { Trx } from '../database/tables.ts';
import { linkExpiry } from '../rules/link-life.ts';
import { EXTENSIONS_MAX } from '../rules/more-time.ts';
import { extendLink } from './extend-link.ts';
import { browserIndex, type LiveLink } from './look-at-link.ts';
import { sendRenewalMail } from './send-renewal-mail.ts';

const ROUNDS = 10;

describe('étape 5, more time, at once (PostgreSQL)', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL' });
  });
  after(() => bench.close());

  async function lifeOf(link: string) {
    const seen = await look(bench, link);
    assert.ok(seen.outcome === 'live', seen.outcome);
    const { extensions, expiresAt } = seen;
    return { extensions, minutesLeft: (expiresAt.getTime() - bench.world.now().getTime()) / 60_000 };
  }

  test('C-4: a double click gives ten or twenty minutes, as it is told', async () => {
    const link = await linkOf(bench, await member(bench));
    await Promise.all([needMoreTime(bench, link), needMoreTime(bench, link)]);
    assert.deepEqual(await lifeOf(link), { extensions: 2, minutesLeft: 50 });
  });

  test('C-4: of thirty presses at once ten give time, the others are told that there is no more', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    const endings = await Promise.all(Array.from({ length: 30 }, () => needMoreTime(bench, link)));
    const count = (word: string) => endings.filter(ending => ending.outcome === word).length;
    assert.deepEqual([count('extended'), count('noMoreTime')], [EXTENSIONS_MAX, 20]);
    assert.deepEqual(await lifeOf(link), { extensions: EXTENSIONS_MAX, minutesLeft: 130 });
    const told = (await toldAbout(bench.tools, person)).filter(event => event === 'linkExtended');
    assert.equal(told.length, EXTENSIONS_MAX);
    await assertJournalIsSound(bench.tools);
  });

  /** Until somebody waits for a row that another transaction holds. */
  async function somebodyWaits(): Promise<void> {
    for (;;) {
      const { rows } = await sql`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(bench.tools.db);
      if (rows.length > 0) return;
    }
  }

  /** Pressed when the link still lives, and given its turn when `end` is done with it. */
  async function pressDuring(link: string, end: (trx: Trx, seen: LiveLink) => Promise<unknown>) {
    const seen = await look(bench, link);
    assert.ok(seen.outcome === 'live');
    const before = await lifeOf(link);
    const pressed = await bench.tools.db.transaction().execute(async trx => {
      await end(trx, seen);
      const pressing = needMoreTime(bench, link);
      await somebodyWaits();
      return { pressing };
    });
    const ending = await pressed.pressing;
    const row = await bench.tools.db
      .selectFrom('renewal_links')
      .select(['extensions', 'expires_at'])
      .where('ref', '=', seen.ref)
      .executeTakeFirstOrThrow();
    assert.deepEqual([row.extensions, row.expires_at], [before.extensions, seen.expiresAt]);
    return ending;
  }

  test('TOK-5: pressed while the link is being used, it waits, and nothing brings the link back', async () => {
    const link = await linkOf(bench, await member(bench));
    const ending = await pressDuring(link, (trx, { ref, accountRef }) => {
      const usedByIndex = browserIndex(bench.tools, 'another browser');
      return claimRenewalLink(trx, { ref, accountRef, now: bench.world.now(), usedByIndex });
    });
    assert.deepEqual(ending, { outcome: 'used' });
  });

  test('TOK-6: pressed while the newer mail is being settled, it waits, and the older link stays replaced', async () => {
    const person = await member(bench);
    const older = await linkOf(bench, person);
    bench.world.advance({ minutes: 2 });
    const now = bench.world.now();
    const ending = await pressDuring(older, async (trx, { accountRef, requestRef }) => {
      const made = { accountRef, madeAt: now, expiresAt: linkExpiry(now, 30) };
      const ref = await addRenewalLink(trx, { ...made, requestRef, secretHash: Buffer.alloc(32) });
      await markHandedOver(trx, { ...made, ref, handedOverAt: now });
    });
    assert.deepEqual(ending, { outcome: 'replaced', replacedAt: now });
  });

  test('TOK-3: pressed in the last millisecond, and given its turn at the end, it gives nothing', async () => {
    const link = await linkOf(bench, await member(bench));
    bench.world.advance({ minutes: 30, ms: -2 });
    const now = () => {
      bench.world.advance({ ms: 1 });
      return bench.world.now();
    };
    const tools = { ...bench.tools, world: { ...bench.world, now } };
    const seen = await look(bench, link);
    assert.ok(seen.outcome === 'live');
    const asker = { linkCookie: link, ...newcomer(), formLink: seen.ref };
    assert.deepEqual(await extendLink(tools, asker), { outcome: 'expired' });
  });

  test('TOK-5: three presses and a use at once are one use, one notice, and a sound journal', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const link = await linkOf(bench, await member(bench));
      const more = () => needMoreTime(bench, link);
      const [used, ...pressed] = await Promise.all([renew(bench, link), more(), more(), more()]);
      assert.equal(used.outcome, 'changed');
      for (const { outcome } of pressed) assert.ok(['extended', 'usedHere'].includes(outcome), outcome);
      assert.equal((await look(bench, link)).outcome, 'usedHere');
      assert.equal((await more()).outcome, 'usedHere');
      assert.equal((await bench.deliver()).length, 1);
    }
    await assertJournalIsSound(bench.tools);
  });

  test('TOK-6: pressed again and again while a newer mail leaves, the older link is replaced all the same', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await member(bench);
      const older = await linkOf(bench, person);
      bench.world.advance({ minutes: 2 });
      const requestRef = await askedBy(bench, person);
      const more = () => needMoreTime(bench, older);
      await Promise.all([sendRenewalMail(bench.tools, requestRef), more(), more(), more()]);
      assert.equal((await look(bench, older)).outcome, 'replaced');
      assert.equal((await more()).outcome, 'replaced');
      await bench.deliver();
    }
    await assertJournalIsSound(bench.tools);
  });
});
