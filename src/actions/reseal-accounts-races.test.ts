/** Key rotation at the moment of another change: PostgreSQL, since the embedded database has one session. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Added, addBy, purgeJournal, ringsOn } from '../../test/key-rings.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { resealAccounts } from './reseal-accounts.ts';
import { surveyKeys } from './reseal-survey.ts';

describe('STO-6: key rotation at the moment of another change (PostgreSQL)', () => {
  const rings = ringsOn('PostgreSQL');

  /** Until somebody waits for a lock in this database. */
  async function somebodyWaits(): Promise<void> {
    const waiting = sql<{ count: string }>`
      select count(*) as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    while (Number((await waiting.execute(rings.both.db)).rows[0]?.count) === 0);
  }

  test('a password written meanwhile stays, and its account is sealed anew afterwards', async () => {
    const people = [await addBy(rings.former), await addBy(rings.former), await addBy(rings.former)];
    const [, held] = people as [Added, Added, Added];
    const now = rings.both.world.now();
    const rotation = await rings.both.db.transaction().execute(async trx => {
      await rings.both.accounts.writePassword(trx, held.ref, 'a hash', now);
      const rotating = resealAccounts(rings.both);
      await somebodyWaits();
      const { keys } = await surveyKeys(rings.both);
      assert.equal(keys[0]?.needs.sealedAccounts, 2, 'the others do not wait');
      return { rotating };
    });
    assert.equal((await rotation.rotating).report.resealed, 3);
    const account = await rings.both.accounts.findByRef(rings.both.db, held.ref);
    assert.equal(account?.passwordHash, 'a hash');
  });

  test('an address proved meanwhile stays proved', async () => {
    const person = await addBy(rings.former);
    const fresh = rings.both.secrets.blindIndex.of('mail-address', 'nouvelle@exemple.fr');
    const rotation = await rings.both.db.transaction().execute(async trx => {
      const account = { ref: person.ref, mailAddress: 'nouvelle@exemple.fr' as MailAddress };
      await rings.both.accounts.markAddressVerified(trx, account, rings.both.world.now());
      const rotating = resealAccounts(rings.both);
      await somebodyWaits();
      return { rotating };
    });
    await rotation.rotating;
    const row = await rings.both.db.selectFrom('verified_addresses').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual(Buffer.from(row.address_index), fresh);
  });

  test('two rotations at once do not fight: each account is sealed anew, once', async () => {
    for (let count = 0; count < 60; count += 1) await addBy(rings.former);
    const both = await Promise.all([
      resealAccounts(rings.both, undefined, 7),
      resealAccounts(rings.both, undefined, 11),
    ]);
    assert.deepEqual(
      both.map(({ outcome }) => outcome),
      ['allCurrent', 'allCurrent'],
    );
    assert.equal(
      both.reduce((sum, { report }) => sum + report.resealed, 0),
      60,
    );
    await purgeJournal(rings.both);
    assert.equal((await surveyKeys(rings.both)).keys[1]?.canBeRemoved, true);
  });
});
