/** « Mon compte », the whole life over HTTP: what is shown, the forms that belong to a session, and what ends one. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { provePending, signedInVisitor, signIn, waitingAddressMails } from '../../test/account.ts';
import { toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { visitorFrom } from '../../test/client.ts';
import { FORMER_PASSWORD } from '../../test/people.ts';
import { readable } from '../../test/readable.ts';
import { ask, enter, linkOf, look, member, NEW_PASSWORD, OTHER_PASSWORD } from '../../test/renewal.ts';
import { hiddenFields, type Visitor } from '../../test/visitor.ts';
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

const changeOfPassword = (current: string, fresh: string) => ({
  'mot-de-passe-actuel': current,
  'nouveau-mot-de-passe': fresh,
  'mot-de-passe-repete': fresh,
});

describe('« Mon compte » over HTTP', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  /** The page at a path, and then its form sent there. */
  async function send(visitor: Visitor, path: string, fields: Record<string, string>, page = path) {
    await visitor.get(page);
    return visitor.submit(fields, path);
  }

  async function accountRefOf(person: Parameters<typeof signIn>[1], password?: string) {
    return (await signIn(bench, person, password)).session.accountRef;
  }

  test('SES-3: each page of « Mon compte » is kept nowhere, and has the way out', async () => {
    const person = await member(bench, { addressVerified: false });
    const visitor = await signedInVisitor(bench, person);
    await send(visitor, '/mon-compte/mot-de-passe', changeOfPassword(FORMER_PASSWORD, NEW_PASSWORD));
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
      const sent = await visitor.post(path, { ...hiddenFields(''), ...fields });
      assert.equal(sent.status, 303, path);
      const seen = await visitor.follow(sent);
      assert.match(readable(seen.body), /Vous avez été déconnecté\. Ce que vous aviez saisi n'a pas été/);
    }
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'signedIn');
  });

  test('CSRF-2: a form of another session of the same browser, or without token, does nothing', async () => {
    const person = await member(bench);
    const visitor = await signedInVisitor(bench, person);
    await visitor.get('/mon-compte/adresse');
    const former = {
      session: visitor.cookies.get('session') ?? '',
      form: visitor.cookies.get('formulaire') ?? '',
    };
    const page = await visitor.get('/mon-compte/mot-de-passe');
    const jeton =
      hiddenFields(page.body.slice(page.body.indexOf('action="/mon-compte/mot-de-passe"'))).jeton ?? '';
    const other = await signedInVisitor(bench, person);
    other.cookies.set('formulaire', former.form);
    for (const token of [jeton, ''])
      for (const [path, fields] of Object.entries(FORMS)) {
        const answer = await other.post(path, { jeton: token, ...fields });
        assert.equal(answer.status, 403, path);
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
    const accountRef = await accountRefOf(person);
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

  test('« Mon compte » says address, password, and what happened with hour and kind of device', async () => {
    const person = await member(bench);
    await linkOf(bench, person);
    const visitor = await signedInVisitor(bench, person);
    const words = readable((await visitor.get('/mon-compte')).body);
    assert.match(words, new RegExp(`${person.mailAddress} : validée`));
    assert.match(words, /Votre mot de passe n'a pas été modifié ici/);
    assert.match(words, /\d\d\/\d\d\/\d{4} à \d\dh\d\d – Connexion \(appareil inconnu\)/);
    await send(visitor, '/mon-compte/mot-de-passe', changeOfPassword(FORMER_PASSWORD, NEW_PASSWORD));
    const changed = readable((await visitor.get('/mon-compte')).body);
    assert.match(changed, /Votre mot de passe a été modifié le \d\d\/\d\d\/\d{4} à \d\dh\d\d/);
    assert.match(changed, /Mot de passe modifié depuis « Mon compte »/);
  });

  test('another password: the present one is asked, other devices are out, live links and the notice follow', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    const [visitor, thief] = [await signedInVisitor(bench, person), await signedInVisitor(bench, person)];
    const copied = visitor.cookies.get('session') ?? '';
    const path = '/mon-compte/mot-de-passe';
    const wrong = await send(visitor, path, changeOfPassword('Faux+1234', NEW_PASSWORD));
    assert.equal(wrong.status, 422);
    assert.match(readable(wrong.body), /Ce mot de passe n'est pas celui de votre compte/);
    const weak = await send(visitor, path, changeOfPassword(FORMER_PASSWORD, 'court'));
    assert.match(readable(weak.body), /Choisissez un mot de passe qui comporte entre 8 et 50 caractères/);
    const different = { ...changeOfPassword(FORMER_PASSWORD, NEW_PASSWORD), 'mot-de-passe-repete': 'autre' };
    assert.equal((await send(visitor, path, different)).status, 422);
    assert.equal((await bench.deliver()).length, 0);

    const done = await send(visitor, path, changeOfPassword(FORMER_PASSWORD, NEW_PASSWORD));
    assert.equal(done.headers.get('Location'), '/mon-compte/mot-de-passe/modifie');
    assert.match(readable((await visitor.follow(done)).body), /Votre mot de passe a été modifié le/);
    assert.equal((await thief.get('/mon-compte')).status, 303);
    visitor.cookies.set('session', copied);
    assert.equal((await visitor.get('/mon-compte')).status, 303, 'SES-1: the copied cookie is dead');
    assert.equal((await look(bench, link)).outcome, 'passwordChanged');
    const [notice, ...others] = await bench.deliver();
    assert.deepEqual([notice?.recipients, others], [[person.mailAddress], []]);
    assert.match(notice?.text ?? '', /Le mot de passe de votre compte ameli a été modifié le/);
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'wrongNumberOrPassword');
    assert.equal((await enter(bench, person.nir, NEW_PASSWORD)).outcome, 'signedIn');
    assert.equal((await toldAbout(bench.tools, person)).includes('passwordChosen'), true);
  });

  test('RST-7: a change of address, from the form to the day after', async () => {
    const person = await member(bench);
    const visitor = await signedInVisitor(bench, person);
    const accountRef = await accountRefOf(person);
    const path = '/mon-compte/adresse';
    const fresh = `nouvelle.${person.mailAddress}`;
    const asked = { 'nouvelle-adresse': fresh, 'mot-de-passe-actuel': FORMER_PASSWORD };
    assert.equal((await send(visitor, path, { ...asked, 'mot-de-passe-actuel': 'Faux+1234' })).status, 422);
    assert.equal((await send(visitor, path, { ...asked, 'nouvelle-adresse': 'sans arobase' })).status, 422);
    const same = await send(visitor, path, {
      ...asked,
      'nouvelle-adresse': person.mailAddress.toUpperCase(),
    });
    assert.match(readable(same.body), /C'est déjà l'adresse de votre compte/);
    const done = await send(visitor, path, asked);
    assert.equal(done.headers.get('Location'), '/mon-compte/adresse/mail');
    assert.match(readable((await visitor.follow(done)).body), new RegExp(`Pour valider l'adresse ${fresh}`));
    assert.match(readable((await visitor.get(path)).body), /Nouvelle adresse, pas encore validée/);

    assert.deepEqual(await waitingAddressMails(bench), [{ accountRef }]);
    const [alert] = await bench.deliver();
    assert.deepEqual(alert?.recipients, [person.mailAddress], 'the old address got a notice');
    assert.match(alert?.subject ?? '', /changement d’adresse mail demandé/);
    assert.equal(alert?.text.includes(fresh), false);
    bench.world.advance({ minutes: 1 });
    await provePending(bench, accountRef);
    const [told] = await bench.deliver();
    assert.deepEqual(told?.recipients, [person.mailAddress]);
    assert.match(told?.subject ?? '', /votre adresse mail a été modifiée/);
    assert.match(readable((await visitor.get('/mon-compte')).body), /Elle vient d'être changée/);
    const moved = { ...person, mailAddress: fresh as typeof person.mailAddress };
    assert.equal((await ask(bench, moved)).outcome, 'mailImpossible');
    assert.equal((await ask(bench, person)).outcome, 'mailImpossible', 'nor at the old one');
    assert.deepEqual(await bench.deliver(), []);
    bench.world.advance({ minutes: 24 * 60 });
    assert.equal((await ask(bench, moved)).outcome, 'mailSent');
    assert.deepEqual((await bench.deliver()).at(-1)?.recipients, [fresh]);
  });

  test('« Annuler ce changement »: the address that waits is forgotten', async () => {
    const person = await member(bench);
    const visitor = await signedInVisitor(bench, person);
    const path = '/mon-compte/adresse';
    const asked = { 'nouvelle-adresse': `x.${person.mailAddress}`, 'mot-de-passe-actuel': FORMER_PASSWORD };
    await send(visitor, path, asked);
    await send(visitor, '/mon-compte/adresse/annuler', {}, path);
    assert.doesNotMatch(readable((await visitor.get(path)).body), /pas encore validée/);
    assert.equal(await provePending(bench, await accountRefOf(person)), undefined);
    assert.equal((await toldAbout(bench.tools, person)).includes('addressChangeCancelled'), true);
  });

  test('« Fermer les autres sessions », and one of them', async () => {
    const person = await member(bench);
    const visitor = await signedInVisitor(bench, person);
    const others = [await signedInVisitor(bench, person), await signedInVisitor(bench, person)];
    const path = '/mon-compte/sessions';
    const page = await visitor.get(path);
    assert.match(readable(page.body), /Appareil inconnu – celle-ci/);
    const [one = ''] = [...page.body.matchAll(/name="connexion" value="([^"]+)"/g)].map(([, ref]) => ref);
    await visitor.submit({ connexion: one }, path);
    const alive = async () =>
      (await Promise.all(others.map(other => other.get('/mon-compte')))).map(seen => seen.status).sort();
    assert.deepEqual(await alive(), [200, 303]);
    await send(visitor, path, { connexion: 'autres' });
    assert.deepEqual(await alive(), [303, 303]);
    assert.match(readable((await visitor.get(path)).body), /Vous n'êtes connecté nulle part ailleurs/);
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'signedIn');
    assert.notEqual(OTHER_PASSWORD, FORMER_PASSWORD);
  });
});
