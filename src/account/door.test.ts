/** « Mon compte », its door over HTTP: who comes in, what its forms belong to, and what is said to who is out (norms SES-1 to SES-4). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { changeOfPassword, sendForm, signedInVisitor, signIn } from '../../test/account.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { visitorFrom } from '../../test/client.ts';
import { FORMER_PASSWORD } from '../../test/people.ts';
import { readable } from '../../test/readable.ts';
import { enter, member, NEW_PASSWORD } from '../../test/renewal.ts';
import { fieldsFor } from '../../test/visitor.ts';
import { openSession } from '../actions/open-session.ts';

const PAGES = [
  '/mon-compte',
  '/mon-compte/adresse',
  '/mon-compte/adresse/mail',
  '/mon-compte/mot-de-passe',
  '/mon-compte/mot-de-passe/modifie',
  '/mon-compte/sessions',
];
const FORMS = {
  '/mon-compte/adresse': { 'nouvelle-adresse': 'autre@exemple.fr', 'mot-de-passe-actuel': FORMER_PASSWORD },
  '/mon-compte/adresse/mail': {},
  '/mon-compte/adresse/annuler': {},
  '/mon-compte/mot-de-passe': {
    'mot-de-passe-actuel': FORMER_PASSWORD,
    'nouveau-mot-de-passe': NEW_PASSWORD,
    'mot-de-passe-repete': NEW_PASSWORD,
  },
  '/mon-compte/sessions': { connexion: 'autres' },
};

describe('the door of « Mon compte », over HTTP', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  test('SES-3: each page of « Mon compte » is kept nowhere, and has the way out', async () => {
    const person = await member(bench, { addressVerified: false });
    const visitor = await signedInVisitor(bench, person);
    await sendForm(visitor, '/mon-compte/mot-de-passe', changeOfPassword(FORMER_PASSWORD, NEW_PASSWORD));
    for (const path of PAGES) {
      const seen = await visitor.get(path);
      assert.equal(seen.status, 200, path);
      assert.equal(seen.headers.get('Cache-Control'), 'no-store', path);
      assert.match(seen.body, /<form method="post" action="\/deconnexion">/, path);
    }
    await visitor.get('/mon-compte/sessions');
    assert.equal((await visitor.submit({}, '/deconnexion')).headers.get('Location'), '/connexion');
    for (const path of PAGES)
      assert.equal((await visitor.get(path)).headers.get('Location'), '/connexion', path);
  });

  test('C-4: a session that ended while somebody typed leads to étape 1, which says what has to be typed again', async () => {
    const person = await member(bench);
    for (const [path, fields] of Object.entries(FORMS)) {
      const visitor = await signedInVisitor(bench, person);
      await visitor.get('/mon-compte/adresse');
      bench.world.advance({ minutes: 30 });
      const sent = await visitor.post(path, fields);
      assert.equal(sent.status, 303, path);
      const seen = await visitor.follow(sent);
      assert.match(readable(seen.body), /Vous avez été déconnecté\. Ce que vous aviez saisi n'a pas été/);
    }
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'signedIn');
  });

  test('CSRF-2: a form of another session of the same browser, or without token, does nothing', async () => {
    const person = await member(bench);
    const [visitor, other] = [await signedInVisitor(bench, person), await signedInVisitor(bench, person)];
    other.cookies.set('formulaire', visitor.cookies.get('formulaire') ?? '');
    for (const path of ['/mon-compte/adresse', '/mon-compte/mot-de-passe', '/mon-compte/sessions'] as const) {
      const { jeton = '' } = fieldsFor(path, (await visitor.get(path)).body);
      for (const token of [jeton, ''])
        assert.equal((await other.post(path, { jeton: token, ...FORMS[path] })).status, 403, path);
    }
    assert.equal((await visitor.get('/mon-compte')).status, 200);
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'signedIn');
  });

  test('SES-1: signing in renews the form session too', async () => {
    const person = await member(bench);
    const visitor = visitorFrom(bench, '2001:db8:acc:fff::1');
    await visitor.get('/connexion');
    const planted = visitor.cookies.get('formulaire');
    await visitor.submit({ numero: person.nir, 'mot-de-passe': FORMER_PASSWORD });
    assert.match(visitor.cookies.get('formulaire') ?? '', /^[A-Za-z0-9_-]{22}$/);
    assert.notEqual(visitor.cookies.get('formulaire'), planted);
  });

  test('SES-4: who came in by a provisional code sees nothing of « Mon compte », and can sign out', async () => {
    const person = await member(bench);
    const visitor = await signedInVisitor(bench, person);
    const accountRef = (await signIn(bench, person)).session.accountRef;
    const restricted = await bench.tools.db
      .transaction()
      .execute(trx =>
        openSession(
          trx,
          bench.tools,
          { accountRef, scope: 'choosePassword' },
          { formerSession: undefined, device: 'phone' },
        ),
      );
    visitor.cookies.set('session', restricted);
    const choosing = '/mon-compte/choisir-un-mot-de-passe';
    for (const path of PAGES) assert.equal((await visitor.get(path)).headers.get('Location'), choosing, path);
    for (const [path, fields] of Object.entries(FORMS))
      assert.equal((await visitor.post(path, fields)).headers.get('Location'), choosing, path);
    assert.match((await visitor.get('/connexion')).body, /name="mot-de-passe"/);
  });

  test('étape 1: who is signed in already is told so, without a name, and may change account', async () => {
    const [one, other] = [await member(bench), await member(bench)];
    const visitor = await signedInVisitor(bench, one);
    const former = visitor.cookies.get('session') ?? '';
    const seen = await visitor.get('/connexion');
    assert.match(readable(seen.body), /Vous êtes déjà connecté/);
    assert.match(seen.body, /href="\/mon-compte"/);
    assert.equal(seen.body.includes(one.mailAddress) || seen.body.includes(one.nir), false);
    const left = await visitor.submit({});
    assert.equal(left.headers.get('Location'), '/connexion');
    await visitor.follow(left);
    await visitor.submit({ numero: other.nir, 'mot-de-passe': FORMER_PASSWORD });
    const home = await visitor.get('/mon-compte');
    assert.match(home.body, new RegExp(other.mailAddress));
    assert.equal(home.body.includes(one.mailAddress), false);
    visitor.cookies.set('session', former);
    assert.equal((await visitor.get('/mon-compte')).headers.get('Location'), '/connexion');
  });
});
