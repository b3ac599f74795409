/** The journal's chains: whatever is done to a row by who has no key is found, whatever the service writes passes (LOG-7). */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { onBothEngines } from '../../test/engines.ts';
import { createFixedWorld } from '../../test/fixed-world.ts';
import { ENTRIES, type Journal, journalKeys as keys, openJournal, type Place } from '../../test/journal.ts';
import { createKeyRing } from '../secrets/keys.ts';
import { appendEntries } from './audit.ts';
import { verifyAudit } from './audit-verification.ts';
import type { Trx } from './tables.ts';

onBothEngines('LOG-7: the journal', engine => {
  let journal: Journal;
  before(async () => {
    journal = await openJournal(engine);
  });
  after(() => journal.database.close());

  const faultsAfter: Journal['faultsAfter'] = (tamper, seen) => journal.faultsAfter(tamper, seen);
  const lastOf = (chain: number) => journal.witness[chain]?.seq ?? 0;
  const aRank = fc.nat(ENTRIES - 1);
  const at = (rank: number) => journal.places[rank] as Place;
  const here = ({ chain, seq }: Place) => sql`chain = ${chain} and seq = ${seq}`;
  const always = <T>(values: fc.Arbitrary<T>, check: (value: T) => Promise<void>) =>
    fc.assert(fc.asyncProperty(values, check), { numRuns: 40 });

  test('LOG-7: left alone it passes, over a change of key, with its witness and without', async () => {
    const verified = await verifyAudit(journal.database.db, keys, journal.witness);
    assert.deepEqual(verified.faults, []);
    assert.equal(
      verified.chains.reduce((sum, chain) => sum + chain.entries, 0),
      ENTRIES,
    );
  });

  test('LOG-7: a changed column is found, whichever it is, and the row is named', async () => {
    const changes = {
      at: sql`at = at + interval '1 millisecond'`,
      event: sql`event = 'signedIn'`,
      detail: sql`detail = jsonb_set(detail, '{sessionsEnded}', '99')`,
      more: sql`detail = detail || '{"more":1}'`,
      subject: sql`subject_index = sha256(subject_index)`,
      previous: sql`previous_hash = sha256(previous_hash)`,
      hash: sql`hash = sha256(hash)`,
      fingerprint: sql`key_fingerprint = ${keys.current('audit').fingerprint}`,
    };
    const names = fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[]));
    await always(fc.tuple(aRank, names), async ([rank, name]) => {
      const place = at(name === 'fingerprint' ? rank % (ENTRIES / 2) : rank);
      const change = sql`update audit_entries set ${changes[name]} where ${here(place)}`;
      assert.deepEqual(await faultsAfter(trx => change.execute(trx)), [
        `changed ${place.chain}/${place.seq}`,
      ]);
    });
  });

  test('LOG-7: a removed row is found, and what should follow it is named', async () => {
    await always(aRank, async rank => {
      const { chain, seq } = at(rank);
      const isLast = lastOf(chain) === seq;
      const remove = sql`delete from audit_entries where ${here(at(rank))}`;
      const expected = isLast ? `cutOff ${chain}/${seq}` : `missing ${chain}/${seq + 1}`;
      assert.deepEqual(await faultsAfter(trx => remove.execute(trx)), [expected]);
    });
  });

  test('LOG-7: two rows that change places are found', async () => {
    const pairs = fc.tuple(aRank, aRank).filter(([one, other]) => one !== other);
    await always(pairs, async ([one, other]) => {
      const swap = (from: typeof one, to: typeof one) => sql`
        update audit_entries set chain = ${at(to).chain}, seq = ${at(to).seq} where ${here(at(from))}`;
      const faults = await faultsAfter(async trx => {
        await sql`update audit_entries set chain = 0, seq = -5 where ${here(at(one))}`.execute(trx);
        await swap(other, one).execute(trx);
        await sql`update audit_entries set chain = ${at(other).chain}, seq = ${at(other).seq} where chain = 0 and seq = -5`.execute(
          trx,
        );
      });
      assert.notDeepEqual(faults, []);
    });
  });

  test('LOG-7: a copy of a row is found, wherever it is put, even when the end of the chain says so', async () => {
    const puts = fc.record({ rank: aRank, chain: fc.nat(15), place: fc.constantFrom(-3, 0, 'end') });
    await always(puts, async ({ rank, chain, place }) => {
      const seq = place === 'end' ? lastOf(chain) + 1 : Number(place);
      const faults = await faultsAfter(async trx => {
        await sql`insert into audit_entries
          select ${sql.lit(chain)}, ${sql.lit(seq)}, at, event, subject_index, detail, key_fingerprint, previous_hash, hash
          from audit_entries where ${here(at(rank))}`.execute(trx);
        if (place !== 'end') return;
        await sql`update audit_chains set last_seq = ${seq}, last_hash = (select hash from audit_entries
          where chain = ${chain} and seq = ${seq}) where chain = ${chain}`.execute(trx);
      });
      assert.deepEqual(faults, [`${place === 'end' ? 'changed' : 'added'} ${chain}/${seq}`]);
    });
  });

  test('LOG-7: a tail cut off is found, and one cut off together with the row that tells its end, by the witness', async () => {
    await always(aRank, async rank => {
      const { chain, seq } = at(rank);
      const cut = sql`delete from audit_entries where chain = ${chain} and seq >= ${seq}`;
      const hide = sql`update audit_chains set last_seq = ${seq - 1}, last_hash = coalesce((select hash from audit_entries
        where chain = ${chain} and seq = ${seq - 1}), start_hash) where chain = ${chain}`;
      const expected = [`cutOff ${chain}/${seq}`];
      assert.deepEqual(await faultsAfter(trx => cut.execute(trx)), expected);
      const both = async (trx: Trx) => {
        await cut.execute(trx);
        await hide.execute(trx);
      };
      assert.deepEqual(await faultsAfter(both), [], 'without a witness nothing shows it');
      assert.deepEqual(await faultsAfter(both, journal.witness), expected);
    });
  });

  test('LOG-7: what was written anew after a cut is not what the witness saw', async () => {
    const rewrite = async (trx: Trx) => {
      await sql`update audit_chains set last_seq = 0, last_hash = start_hash`.execute(trx);
      await sql`delete from audit_entries`.execute(trx);
      const entries = Array.from({ length: ENTRIES }, (_, rank) => ({
        subject: { kind: 'account' as const, ref: `account ${rank % 7}` },
        event: 'signedIn' as const,
        detail: {},
      }));
      await appendEntries(trx, { keys, world: createFixedWorld() }, entries);
    };
    assert.deepEqual(await faultsAfter(rewrite), []);
    assert.notDeepEqual(await faultsAfter(rewrite, journal.witness), []);
  });

  test('LOG-5: without the former key what it made is told, not taken for forged', async () => {
    const alone = createKeyRing([randomBytes(32)]);
    const { faults } = await verifyAudit(journal.database.db, alone);
    assert.ok(faults.length > 0 && faults.every(({ kind }) => kind === 'unknownKey'));
  });
});
