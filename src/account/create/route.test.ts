/** « Créez votre compte » over HTTP: from the welcome page to the account, faults told in their fields, nothing typed lost. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../../test/bench.ts';
import { newPerson } from '../../../test/creation.ts';
import { writtenDate, writtenNir } from '../../../test/people.ts';
import { readable } from '../../../test/readable.ts';
import { NEW_PASSWORD } from '../../../test/renewal.ts';
import { createVisitor, hiddenFields, type Visitor } from '../../../test/visitor.ts';
import type { DemoPerson } from '../../demo/people.ts';

const FORM = '/creer-un-compte';
const ANSWER = '/creer-un-compte/resultat';

const fieldsOf = (person: DemoPerson) => ({
  numero: writtenNir(person.nir),
  nom: 'd’exemple',
  prenom: 'Ève',
  'date-de-naissance': writtenDate(person.dateOfBirth),
  'adresse-mail': String(person.mailAddress),
  'nouveau-mot-de-passe': NEW_PASSWORD,
  'mot-de-passe-repete': NEW_PASSWORD,
});

describe('« Créez votre compte » over HTTP', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  async function atForm(): Promise<Visitor> {
    const visitor = createVisitor(bench);
    await visitor.get(FORM);
    return visitor;
  }

  for (const from of ['/', '/connexion']) {
    test(`the document’s page ${from} leads to the form`, async () => {
      assert.match((await createVisitor(bench).get(from)).body, /href="\/creer-un-compte"/);
    });
  }

  test('created: the answer has a page of its own, says how to prove the address, and the password opens « Mon compte »', async () => {
    const person = await newPerson(bench);
    const visitor = await atForm();
    const sent = await visitor.submit({ ...fieldsOf(person), code: visitor.code() });
    assert.deepEqual([sent.status, sent.headers.get('location')], [303, ANSWER]);
    const page = readable((await visitor.follow(sent)).body);
    assert.match(page, /Votre compte ameli est créé. Vous pouvez l'utiliser dès maintenant/);
    assert.match(page, /cliquez sur « Valider mon adresse mail »/);
    assert.match(page, /p\*+@e\*+\.fr/);
    assert.equal((await visitor.get(ANSWER)).status, 200);
    await visitor.get('/connexion');
    const signedIn = await visitor.submit({ numero: person.nir, 'mot-de-passe': NEW_PASSWORD });
    assert.equal(signedIn.headers.get('location'), '/mon-compte');
  });

  test('taken: said with the ways to sign in and to renew', async () => {
    const person = await newPerson(bench);
    for (const says of [/Votre compte est créé/, /Vous avez déjà un compte/]) {
      const visitor = await atForm();
      const sent = await visitor.submit({ ...fieldsOf(person), code: visitor.code() });
      const page = (await visitor.follow(sent)).body;
      assert.match(page, says);
      assert.match(page, /href="\/connexion"/);
    }
  });

  test('noMatch: says what to have at hand when calling', async () => {
    const visitor = await atForm();
    const person = await newPerson(bench);
    const sent = await visitor.submit({ ...fieldsOf(person), nom: 'Autre', code: visitor.code() });
    const page = readable((await visitor.follow(sent)).body);
    assert.match(page, /Ces informations ne correspondent pas à celles que nous avons/);
    assert.match(page, /appelez votre caisse au 36 46. Ayez à portée de main/);
  });

  test('the answer of nobody leads to the form', async () => {
    const seen = await createVisitor(bench).get(ANSWER);
    assert.deepEqual([seen.status, seen.headers.get('location')], [303, FORM]);
  });

  test('every fault is told in its field; what was typed and a right code are kept, passwords are not sent back (PM-4)', async () => {
    const person = await newPerson(bench);
    const visitor = await atForm();
    const wrong = { ...fieldsOf(person), numero: '2 84', prenom: '', 'nouveau-mot-de-passe': '' };
    const seen = await visitor.submit({ ...wrong, code: visitor.code() });
    assert.equal(seen.status, 422);
    for (const field of ['numero', 'prenom', 'nouveau-mot-de-passe']) {
      assert.match(seen.body, new RegExp(`id="${field}-faute"`));
    }
    assert.match(seen.body, /value="d’exemple"/);
    assert.match(seen.body, /Le code est vérifié/);
    assert.doesNotMatch(seen.body, /type="password"[^>]*value=/);
    const mended = await visitor.submit(fieldsOf(person));
    assert.equal(mended.headers.get('location'), ANSWER);
  });

  test('refused, typedDifferently: the password’s faults are told by its rules, and the code is kept', async () => {
    const person = await newPerson(bench);
    const visitor = await atForm();
    const seen = await visitor.submit({
      ...fieldsOf(person),
      'nouveau-mot-de-passe': 'court',
      code: visitor.code(),
    });
    assert.equal(seen.status, 422);
    assert.match(seen.body, /id="nouveau-mot-de-passe-faute"/);
    const again = await visitor.submit({ ...fieldsOf(person), 'mot-de-passe-repete': 'Autre+chose=1' });
    assert.match(again.body, /Les deux mots de passe sont différents/);
    assert.equal((await visitor.submit(fieldsOf(person))).status, 303);
  });

  test('a new code keeps what was typed; a code of étape 2 does not open here, nor its form token', async () => {
    const person = await newPerson(bench);
    const visitor = await atForm();
    const renewed = await visitor.submit({ ...fieldsOf(person), 'nouveau-code': '' });
    assert.match(renewed.body, /Nouveau code affiché/);
    assert.match(renewed.body, /value="d’exemple"/);
    const code = visitor.code();
    const { 'code-jeton': token = '' } = hiddenFields(renewed.body);
    const picture = await bench.ask(`/creer-un-compte/code/${token}/image.png`, {
      headers: { Cookie: `formulaire=${visitor.cookies.get('formulaire')}` },
    });
    assert.equal(picture.headers.get('content-type'), 'image/png');
    const other = await visitor.get('/mot-de-passe-oublie');
    const theirs = hiddenFields(other.body);
    const foreign = await visitor.post(FORM, { ...fieldsOf(person), ...theirs, code: visitor.code() });
    assert.equal(foreign.status, 403);
    await visitor.get(FORM);
    const kept = await visitor.submit({ ...fieldsOf(person), 'code-jeton': token, code });
    assert.equal(kept.status, 303);
  });

  test('cookies refused, page open for too long: said, and nothing typed is lost', async () => {
    const person = await newPerson(bench);
    const visitor = await atForm();
    bench.world.advance({ minutes: 60 });
    const late = await visitor.submit({ ...fieldsOf(person), code: visitor.code() });
    assert.equal(late.status, 422);
    assert.match(late.body, /value="d’exemple"/);
    visitor.cookies.clear();
    const refused = await visitor.post(FORM, fieldsOf(person));
    assert.equal(refused.status, 400);
    assert.match(refused.body, /refuse les cookies/);
  });
});
