/** Taking over many accounts: each ending, and that an import that was stopped is simply started again (norms NIR-8, RGP-2). */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { LogEvent } from 'kysely';
import { sql } from 'kysely';
import { type Bench, openBench } from '../../test/bench.ts';
import { dumpTables } from '../../test/dump.ts';
import { onBothEngines } from '../../test/engines.ts';
import { FORMER_KEY, NEW_KEY, withRing } from '../../test/key-rings.ts';
import { linkOf, renew, somebody } from '../../test/renewal.ts';
import { verifyAudit } from '../database/audit-verification.ts';
import type { DemoPerson } from '../demo/people.ts';
import type { ImportedAccount } from '../rules/import-row.ts';
import { addAccount } from './add-account.ts';
import {
  type ImportBatch,
  type ImportWatch,
  importAccounts,
  type NumberedReject,
} from './import-accounts.ts';

const LOST = Object.assign(new Error('the socket went away'), { code: 'ECONNRESET' });

onBothEngines('accounts are taken over from a file', engine => {
  let bench: Bench;
  const statements: LogEvent[] = [];
  before(async () => {
    bench = await openBench({ engine, onStatement: event => void statements.push(event) });
  });
  after(() => bench.close());

  const given = ({ nir, dateOfBirth, mailAddress, addressVerified }: DemoPerson): ImportedAccount => ({
    nir,
    dateOfBirth,
    mailAddress,
    verified: addressVerified ? 'before' : undefined,
  });
  const newPeople = (count: number) => Array.from({ length: count }, () => given(somebody()));

  function toBatches(accounts: readonly ImportedAccount[], size = 3): ImportBatch[] {
    const batches: ImportBatch[] = [];
    for (let start = 0; start < accounts.length; start += size) {
      const rows = accounts
        .slice(start, start + size)
        .map((account, rank) => ({ line: start + rank, account }));
      batches.push({ state: 'batch', rows, rejects: [], bytes: start });
    }
    return batches;
  }

  async function take(
    source: readonly (ImportBatch | { state: 'unreadable'; sentence: string })[],
    {
      tools = bench.tools,
      onBatch,
      signal = new AbortController().signal,
    }: Partial<ImportWatch> & {
      tools?: Bench['tools'];
    } = {},
  ) {
    const rejects: NumberedReject[] = [];
    const ended = await importAccounts(
      tools,
      (async function* () {
        yield* source;
      })(),
      {
        signal,
        async onBatch(rejected, report, bytes) {
          rejects.push(...rejected);
          await onBatch?.(rejected, report, bytes);
        },
      },
    );
    return { ...ended, rejects };
  }

  test('allIn: each is found by its number, sealed, and may renew; the journal tells each batch', async () => {
    const people = Array.from({ length: 7 }, () => somebody());
    const { outcome, report } = await take(toBatches(people.map(given)));
    assert.equal(outcome, 'allIn');
    assert.deepEqual(report, { read: 7, added: 7, present: 0, rejected: 0 });
    for (const { nir, dateOfBirth, mailAddress } of people) {
      const { ref, ...found } = (await bench.tools.accounts.findByNir(bench.tools.db, nir)) ?? { ref: '' };
      assert.match(ref, /^[0-9a-f-]{36}$/);
      const expected = { nir, dateOfBirth, mailAddress, addressVerified: true, passwordHash: undefined };
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
    await take(toBatches(accounts.slice(0, 4)));
    const again = await take(toBatches(accounts));
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
    assert.equal((await take(toBatches([given(person), shouted]))).report.present, 2);
  });

  test('someRejected: a number with other data is left as it is, be it in this very batch', async () => {
    const [person, other] = [somebody(), somebody()];
    await addAccount(bench.tools, { ...person, addressVerified: false, password: null });
    const twice = { ...given(other), dateOfBirth: { year: 1950, month: 0, day: 0 } };
    const elsewhere = { ...given(person), mailAddress: other.mailAddress };
    const { outcome, report, rejects } = await take(
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
    const stopped = await take(toBatches(accounts), {
      signal: stopping.signal,
      onBatch: () => stopping.abort(),
    });
    assert.equal(stopped.outcome, 'interrupted');
    assert.deepEqual(stopped.report, { read: 3, added: 3, present: 0, rejected: 0 });
    assert.deepEqual((await take(toBatches(accounts))).report, {
      read: 9,
      added: 6,
      present: 3,
      rejected: 0,
    });
  });

  test('unreadable: what came before it is in', async () => {
    const fault = { state: 'unreadable', sentence: 'La ligne 4…' } as const;
    const { outcome, report } = await take([...toBatches(newPeople(2)), fault]);
    assert.equal(outcome, 'unreadable');
    assert.equal(report.added, 2);
  });

  test('databaseLost: the report says what is surely in; anything else is thrown', async () => {
    const accounts = newPeople(6);
    const fail = (error: Error) => () => {
      throw error;
    };
    const lost = await take(toBatches(accounts), { onBatch: fail(LOST) });
    assert.equal(lost.outcome, 'databaseLost');
    await assert.rejects(take(toBatches(accounts), { onBatch: fail(new Error('a disk is full')) }), /disk/);
    assert.equal((await take(toBatches(accounts))).report.read, 6);
  });

  test('STO-6: somebody whom a former key indexed is recognised; without that key, nothing comes in', async () => {
    const [former, both, foreign] = [[FORMER_KEY], [NEW_KEY, FORMER_KEY], [NEW_KEY]].map(ring =>
      withRing(bench.tools, ...ring),
    ) as [Bench['tools'], Bench['tools'], Bench['tools']];
    await sql`delete from accounts`.execute(bench.tools.db);
    const accounts = newPeople(4);
    await take(toBatches(accounts.slice(0, 2)), { tools: former });
    const missing = await take(toBatches(newPeople(2)), { tools: foreign });
    assert.equal(missing.outcome, 'keyMissing');
    assert.deepEqual(missing.report, { read: 0, added: 0, present: 0, rejected: 0 });
    assert.deepEqual((await take(toBatches(accounts), { tools: both })).report, {
      read: 4,
      added: 2,
      present: 2,
      rejected: 0,
    });
    assert.equal((await take(toBatches(accounts.slice(2)), { tools: former })).outcome, 'keyMissing');
    await sql`delete from accounts`.execute(bench.tools.db);
  });

  test('with thousands of accounts, every statement that looks for one goes through an index', async () => {
    const people = Array.from({ length: 3000 }, (_, rank) => ({
      ...given(somebody()),
      nir: `18505${10_000_000 + rank}` as ImportedAccount['nir'],
    }));
    await take(toBatches(people, 1000));
    await sql`analyze accounts, verified_addresses`.execute(bench.tools.db);
    statements.length = 0;
    await take(toBatches(people.slice(0, 2), 1000));
    await addAccount(bench.tools, { ...somebody(), password: null });
    const reading = statements.filter(
      ({ query }) => /^\s*(select|with)\b/.test(query.sql) && /\baccounts\b/.test(query.sql),
    );
    assert.equal(reading.length, 4);
    for (const { query } of reading) {
      const plan = await bench.tools.db.executeQuery({
        ...query,
        sql: `explain ${query.sql}`,
      } as typeof query);
      const lines = plan.rows.map(row => Object.values(row as object)[0]).join('\n');
      assert.doesNotMatch(lines, /Seq Scan on (accounts|verified_addresses)/, query.sql);
    }
  });
});
