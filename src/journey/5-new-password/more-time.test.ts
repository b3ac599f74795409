/**
 * Étape 5 over HTTP, without script: until when the link lives is said in text, and « J’ai besoin de plus de temps » is a form
 * (norms C-4, A11Y-12, CSRF-1, TOK-10).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../../test/bench.ts';
import { readable } from '../../../test/readable.ts';
import { linkOf, member } from '../../../test/renewal.ts';
import { createVisitor, hiddenFields, type Visitor } from '../../../test/visitor.ts';

const FORM = '/nouveau-mot-de-passe';
const MORE = '/nouveau-mot-de-passe/plus-de-temps';
const GOOD = { 'nouveau-mot-de-passe': 'Nouveau+Mdp=42', 'mot-de-passe-repete': 'Nouveau+Mdp=42' };
const secondsOn = (body: string) => Number(/data-seconds-left="(\d+)"/.exec(body)?.[1]);

describe('étape 5 over HTTP: more time', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  async function openOne() {
    bench.world.set('2022-12-27T13:33:00Z');
    const link = await linkOf(bench, await member(bench));
    const visitor = createVisitor(bench);
    return { visitor, seen: await visitor.follow(await visitor.get(`/renouveler/${link}`)), link };
  }

  const more = async (visitor: Visitor) => visitor.follow(await visitor.submit({}, MORE));

  test('A11Y-12: the page says until when, in Paris, and how to have more time', async () => {
    const { seen } = await openOne();
    const words = readable(seen.body);
    assert.match(words, /Vous avez jusqu'à 15h03 \(heure de Paris\) pour choisir votre mot de passe\./);
    assert.match(words, /ce délai peut être prolongé 10 fois, de 10 minutes\./);
    assert.match(words, /J'ai besoin de plus de temps/);
    assert.equal(secondsOn(seen.body), 1800);
  });

  test('A11Y-12: the press leads by POST, 303, GET to the new hour, at its place of the page', async () => {
    const { visitor } = await openOne();
    const pressed = await visitor.submit({}, MORE);
    assert.equal(pressed.status, 303);
    assert.equal(pressed.headers.get('Location'), `${FORM}#delai`);
    const seen = await visitor.follow(pressed);
    assert.match(readable(seen.body), /Vous avez maintenant jusqu'à 15h13 \(heure de Paris\)/);
    assert.match(readable(seen.body), /ce délai peut encore être prolongé 9 fois/);
    assert.match(seen.body, /id="delai" tabindex="-1"/);
    assert.equal(secondsOn(seen.body), 2400);
    assert.equal((await visitor.submit(GOOD)).headers.get('Location'), '/nouveau-mot-de-passe/enregistre');
    await bench.deliver();
  });

  test('A11Y-12: five minutes before the end the page says so when it is opened, and a refused password too', async () => {
    const { visitor } = await openOne();
    bench.world.advance({ minutes: 25, ms: -1 });
    const told = (body: string) => /role="status"><p class="time-warning"/.test(body);
    assert.equal(told((await visitor.get(FORM)).body), true);
    bench.world.advance({ seconds: -1 });
    assert.equal(told((await visitor.get(FORM)).body), false);
    bench.world.advance({ seconds: 2 });
    const refused = await visitor.submit({ 'nouveau-mot-de-passe': 'court' });
    assert.equal(refused.status, 422);
    assert.equal(told(refused.body), true);
    assert.equal(told((await more(visitor)).body), false, 'there is more time again');
  });

  test('C-4: after ten times the button is gone and the page says what to do; a press from an older page does no harm', async () => {
    const { visitor, seen } = await openOne();
    for (let press = 0; press < 10; press += 1) await more(visitor);
    const last = await visitor.get(FORM);
    assert.match(
      readable(last.body),
      /jusqu'à 16h43 .*Ce délai ne peut plus être prolongé\..*demandez un nouveau mail/,
    );
    assert.equal(last.body.includes(MORE), false);
    const again = await visitor.post(MORE, hiddenFields(seen.body));
    assert.equal(again.status, 303);
    assert.equal(secondsOn((await visitor.get(FORM)).body), 130 * 60);
  });

  test('TOK-3, C-4: at the end both forms say that the link has expired, and give nothing', async () => {
    const { visitor, seen } = await openOne();
    bench.world.advance({ minutes: 30 });
    for (const path of [MORE, FORM]) {
      const late = await visitor.post(path, { ...hiddenFields(seen.body), ...GOOD });
      assert.equal(late.status, 410, path);
      assert.match(readable(late.body), /Ce lien a expiré.*Demander un nouveau mail/);
    }
  });

  test('CSRF-1, TOK-10: from another site, without its token, or by GET, nothing is put off', async () => {
    const { visitor, seen } = await openOne();
    const fields = hiddenFields(seen.body);
    const foreign = await visitor.post(MORE, fields, { 'Sec-Fetch-Site': 'cross-site' });
    assert.equal(foreign.status, 403);
    const forged = await visitor.post(MORE, { ...fields, jeton: 'x' });
    assert.equal(forged.status, 403);
    assert.equal((await visitor.get(MORE)).status, 405);
    assert.equal((await bench.app.request(MORE, { method: 'HEAD' })).status, 405);
    const elsewhere = createVisitor(bench);
    await elsewhere.get('/connexion');
    assert.equal((await elsewhere.post(MORE, fields)).status, 400, 'a browser that holds no link');
    assert.equal(secondsOn((await visitor.get(FORM)).body), 1800);
  });

  test('CSRF-2: a page that stood open for an hour comes back, its link still alive, with a form that works', async () => {
    const { visitor } = await openOne();
    for (let press = 0; press < 4; press += 1) await more(visitor);
    bench.world.advance({ minutes: 61 });
    const late = await visitor.submit({}, MORE);
    assert.equal(late.status, 422);
    assert.match(readable(late.body), /Cette page était ouverte depuis trop longtemps/);
    assert.equal((await visitor.submit({}, MORE)).status, 303);
    assert.equal(secondsOn((await visitor.get(FORM)).body), 19 * 60);
  });
});
