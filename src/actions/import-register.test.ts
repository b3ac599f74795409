/** The register of insured people: each ending of its import, sealed, resumable, and who is told again is brought up to date. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { dumpTables } from '../../test/dump.ts';
import { onBothEngines } from '../../test/engines.ts';
import { FORMER_KEY, NEW_KEY, withRing } from '../../test/key-rings.ts';
import { somebody } from '../../test/renewal.ts';
import { InsuredPeople } from '../database/insured-people.ts';
import type { InsuredPerson } from '../rules/register-row.ts';
import { exportPerson } from './export-person.ts';
import type { ImportBatch, ImportTools, NumberedReject } from './import-people.ts';
import { importRegister } from './import-register.ts';
import { resealRegister } from './reseal-register.ts';
import { surveyKeys } from './reseal-survey.ts';

let madeUp = 0;

function insured(overrides: Partial<InsuredPerson> = {}): InsuredPerson {
  madeUp += 1;
  const { nir, dateOfBirth } = somebody();
  const names = { birthName: `Nomdenaissance${madeUp}`, usualName: null, givenNames: 'Zoé Alix' };
  return { nir, ...names, dateOfBirth, ...overrides };
}

async function take(tools: ImportTools, people: readonly InsuredPerson[], size = 3) {
  const rejects: NumberedReject[] = [];
  async function* source(): AsyncGenerator<ImportBatch<InsuredPerson>> {
    for (let start = 0; start < people.length; start += size) {
      const rows = people.slice(start, start + size).map((person, rank) => ({ line: start + rank, person }));
      yield { state: 'batch', rows, rejects: [], bytes: start };
    }
  }
  const ended = await importRegister(tools, source(), {
    signal: new AbortController().signal,
    onBatch: rejected => void rejects.push(...rejected),
  });
  return { ...ended, rejects };
}

onBothEngines('the register of insured people', engine => {
  let bench: Bench;
  let register: InsuredPeople;
  before(async () => {
    bench = await openBench({ engine });
    register = new InsuredPeople(bench.tools.secrets);
  });
  after(() => bench.close());

  test('allIn, RGP-2: each is found by the number, and stands nowhere in clear; started again, all are there', async () => {
    const people = Array.from({ length: 4 }, () => insured());
    const first = await take(bench.tools, people);
    assert.deepEqual(first.report, { read: 4, added: 4, present: 0, replaced: 0, rejected: 0 });
    for (const person of people) {
      assert.deepEqual(await register.findByNir(bench.tools.db, person.nir), person);
    }
    const dump = await dumpTables(bench.database.db);
    for (const { nir, birthName } of people) assert.ok(!dump.includes(nir) && !dump.includes(birthName));
    assert.equal(await register.findByNir(bench.tools.db, insured().nir), undefined);
    const again = await take(bench.tools, people);
    assert.deepEqual(again.report, { read: 4, added: 0, present: 4, replaced: 0, rejected: 0 });
    assert.equal(again.outcome, 'allIn');
  });

  test('a changed name is written, be it twice in one file; the last line is right', async () => {
    const [person, other] = [insured(), insured()];
    await take(bench.tools, [person]);
    const married = { ...person, usualName: 'Nomdusage' };
    const twice = [married, other, { ...other, givenNames: 'Ève' }];
    const { report } = await take(bench.tools, twice);
    assert.deepEqual(report, { read: 3, added: 1, present: 2, replaced: 2, rejected: 0 });
    assert.deepEqual(await register.findByNir(bench.tools.db, person.nir), married);
    assert.equal((await register.findByNir(bench.tools.db, other.nir))?.givenNames, 'Ève');
  });

  test('someRejected: a number with another date of birth is somebody else, and is left as it is', async () => {
    const person = insured();
    await take(bench.tools, [person]);
    const { outcome, rejects } = await take(bench.tools, [
      { ...person, dateOfBirth: { year: 1950, month: 1, day: 2 } },
    ]);
    assert.equal(outcome, 'someRejected');
    assert.deepEqual(rejects, [
      {
        line: 0,
        field: 'numero',
        reason: 'ce numéro est déjà au registre, avec une autre date de naissance',
      },
    ]);
    assert.deepEqual(await register.findByNir(bench.tools.db, person.nir), person);
  });

  test('keyMissing, STO-6: by a former key somebody is recognised; without it, nothing comes in', async () => {
    const [former, both, foreign] = [[FORMER_KEY], [NEW_KEY, FORMER_KEY], [NEW_KEY]].map(ring =>
      withRing(bench.tools, ...ring),
    ) as [Bench['tools'], Bench['tools'], Bench['tools']];
    await bench.tools.db.deleteFrom('insured_people').execute();
    const person = insured();
    await take(former, [person]);
    assert.equal((await take(foreign, [insured()])).outcome, 'keyMissing');
    const renamed = { ...person, birthName: 'Autrement' };
    assert.deepEqual((await take(both, [renamed])).report.replaced, 1);
    assert.deepEqual(await new InsuredPeople(both.secrets).findByNir(both.db, person.nir), renamed);
    await bench.tools.db.deleteFrom('insured_people').execute();
  });

  test('STO-6: resealed under the new key, all are found without the former one, which nothing needs any more', async () => {
    const [former, both, alone] = [[FORMER_KEY], [NEW_KEY, FORMER_KEY], [NEW_KEY]].map(ring =>
      withRing(bench.tools, ...ring),
    ) as [Bench['tools'], Bench['tools'], Bench['tools']];
    const people = Array.from({ length: 5 }, () => insured());
    await take(former, people);
    const needsOfFormer = async () => (await surveyKeys(both)).keys[1]?.needs.sealedInsured;
    assert.equal(await needsOfFormer(), 5);
    assert.deepEqual(await resealRegister(both), { outcome: 'allCurrent', resealed: 5 });
    assert.deepEqual(await resealRegister(both), { outcome: 'allCurrent', resealed: 0 });
    assert.equal(await needsOfFormer(), 0);
    for (const person of people) {
      assert.deepEqual(await new InsuredPeople(alone.secrets).findByNir(alone.db, person.nir), person);
    }
    await bench.tools.db.deleteFrom('insured_people').execute();
    await take(former, [insured()]);
    const stopped = AbortSignal.abort();
    assert.deepEqual(await resealRegister(both, stopped), { outcome: 'interrupted', resealed: 0 });
    assert.equal((await resealRegister(alone)).outcome, 'someLeft');
    await bench.tools.db.deleteFrom('insured_people').execute();
  });

  test('RGP-9: who asks what is kept is given what the register has, with the date of birth that is there', async () => {
    const person = insured();
    await take(bench.tools, [person]);
    const told = await exportPerson(bench.tools, person);
    assert.ok(told.outcome === 'exported');
    assert.equal((told.document.registre as { nomDeNaissance: string }).nomDeNaissance, person.birthName);
    const dateOfBirth = { year: 1950, month: 1, day: 2 };
    assert.equal((await exportPerson(bench.tools, { nir: person.nir, dateOfBirth })).outcome, 'nothingKept');
  });
});
