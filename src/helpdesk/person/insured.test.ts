/** Who calls and has no account: in the register or nowhere, by a number or an address, and what the agent is told to say (console, norms ATK-36, ENU-1). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { actAt, type ConsoleBench, openCaseFor, openConsoleBench } from '../../../test/agents.ts';
import { addPeople, register } from '../../../test/people.ts';
import { readable } from '../../../test/readable.ts';
import { member, somebody } from '../../../test/renewal.ts';
import { hiddenFields, type Visitor } from '../../../test/visitor.ts';
import { purge } from '../../actions/purge.ts';

describe('a case of somebody without an account', () => {
  let bench: ConsoleBench;
  let claire: Visitor;
  before(async () => {
    bench = await openConsoleBench();
    claire = await bench.enterConsole('claire');
  });
  after(() => bench.close());

  const told = async () =>
    (await bench.tools.db.selectFrom('audit_entries').select(['event', 'detail']).orderBy('at').execute()).at(
      -1,
    );
  async function insured() {
    bench.world.advance({ seconds: 1 });
    const person = somebody({ name: 'Zoé Sanscompte' });
    await register(bench, person);
    return person;
  }

  test('in the register: verified by the date of birth as anybody, then told to create an account; nothing of the register is shown', async () => {
    const person = await insured();
    const page = await openCaseFor(claire, person.nir);
    const text = readable(page.body);
    assert.match(text, /Assuré sans compte 2 \*\*.*À dire à l'assuré Avant de vous répondre/);
    assert.doesNotMatch(text, /Créez votre compte/);
    assert.deepEqual(
      [(await told())?.event, (await told())?.detail.reason],
      ['insuredCaseOpened', 'mailNotReceived'],
    );
    bench.world.advance({ seconds: 1 });
    const wrong = await actAt(claire, page.path, 'appelant', { 'date-de-naissance': '01/01/1990' });
    assert.match(readable(wrong.body), /Essais restants : 2/);
    assert.equal((await told())?.event, 'callerNotVerified');
    await actAt(claire, page.path, 'appelant', { 'date-de-naissance': '23/04/1957' });
    const verified = await claire.get(page.path);
    assert.match(
      readable(verified.body),
      /À dire à l'assuré Vous n'avez pas encore de compte.*\/creer-un-compte/,
    );
    const { jeton = '' } = hiddenFields(page.body.slice(page.body.indexOf('<main')));
    const refused = await claire.post(`${page.path}/code-provisoire`, { jeton });
    assert.match(readable(refused.body), /Assuré sans compte/);
    const [, birthName = ''] = person.name.split(' ');
    for (const word of [person.nir, birthName, '1957', '23/04'])
      assert.equal(readable(verified.body).includes(word), false, word);
    await addPeople(bench, person);
    assert.match(readable((await claire.get(page.path)).body), /Votre compte vient d'être créé/);
  });

  test('three wrong dates close it; no deed of an account can be done in it; its number goes with it', async () => {
    const person = await insured();
    const { path } = await openCaseFor(claire, person.nir);
    for (const deed of ['en-clair', 'code-provisoire', 'adresse', 'renvoyer', 'lever-le-blocage'])
      assert.match(readable((await actAt(claire, path, deed)).body), /Assuré sans compte/);
    const rows = await bench.tools.db.selectFrom('agent_cases').select('number_sealed').execute();
    assert.equal(
      JSON.stringify(rows.map(row => Buffer.from(row.number_sealed ?? []).toString('latin1'))).includes(
        person.nir,
      ),
      false,
    );
    for (let tries = 0; tries < 3; tries += 1)
      await actAt(claire, path, 'appelant', { 'date-de-naissance': '01/01/1990' });
    assert.match(readable((await claire.get(path)).body), /Ce dossier est fermé/);
    await purge(bench.tools);
    const left = await bench.tools.db
      .selectFrom('agent_cases')
      .select('number_sealed')
      .where('expires_at', '<=', bench.world.now())
      .execute();
    assert.deepEqual(
      left.filter(row => row.number_sealed !== null),
      [],
    );
  });

  for (const [says, search, event, sentence] of [
    [
      'a number that nobody has',
      '2 55 04 50 990 998',
      'caseNotFound',
      /Je ne trouve pas ce numéro.*Un enfant rattaché à un parent/,
    ],
    ['a provisional number', '7112399990998', 'caseNotFound', /Votre numéro est un numéro provisoire.*NIA/],
    [
      'a key that does not fit',
      '2 55 04 50 990 998 11',
      undefined,
      /Un des chiffres n'est pas le bon.*deux par deux/,
    ],
    [
      'an address that no account has',
      'personne@nulle-part.fr',
      'caseNotFound',
      /Je ne trouve pas de compte avec cette adresse/,
    ],
  ] as const)
    test(`${says}: what to say and to check, and told to the journal if anything was looked up`, async () => {
      bench.world.advance({ seconds: 1 });
      const before = await told();
      const page = await openCaseFor(claire, search);
      assert.equal(page.status, 422);
      assert.match(readable(page.body), sentence);
      if (event === undefined) assert.deepEqual(await told(), before);
      else assert.equal((await told())?.event, event);
    });

  test('an address that two accounts share opens neither: the number is asked for', async () => {
    const first = await member(bench);
    await member(bench, { mailAddress: first.mailAddress });
    bench.world.advance({ seconds: 1 });
    const page = await openCaseFor(claire, first.mailAddress);
    assert.match(readable(page.body), /Plusieurs comptes ont cette adresse.*J'ai besoin de votre numéro/);
    assert.equal((await told())?.detail.by, 'sharedAddress');
    assert.equal((await openCaseFor(claire, first.nir)).status, 200);
  });
});
