/**
 * « Créez votre compte » where nothing may be told (`neutral`): who is unknown, who has an account and who gives wrong data cannot be
 * told apart, neither by the page, byte for byte, nor by what the database is asked; the owner is told by mail (norms ENU-1,
 * ENU-2, ENU-4).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { create, newPerson, WRONG_DATE } from '../../test/creation.ts';
import { addPeople, writtenDate, writtenNir } from '../../test/people.ts';
import { enter, NEW_PASSWORD, OTHER_PASSWORD, somebody } from '../../test/renewal.ts';
import { createVisitor } from '../../test/visitor.ts';
import type { DemoPerson } from '../demo/people.ts';
import { CREATION_QUOTAS } from '../rules/quota-table.ts';

type Case = { who: string; make(bench: Bench): Promise<DemoPerson>; typed?: object };

async function withAccount(bench: Bench, overrides: Partial<DemoPerson> = {}): Promise<DemoPerson> {
  const person = await newPerson(bench, overrides);
  await addPeople(bench, person);
  return person;
}

const UNKNOWN: Case = { who: 'an unknown number', make: async () => somebody() };
const CASES: Case[] = [
  UNKNOWN,
  { who: 'an account with a proved address', make: withAccount },
  {
    who: 'an account whose address is not proved',
    make: bench => withAccount(bench, { addressVerified: false }),
  },
  { who: 'an account without address', make: bench => withAccount(bench, { mailAddress: null }) },
  { who: 'a wrong date', make: newPerson, typed: { dateOfBirth: WRONG_DATE } },
  { who: 'a wrong name', make: newPerson, typed: { name: 'Autre' } },
  { who: 'a wrong date of who has an account', make: withAccount, typed: { dateOfBirth: WRONG_DATE } },
  {
    who: 'an account that is not in the register',
    async make(bench) {
      const person = somebody();
      await addPeople(bench, person);
      return person;
    },
  },
];

describe('« Créez votre compte » (neutral)', () => {
  const statements: string[] = [];
  let bench: Bench;
  before(async () => {
    bench = await openBench({
      settings: { ANSWERS: 'neutral' },
      onStatement: event => void statements.push(event.query.sql),
    });
  });
  after(() => bench.close());

  test('noted: the account is made, and the answer is that of everybody', async () => {
    const person = await newPerson(bench);
    assert.deepEqual(await create(bench, person), { outcome: 'noted' });
    assert.equal((await enter(bench, person.nir, NEW_PASSWORD)).outcome, 'signedIn');
    assert.equal((await bench.deliver()).length, 1);
  });

  async function traceOf({ make, typed = {} }: Case): Promise<string[]> {
    const person = await make(bench);
    statements.length = 0;
    assert.deepEqual(await create(bench, person, { password: OTHER_PASSWORD, ...typed }), {
      outcome: 'noted',
    });
    return [...statements];
  }

  for (const one of CASES) {
    test(`ENU-1, ENU-2: ${one.who} costs the same SQL as an unknown number`, async () => {
      const unknown = await traceOf(UNKNOWN);
      assert.ok(unknown.some(statement => statement.includes('insured_people')));
      assert.ok(unknown.some(statement => statement.includes('pgboss')));
      assert.deepEqual(await traceOf(one), unknown);
      await bench.deliver();
    });
  }

  const ADDRESS = 'la.meme.adresse@exemple.fr';

  async function walk(person: DemoPerson, typed: Record<string, string> = {}): Promise<string> {
    const visitor = createVisitor(bench);
    await visitor.get('/creer-un-compte');
    const seen = await visitor.submit({
      numero: writtenNir(person.nir),
      nom: 'd’Exemple',
      prenom: 'Ève-Marie',
      'date-de-naissance': writtenDate(person.dateOfBirth),
      'adresse-mail': ADDRESS,
      'nouveau-mot-de-passe': OTHER_PASSWORD,
      'mot-de-passe-repete': OTHER_PASSWORD,
      code: visitor.code(),
      ...typed,
    });
    const there = await visitor.follow(seen);
    return JSON.stringify([
      seen.status,
      headersOf(seen.headers),
      there.status,
      headersOf(there.headers),
      there.body,
    ]);
  }

  /** But for the sealed cookie, whose bytes are never the same twice: its length. */
  const headersOf = (headers: Headers) =>
    [...headers].map(([name, value]) => [
      name,
      name === 'set-cookie' ? value.replace(/=[\w-]{60,}/, cookie => `=${cookie.length}`) : value,
    ]);

  test('ENU-1: created, unknown, taken and wrong: the same answer, byte for byte', async () => {
    const free = await walk(await newPerson(bench));
    assert.match(free, /Votre demande est enregistrée/);
    assert.equal(await walk(somebody()), free);
    assert.equal(await walk(await withAccount(bench)), free);
    assert.equal(await walk(await newPerson(bench), { 'date-de-naissance': '24/04/1957' }), free);
    assert.equal(await walk(await withAccount(bench), { nom: 'Autre' }), free);
    await bench.deliver();
  });

  test('the owner of a proved address is told by mail, once a day, without a link; nobody else is', async () => {
    const owner = await withAccount(bench);
    for (const _ of [1, 2]) await create(bench, owner);
    const [mail, ...others] = await bench.deliver();
    assert.deepEqual(mail?.recipients, [owner.mailAddress]);
    assert.match(mail?.subject ?? '', /vous avez déjà un compte$/);
    assert.doesNotMatch(mail?.text ?? '', /https?:|confirm/i);
    assert.equal(others.length, 0);
    bench.world.advance({ minutes: 24 * 60 });
    await create(bench, owner);
    assert.equal((await bench.deliver()).length, 1);
    for (const silent of CASES.filter(one => one.who !== 'an account with a proved address')) {
      await create(bench, await silent.make(bench), silent.typed);
      assert.equal((await bench.deliver()).length, 0, silent.who);
    }
  });

  test('ENU-4, LIM-4: the limit of a number is reached alike by who is unknown and by who has an account', async () => {
    const people = [somebody(), await withAccount(bench)];
    for (let tries = 0; tries < CREATION_QUOTAS.number.hitsMax; tries += 1) {
      for (const person of people) assert.equal((await create(bench, person)).outcome, 'noted');
    }
    const over = await Promise.all(people.map(person => create(bench, person)));
    assert.equal(over[0]?.outcome, 'tooMany');
    assert.deepEqual(over[1], over[0]);
  });
});
