/** The journal as it fills: each thing once, in its order, about whom it is, without anything personal (LOG-1, LOG-2, LOG-5). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { assertJournalIsSound, entriesAbout, toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { withBrokenQueue } from '../../test/broken-queue.ts';
import { found } from '../../test/dump.ts';
import { onBothEngines } from '../../test/engines.ts';
import {
  ask,
  enter,
  linkOf,
  look,
  member,
  NEW_PASSWORD,
  newcomer,
  renew,
  secretIn,
  somebody,
} from '../../test/renewal.ts';
import { listEntries } from '../database/audit.ts';
import { verifyAudit } from '../database/audit-verification.ts';
import { AUDIT_CHAINS } from '../secrets/audit-chain.ts';
import { openLink } from './open-link.ts';
import { record } from './record-event.ts';
import { signOut } from './sign-out.ts';

onBothEngines('the journal as it fills', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  test('LOG-1: a whole renewal is told in its order, and each thing once', async () => {
    const person = await member(bench);
    bench.world.advance({ minutes: 1 });
    await ask(bench, person);
    bench.world.advance({ minutes: 1 });
    const link = secretIn((await bench.deliver())[0]);
    bench.world.advance({ minutes: 1 });
    for (let opening = 0; opening < 2; opening += 1) {
      await openLink(bench.tools, { linkCookie: link, ...newcomer() });
    }
    bench.world.advance({ minutes: 1 });
    await renew(bench, link, { password: 'court' });
    bench.world.advance({ minutes: 1 });
    await renew(bench, link);
    await bench.deliver();
    bench.world.advance({ minutes: 1 });
    await renew(bench, link);
    await renew(bench, link);
    const events = await toldAbout(bench.tools, person);
    assert.deepEqual(events, [
      'accountAdded',
      'requestAccepted',
      'mailHandedOver',
      'linkOpened',
      'passwordRefused',
      'passwordChanged',
      'mailHandedOver',
      'linkRefused',
    ]);
    await assertJournalIsSound(bench.tools);
  });

  test('LOG-1: signing in, failing, signing out, and how many sessions a change ended', async () => {
    const person = await member(bench);
    await renew(bench, await linkOf(bench, person));
    await bench.deliver();
    const entered = await enter(bench, person.nir, NEW_PASSWORD);
    assert.ok(entered.outcome === 'signedIn');
    await enter(bench, person.nir, 'autre');
    await enter(bench, person.nir, NEW_PASSWORD);
    await signOut(bench.tools, entered.sessionToken);
    bench.world.advance({ minutes: 2 });
    await renew(bench, await linkOf(bench, person), { password: `${NEW_PASSWORD}2` });
    const entries = await entriesAbout(bench.tools, person);
    const changes = entries.flatMap(entry =>
      entry.event === 'passwordChanged' ? [entry.detail.sessionsEnded] : [],
    );
    assert.deepEqual(changes, [0, 1]);
    const ofSignIn = entries.map(entry => entry.event).filter(event => /^sign/.test(event));
    assert.deepEqual(ofSignIn.sort(), ['signInFailed', 'signedIn', 'signedIn', 'signedOut']);
  });

  test('LOG-1: a mail put off, refused, given up is told as it ended', async () => {
    const person = await member(bench);
    bench.sink.behave('defer');
    await ask(bench, person);
    await bench.deliver();
    bench.sink.behave('none');
    const events = await toldAbout(bench.tools, person);
    assert.ok(events.includes('mailDeferred'), events.join());
  });

  test('ENU-1, ENU-2: who asks or tries is told alike, with an account or without', async () => {
    const known = await member(bench);
    const unknown = somebody();
    for (const person of [known, unknown]) {
      await ask(bench, person);
      await ask(bench, person);
      for (let turn = 0; turn < 3; turn += 1) {
        bench.world.advance({ minutes: 2 });
        await ask(bench, person);
      }
      bench.world.advance({ minutes: 2 });
      await enter(bench, person.nir, 'autre');
    }
    await bench.deliver();
    const ofKnown = (await toldAbout(bench.tools, known)).filter(event => !/^(account|mail)/.test(event));
    assert.deepEqual(ofKnown, await toldAbout(bench.tools, unknown));
    assert.ok(ofKnown.includes('requestRepeated') && ofKnown.includes('requestBlocked'), ofKnown.join());
  });

  test('LOG-1: what is undone was never told', async () => {
    const person = await member(bench);
    const before = await toldAbout(bench.tools, person);
    const link = await linkOf(bench, person);
    await withBrokenQueue(bench.tools.db, () => assert.rejects(renew(bench, link)));
    const told = { subject: { kind: 'site' }, event: 'signedIn', detail: {} } as const;
    const undone = bench.tools.db.transaction().execute(async trx => {
      await record(trx, bench.tools, told);
      throw new Error('undone');
    });
    await assert.rejects(undone, /undone/);
    assert.deepEqual(await listEntries(bench.tools.db, bench.tools.secrets.keys, [told.subject]), []);
    const events = await toldAbout(bench.tools, person);
    assert.ok(events.length > before.length && !events.includes('passwordChanged'));
    assert.equal((await look(bench, link)).outcome, 'live');
    await assertJournalIsSound(bench.tools);
  });

  test('LOG-2, LOG-5, RGP-3: the journal names nobody, neither a member nor a stranger', async () => {
    const people = [await member(bench), somebody()];
    for (const person of people) await ask(bench, person);
    await bench.deliver();
    const rows = await sql<{ line: string }>`select whole::text as line from audit_entries as whole`.execute(
      bench.tools.db,
    );
    const text = rows.rows.map(row => row.line).join('\n');
    assert.ok(text.includes('requestAccepted'));
    for (const person of people) {
      const address = String(person.mailAddress);
      assert.deepEqual(
        found(text, [person.nir, address, address.split('@')[0] ?? '', '23/04/1957', '1957-04-23']),
        [],
      );
    }
  });

  test('LOG-6: a row of the journal can be neither changed nor removed, by whoever does not purge', async () => {
    await member(bench);
    for (const statement of [
      'update audit_entries set event = event',
      'delete from audit_entries',
      'truncate audit_entries',
      'delete from audit_chains',
      'truncate audit_chains',
    ])
      await assert.rejects(sql.raw(statement).execute(bench.tools.db), /append-only/, statement);
    await assertJournalIsSound(bench.tools);
  });

  test('LOG-7: fifty at once, several entries each, over few chains: no gap, no circle, and verification meanwhile finds no fault', async () => {
    const before = await verifyAudit(bench.tools.db, bench.tools.secrets.keys);
    const count = ({ chains }: typeof before) => chains.reduce((sum, chain) => sum + chain.entries, 0);
    const tell = (ref: string) =>
      ({ subject: { kind: 'account', ref }, event: 'signedIn', detail: {} }) as const;
    const writing = Promise.all(
      Array.from({ length: 50 }, (_, rank) =>
        bench.tools.db
          .transaction()
          .execute(trx =>
            record(trx, bench.tools, tell(`a${rank % 5}`), tell(`b${rank % 3}`), tell(`c${rank % 7}`)),
          ),
      ),
    );
    let isWriting = true;
    const verifying = (async () => {
      while (isWriting) await assertJournalIsSound(bench.tools);
    })();
    await writing;
    isWriting = false;
    await verifying;
    const afterwards = await verifyAudit(bench.tools.db, bench.tools.secrets.keys);
    assert.equal(count(afterwards) - count(before), 150);
    assert.equal(afterwards.chains.length, AUDIT_CHAINS);
    assert.deepEqual(afterwards.faults, []);
  });
});
