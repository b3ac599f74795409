/** « Créez votre compte »: each ending, who sees what, and that the account works before its address is proved. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type Bench, openBench } from '../../test/bench.ts';
import { withBusyHasher } from '../../test/busy-hasher.ts';
import { create, creationFrom, newPerson, secretOf, WRONG_DATE } from '../../test/creation.ts';
import { dumpTables } from '../../test/dump.ts';
import { addPeople } from '../../test/people.ts';
import { ask, enter, NEW_PASSWORD, newcomer, OTHER_PASSWORD, somebody } from '../../test/renewal.ts';
import { clientNetworks } from '../rules/client-network.ts';
import { CREATION_QUOTAS } from '../rules/quota-table.ts';
import { takeAllowance } from './allowance.ts';
import { createAccount } from './create-account.ts';

describe('« Créez votre compte » (documented)', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  beforeEach(() => bench.deliver());
  after(() => bench.close());

  const accountOf = (nir: Parameters<Bench['tools']['accounts']['findByNir']>[1]) =>
    bench.tools.accounts.findByNir(bench.tools.db, nir);

  test('created: the account may be signed in to at once, and one mail goes to the address to be proved', async () => {
    const person = await newPerson(bench);
    assert.deepEqual(await create(bench, person), { outcome: 'created' });
    assert.equal((await enter(bench, person.nir, NEW_PASSWORD)).outcome, 'signedIn');
    const mails = await bench.deliver();
    assert.deepEqual(
      mails.map(mail => mail.recipients),
      [[person.mailAddress]],
    );
    assert.match(secretOf(mails), /^[\w-]{43}Z$/);
    const dump = await dumpTables(bench.database.db);
    assert.ok(!dump.includes(person.mailAddress) && !dump.includes(secretOf(mails)));
  });

  test('étape 3bis, cas 1: until the address is proved no renewal goes by mail', async () => {
    const person = await newPerson(bench);
    await create(bench, person);
    await bench.deliver();
    assert.deepEqual(await ask(bench, person), { outcome: 'mailImpossible' });
    assert.equal((await bench.deliver()).length, 0);
  });

  test('created: the date of the register is the account’s, be it incomplete', async () => {
    const person = await newPerson(bench, { dateOfBirth: { year: 1965, month: 0, day: 0 } });
    const typed = { dateOfBirth: { year: 1965, month: 1, day: 1 } };
    assert.deepEqual(await create(bench, person, typed), { outcome: 'created' });
    assert.deepEqual((await accountOf(person.nir))?.dateOfBirth, person.dateOfBirth);
  });

  test('taken: told to who gives the right name and date; the account is left as it is', async () => {
    const person = await newPerson(bench);
    await create(bench, person);
    const was = await accountOf(person.nir);
    const again = { password: OTHER_PASSWORD, mailAddress: somebody().mailAddress };
    assert.deepEqual(await create(bench, person, again), { outcome: 'taken' });
    assert.deepEqual(await accountOf(person.nir), was);
  });

  test('noMatch: an unknown number, another name, another date; with an account or without, nothing more is told', async () => {
    const [free, member] = [await newPerson(bench), await newPerson(bench)];
    await create(bench, member);
    await bench.deliver();
    assert.deepEqual(await create(bench, somebody()), { outcome: 'noMatch' });
    for (const person of [free, member]) {
      for (const wrong of [{ name: 'Autre' }, { givenName: 'Autre' }, { dateOfBirth: WRONG_DATE }]) {
        assert.deepEqual(await create(bench, person, wrong), { outcome: 'noMatch' });
      }
    }
    assert.equal(await accountOf(free.nir), undefined);
    assert.equal((await bench.deliver()).length, 0);
  });

  test('noMatch: an account without its person in the register tells nothing of itself', async () => {
    const person = somebody();
    await addPeople(bench, person);
    assert.deepEqual(await create(bench, person), { outcome: 'noMatch' });
  });

  test('refused, typedDifferently: the password is judged as at étape 5, before the code is touched', async () => {
    const person = await newPerson(bench);
    const question = creationFrom(bench, person, { password: 'court' });
    const refused = await createAccount(bench.tools, question);
    assert.ok(refused.outcome === 'refused' && refused.broken.length > 0);
    const different = await createAccount(bench.tools, {
      ...question,
      password: NEW_PASSWORD,
      repeated: OTHER_PASSWORD,
    });
    assert.equal(different.outcome, 'typedDifferently');
    const mended = { ...question, password: NEW_PASSWORD, repeated: NEW_PASSWORD };
    assert.equal((await createAccount(bench.tools, mended)).outcome, 'created');
  });

  test('codeMissing, codeWrong, codeExpired, codeUsed: nothing is made', async () => {
    const person = await newPerson(bench);
    const { code } = creationFrom(bench, person);
    assert.deepEqual(await create(bench, person, { code: { ...code, answer: '' } }), {
      outcome: 'codeMissing',
    });
    assert.deepEqual(await create(bench, person, { code: { ...code, answer: 'XXXXXX' } }), {
      outcome: 'codeWrong',
    });
    assert.deepEqual(await create(bench, person, { code }), { outcome: 'codeUsed' });
    const elsewhere = { ...creationFrom(bench, person).code, binding: 'another form' };
    assert.deepEqual(await create(bench, person, { code: elsewhere }), { outcome: 'codeExpired' });
    assert.equal(await accountOf(person.nir), undefined);
  });

  test('journey, « Double clicks »: the same form ends the same; the same code for another one is used', async () => {
    const person = await newPerson(bench);
    const question = creationFrom(bench, person);
    for (const _ of [1, 2]) {
      assert.deepEqual(await createAccount(bench.tools, question), { outcome: 'created' });
    }
    assert.equal((await bench.deliver()).length, 1);
    const another = { ...question, password: OTHER_PASSWORD, repeated: OTHER_PASSWORD };
    assert.deepEqual(await createAccount(bench.tools, another), { outcome: 'codeUsed' });
    assert.equal((await enter(bench, person.nir, OTHER_PASSWORD)).outcome, 'wrongNumberOrPassword');
  });

  test('busy: nothing is made, and the same form may be sent again', async () => {
    const person = await newPerson(bench);
    const question = creationFrom(bench, person);
    const busy = await withBusyHasher(bench, () => createAccount(bench.tools, question));
    assert.deepEqual(busy, { outcome: 'busy' });
    assert.deepEqual(await createAccount(bench.tools, question), { outcome: 'created' });
  });

  test('tooMany, LIM-4: ten tries a day for one number, right or wrong, from wherever; then it is told until when', async () => {
    const person = await newPerson(bench);
    for (let tries = 0; tries < CREATION_QUOTAS.number.hitsMax; tries += 1) {
      assert.equal((await create(bench, person, { dateOfBirth: WRONG_DATE })).outcome, 'noMatch');
    }
    const over = await create(bench, person);
    assert.equal(over.outcome, 'tooMany');
    bench.world.advance({ minutes: 24 * 60 });
    assert.equal((await create(bench, person)).outcome, 'created');
  });

  test('tooMany, LIM-4: one client may try sixty times an hour, whatever the numbers', async () => {
    const asker = newcomer();
    const { client } = clientNetworks(asker.clientAddress);
    const by = [{ counted: 'client', who: client, quota: CREATION_QUOTAS.client }] as const;
    for (let tries = 0; tries < CREATION_QUOTAS.client.hitsMax; tries += 1) {
      assert.equal((await takeAllowance(bench.tools, { kind: 'creation', by })).verdict, 'within');
    }
    const person = await newPerson(bench);
    assert.equal((await create(bench, person, { asker })).outcome, 'tooMany');
    assert.equal((await create(bench, person)).outcome, 'created');
  });

  test('LOG-1: what was made and what was not is told once each, by account or number', async () => {
    const told = await sql<{ event: string; why: string | null }>`
      select event, detail ->> 'why' as why from audit_entries
      where event in ('accountCreated', 'accountNotCreated') group by 1, 2 order by 1, 2`.execute(
      bench.tools.db,
    );
    assert.deepEqual(
      told.rows.map(({ event, why }) => why ?? event),
      ['accountCreated', 'otherData', 'taken', 'unknown'],
    );
  });
});
