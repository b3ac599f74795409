/** Where the journal's chains begin and end: neither can be moved unseen, also once the purge has shortened them (LOG-6, LOG-7). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { onBothEngines } from '../../test/engines.ts';
import { type Journal, journalKeys, openJournal, type Place } from '../../test/journal.ts';
import { cutoffsAt } from '../rules/retention.ts';
import { verifyAudit } from './audit-verification.ts';
import { removeOldEntries } from './purge.ts';

onBothEngines('LOG-7: the ends of the journal', engine => {
  let journal: Journal;
  before(async () => {
    journal = await openJournal(engine);
  });
  after(() => journal.database.close());

  test('LOG-7: the row that says where a chain ends or begins cannot be changed unseen, nor go', async () => {
    const { chain } = journal.places[0] as Place;
    const end = journal.witness[chain]?.seq;
    for (const [change, expected] of [
      [
        sql`update audit_chains set last_seq = last_seq - 1 where chain = ${chain}`,
        `endChanged ${chain}/${end}`,
      ],
      [
        sql`update audit_chains set last_hash = sha256(last_hash) where chain = ${chain}`,
        `endChanged ${chain}/${end}`,
      ],
      [
        sql`update audit_chains set start_hash = sha256(start_hash) where chain = ${chain}`,
        `startChanged ${chain}/0`,
      ],
      [sql`update audit_chains set start_seq = 1 where chain = ${chain}`, `startChanged ${chain}/1`],
      [sql`delete from audit_chains where chain = ${chain}`, `chainMissing ${chain}/0`],
    ] as const)
      assert.deepEqual(await journal.faultsAfter(trx => change.execute(trx)), [expected]);
  });

  test('LOG-6, LOG-7: shortened by the purge it passes, with a witness of before; what else removes or puts back is found', async () => {
    const { db } = journal.database;
    const { chain } = journal.places[0] as Place;
    const oldest = await db
      .selectFrom('audit_entries')
      .selectAll()
      .where('chain', '=', chain)
      .orderBy('seq')
      .execute();
    const third = oldest[2]?.at as Date;
    const kept = { requestsDays: 30, auditDays: 365, codeLifeSeconds: 300, repeatSeconds: 90 };
    const later = new Date(third.getTime() + 365 * 86_400_000);
    await removeOldEntries(db, journalKeys, cutoffsAt(later, kept));

    const verified = await verifyAudit(db, journalKeys, journal.witness);
    assert.deepEqual(verified.faults, []);
    const start = await db
      .selectFrom('audit_chains')
      .selectAll()
      .where('chain', '=', chain)
      .executeTakeFirst();
    assert.equal(start?.start_seq, 3);
    const back = oldest.slice(0, 3).map(row => ({ ...row, detail: JSON.stringify(row.detail) }));
    const next = oldest[3];
    for (const [change, expected] of [
      [sql`delete from audit_entries where chain = ${chain} and seq = 4`, `missing ${chain}/5`],
      [
        sql`with gone as (delete from audit_entries where chain = ${chain} and seq = 4)
          update audit_chains set start_seq = 4, start_hash = ${next?.hash} where chain = ${chain}`,
        `startChanged ${chain}/4`,
      ],
      [sql`update audit_chains set start_mac = null where chain = ${chain}`, `startChanged ${chain}/3`],
      [
        sql`update audit_chains set start_fingerprint = '\\x00000000' where chain = ${chain}`,
        `unknownKey ${chain}/3`,
      ],
      [
        sql`update audit_chains set start_seq = 0, start_hash = decode(repeat('00', 32), 'hex') where chain = ${chain}`,
        `missing ${chain}/4`,
      ],
    ] as const)
      assert.deepEqual(await journal.faultsAfter(trx => change.execute(trx)), [expected]);
    const put = await journal.faultsAfter(trx => trx.insertInto('audit_entries').values(back).execute());
    assert.deepEqual(put, [`added ${chain}/1`]);
  });
});
