/** Taking over many accounts: each ending, and that an import that was stopped is simply started again (norms NIR-8, RGP-2). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type Bench, openBench } from '../../test/bench.ts';
import { dumpTables } from '../../test/dump.ts';
import { onBothEngines } from '../../test/engines.ts';
import { given, newPeople, take, toBatches } from '../../test/import.ts';
import { linkOf, renew, somebody } from '../../test/renewal.ts';
import { verifyAudit } from '../database/audit-verification.ts';
import { addAccount } from './add-account.ts';

const LOST = Object.assign(new Error('the socket went away'), { code: 'ECONNRESET' });

onBothEngines('accounts are taken over from a file', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
  });
  after(() => bench.close());

  test('allIn: each is found by its number, sealed, and may renew; the journal tells each batch', async () => {
    const people = Array.from({ length: 7 }, () => somebody());
    const { outcome, report } = await take(bench.tools, toBatches(people.map(given)));
    assert.equal(outcome, 'allIn');
    assert.deepEqual(report, { read: 7, added: 7, present: 0, rejected: 0 });
    for (const { nir, dateOfBirth, mailAddress } of people) {
      const { ref, ...found } = (await bench.tools.accounts.findByNir(bench.tools.db, nir)) ?? { ref: '' };
      assert.match(ref, /^[0-9a-f-]{36}$/);
      const expected = {
        nir,
        dateOfBirth,
        mailAddress,
        addressVerified: true,
        addressHeldUntil: null,
        passwordHash: undefined,
      };
      assert.deepEqual(found, expected);
    }
    const dump = await dumpTables(bench.database.db);
    for (const { nir, mailAddress } of people) assert.ok(!dump.includes(nir) && !dump.includes(mailAddress));
    const told = await sql<{ accounts: number }>`
      select (detail ->> 'accounts')::int as accounts from audit_entries
      where event = 'accountsImported' order by seq`.execute(bench.tools.db);
    assert.deepEqual(
      told.rows.map(({ accounts }) => accounts),
      [3, 3, 1],
    );
    assert.deepEqual((await verifyAudit(bench.tools.db, bench.tools.secrets.keys)).faults, []);
    const [person] = people;
    assert.ok(person !== undefined);
    assert.deepEqual(await renew(bench, await linkOf(bench, person)), { outcome: 'changed' });
    await bench.deliver();
  });

  test('allIn: started again, nobody comes in twice, and who was there is counted apart', async () => {
    const accounts = newPeople(5);
    await take(bench.tools, toBatches(accounts.slice(0, 4)));
    const again = await take(bench.tools, toBatches(accounts));
    assert.deepEqual(again.report, { read: 5, added: 1, present: 4, rejected: 0 });
    assert.equal(again.outcome, 'allIn');
  });

  test('allIn: an address verified here since, or spelt in other cases, is no difference', async () => {
    const person = somebody({ addressVerified: false });
    await addAccount(bench.tools, { ...person, addressVerified: true, password: null });
    const shouted = {
      ...given(person),
      mailAddress: person.mailAddress.toUpperCase() as typeof person.mailAddress,
    };
    assert.equal((await take(bench.tools, toBatches([given(person), shouted]))).report.present, 2);
  });

  test('someRejected: a number with other data is left as it is, be it in this very batch', async () => {
    const [person, other] = [somebody(), somebody()];
    await addAccount(bench.tools, { ...person, addressVerified: false, password: null });
    const twice = { ...given(other), dateOfBirth: { year: 1950, month: 0, day: 0 } };
    const elsewhere = { ...given(person), mailAddress: other.mailAddress };
    const { outcome, report, rejects } = await take(
      bench.tools,
      toBatches([given(person), elsewhere, given(other), given(other), twice], 10),
    );
    assert.equal(outcome, 'someRejected');
    assert.deepEqual(report, { read: 5, added: 1, present: 1, rejected: 3 });
    assert.deepEqual(
      rejects.map(({ line, field, reason }) => [
        line,
        field,
        /^ce numéro a déjà un compte, (.*)$/.exec(reason)?.[1],
      ]),
      [
        [0, 'numero', 'dont l’adresse mail n’est pas vérifiée'],
        [1, 'numero', 'avec une autre date de naissance ou une autre adresse mail'],
        [4, 'numero', 'avec une autre date de naissance ou une autre adresse mail'],
      ],
    );
    assert.equal(
      (await bench.tools.accounts.findByNir(bench.tools.db, person.nir))?.mailAddress,
      person.mailAddress,
    );
  });

  test('interrupted: what was being written is in, what followed is not, and nothing is lost', async () => {
    const accounts = newPeople(9);
    const stopping = new AbortController();
    const stopped = await take(bench.tools, toBatches(accounts), {
      signal: stopping.signal,
      onBatch: () => stopping.abort(),
    });
    assert.equal(stopped.outcome, 'interrupted');
    assert.deepEqual(stopped.report, { read: 3, added: 3, present: 0, rejected: 0 });
    assert.deepEqual((await take(bench.tools, toBatches(accounts))).report, {
      read: 9,
      added: 6,
      present: 3,
      rejected: 0,
    });
  });

  test('unreadable: what came before it is in', async () => {
    const fault = { state: 'unreadable', sentence: 'La ligne 4…' } as const;
    const { outcome, report } = await take(bench.tools, [...toBatches(newPeople(2)), fault]);
    assert.equal(outcome, 'unreadable');
    assert.equal(report.added, 2);
  });

  test('databaseLost: the report says what is surely in; anything else is thrown', async () => {
    const accounts = newPeople(6);
    const fail = (error: Error) => () => {
      throw error;
    };
    const lost = await take(bench.tools, toBatches(accounts), { onBatch: fail(LOST) });
    assert.equal(lost.outcome, 'databaseLost');
    await assert.rejects(
      take(bench.tools, toBatches(accounts), { onBatch: fail(new Error('a disk is full')) }),
      /disk/,
    );
    assert.equal((await take(bench.tools, toBatches(accounts))).report.read, 6);
  });
});
