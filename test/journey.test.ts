/** The whole walk of the document without script, over HTTP, on both engines: étape 0 to étape 6, and signing in. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Bench, openBench } from './bench.ts';
import { onBothEngines } from './engines.ts';
import { addPeople, FORMER_PASSWORD, PEOPLE, writtenDate, writtenNir } from './people.ts';
import { createVisitor, linkIn } from './visitor.ts';

const NEW_PASSWORD = 'Nouveau+Mdp=42';

onBothEngines('the whole journey', engine => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ engine });
    await addPeople(bench, PEOPLE.camille);
  });
  after(() => bench.close());

  test('étapes 0 to 6: Camille forgets her password and signs in with a new one', async () => {
    const visitor = createVisitor(bench);
    const { camille } = PEOPLE;
    assert.match((await visitor.get('/')).body, /Connectez-vous/);
    await visitor.get('/connexion');
    await visitor.get('/mot-de-passe-oublie');
    const asked = await visitor.submit({
      numero: writtenNir(camille.nir),
      'date-de-naissance': writtenDate(camille.dateOfBirth),
      'adresse-mail': String(camille.mailAddress),
      code: visitor.code(),
    });
    assert.equal(asked.status, 303);
    assert.match((await visitor.follow(asked)).body, /c\*\*\*@e\*\*\*\.fr/);

    const [mail, ...others] = await bench.deliver();
    assert.equal(others.length, 0);
    assert.deepEqual(mail?.recipients, [camille.mailAddress]);
    const opened = await visitor.follow(await visitor.get(linkIn(mail)));
    assert.equal(opened.path, '/nouveau-mot-de-passe');

    const chosen = await visitor.submit({
      'nouveau-mot-de-passe': NEW_PASSWORD,
      'mot-de-passe-repete': NEW_PASSWORD,
    });
    const saved = await visitor.follow(chosen);
    assert.match(saved.body, /Votre nouveau mot de passe a bien été enregistré\./);
    assert.match(saved.body, /lundi 26 décembre 2022 à 14h33/);

    const [notice] = await bench.deliver();
    assert.match(notice?.text ?? '', /modifié le 26\/12\/2022\sà\s14h33/);

    await visitor.get('/connexion');
    const refused = await visitor.submit({ numero: camille.nir, 'mot-de-passe': FORMER_PASSWORD });
    assert.equal(refused.status, 422);
    const signedIn = await visitor.submit({ numero: camille.nir, 'mot-de-passe': NEW_PASSWORD });
    assert.match((await visitor.follow(signedIn)).body, /Vous êtes connecté/);
    const session = visitor.cookies.get('session') ?? '';
    assert.equal((await visitor.follow(await visitor.submit({}))).path, '/connexion');
    visitor.cookies.set('session', session);
    assert.equal((await visitor.get('/mon-compte')).status, 303);
  });
});
