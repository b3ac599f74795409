/** « Mon compte », its life over HTTP: what it says, another password, another address, other sessions closed. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  changeOfPassword,
  provePending,
  sendForm,
  signedInVisitor,
  signIn,
  waitingAddressMails,
} from '../../test/account.ts';
import { toldAbout } from '../../test/audit.ts';
import { type Bench, openBench } from '../../test/bench.ts';
import { FORMER_PASSWORD } from '../../test/people.ts';
import { readable } from '../../test/readable.ts';
import { ask, enter, linkOf, look, member, NEW_PASSWORD } from '../../test/renewal.ts';

describe('« Mon compte » over HTTP', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  test('« Mon compte » says address, password, and what happened with hour and kind of device', async () => {
    const person = await member(bench);
    await linkOf(bench, person);
    const visitor = await signedInVisitor(bench, person);
    const words = readable((await visitor.get('/mon-compte')).body);
    assert.match(words, new RegExp(`${person.mailAddress} : validée`));
    assert.match(words, /Votre mot de passe n'a pas été modifié ici/);
    assert.match(words, /\d\d\/\d\d\/\d{4} à \d\dh\d\d – Connexion \(appareil inconnu\)/);
    await sendForm(visitor, '/mon-compte/mot-de-passe', changeOfPassword(FORMER_PASSWORD, NEW_PASSWORD));
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
    const wrong = await sendForm(visitor, path, changeOfPassword('Faux+1234', NEW_PASSWORD));
    assert.equal(wrong.status, 422);
    assert.match(readable(wrong.body), /Ce mot de passe n'est pas celui de votre compte/);
    const weak = await sendForm(visitor, path, changeOfPassword(FORMER_PASSWORD, 'court'));
    assert.match(readable(weak.body), /Choisissez un mot de passe qui comporte entre 8 et 50 caractères/);
    const different = { ...changeOfPassword(FORMER_PASSWORD, NEW_PASSWORD), 'mot-de-passe-repete': 'autre' };
    assert.equal((await sendForm(visitor, path, different)).status, 422);
    assert.equal((await bench.deliver()).length, 0);

    bench.world.advance({ minutes: 2 });
    assert.equal((await ask(bench, person)).outcome, 'mailSent');
    bench.world.advance({ minutes: 2 });
    const done = await sendForm(visitor, path, changeOfPassword(FORMER_PASSWORD, NEW_PASSWORD));
    assert.equal(done.headers.get('Location'), '/mon-compte/mot-de-passe/modifie');
    assert.match(readable((await visitor.follow(done)).body), /Votre mot de passe a été modifié le/);
    assert.equal((await thief.get('/mon-compte')).status, 303);
    visitor.cookies.set('session', copied);
    assert.equal((await visitor.get('/mon-compte')).status, 303, 'SES-1: the copied cookie is dead');
    assert.equal((await look(bench, link)).outcome, 'passwordChanged');
    // What was asked for before, and had not left, is done.
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
    const accountRef = (await signIn(bench, person)).session.accountRef;
    const path = '/mon-compte/adresse';
    const fresh = `nouvelle.${person.mailAddress}`;
    const asked = { 'nouvelle-adresse': fresh, 'mot-de-passe-actuel': FORMER_PASSWORD };
    assert.equal(
      (await sendForm(visitor, path, { ...asked, 'mot-de-passe-actuel': 'Faux+1234' })).status,
      422,
    );
    assert.equal(
      (await sendForm(visitor, path, { ...asked, 'nouvelle-adresse': 'sans arobase' })).status,
      422,
    );
    const same = await sendForm(visitor, path, {
      ...asked,
      'nouvelle-adresse': person.mailAddress.toUpperCase(),
    });
    assert.match(readable(same.body), /C'est déjà l'adresse de votre compte/);
    const done = await sendForm(visitor, path, asked);
    assert.equal(done.headers.get('Location'), '/mon-compte/adresse/mail');
    assert.match(readable((await visitor.follow(done)).body), new RegExp(`Pour valider l'adresse ${fresh}`));
    assert.match(readable((await visitor.get(path)).body), /Nouvelle adresse, pas encore validée/);

    const askedAt = bench.world.now().toISOString();
    assert.deepEqual(await waitingAddressMails(bench), [{ accountRef, askedAt }]);
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
    await sendForm(visitor, path, asked);
    await sendForm(visitor, '/mon-compte/adresse/annuler', {}, path);
    assert.doesNotMatch(readable((await visitor.get(path)).body), /pas encore validée/);
    assert.equal(await provePending(bench, (await signIn(bench, person)).session.accountRef), undefined);
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
    await sendForm(visitor, path, { connexion: 'autres' });
    assert.deepEqual(await alive(), [303, 303]);
    assert.match(readable((await visitor.get(path)).body), /Vous n'êtes connecté nulle part ailleurs/);
    assert.equal((await enter(bench, person.nir, FORMER_PASSWORD)).outcome, 'signedIn');
  });
});
