/**
 * « Ce n'était pas moi » over HTTP, without script: what each page says, and that a scanner that opens it and presses its button
 * does nothing (norms C-10, C-11, SCAN-1, SCAN-7, CSRF-1, TOK-10).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../../test/bench.ts';
import { askedMail, lookAt, renewedMember } from '../../../test/disavowing.ts';
import { writtenDate } from '../../../test/people.ts';
import { readable } from '../../../test/readable.ts';
import { look, member } from '../../../test/renewal.ts';
import { createVisitor, hiddenFields, type Visitor } from '../../../test/visitor.ts';

const PAGE = '/ce-n-etait-pas-moi';
const DATE = 'date-de-naissance';
const born = (person: { dateOfBirth: Parameters<typeof writtenDate>[0] }) => ({
  [DATE]: writtenDate(person.dateOfBirth),
});

describe('« Ce n’était pas moi » over HTTP', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  async function open(notMe: string, visitor: Visitor = createVisitor(bench)) {
    return { visitor, seen: await visitor.follow(await visitor.get(`${PAGE}/${notMe}`)) };
  }

  test('C-10: from the renewal mail, the page says of when it is and what pressing does, then that the link is dead', async () => {
    const person = await member(bench);
    const { link, notMe } = await askedMail(bench, person);
    const { visitor, seen } = await open(notMe);
    assert.deepEqual([seen.path, seen.status], [PAGE, 200]);
    const words = readable(seen.body);
    assert.match(words, /Un mail vous a été envoyé le lundi 26 décembre 2022 à 14h33 \(heure de Paris\)\./);
    assert.match(words, /son lien sera annulé\. Votre mot de passe ne change pas\./);
    assert.equal((await look(bench, link)).outcome, 'live', 'nothing is done before it is pressed');
    const pressed = await visitor.submit(born(person));
    assert.deepEqual([pressed.status, pressed.headers.get('Location')], [303, PAGE]);
    const told = await visitor.follow(pressed);
    assert.match(readable(told.body), /Le lien est annulé .*votre mot de passe n'a pas changé\..*36 46/);
    assert.equal((await visitor.get(PAGE)).body, told.body, 'however often it is seen');
    const dead = await visitor.follow(await visitor.get(`/renouveler/${link}`));
    assert.equal(dead.status, 410);
    assert.match(readable(dead.body), /Ce lien a été annulé Le 26\/12\/2022 à 14h33 \(heure de Paris\)/);
  });

  test('C-10: from the notice, the page says what will happen, then where a mail has just left to', async () => {
    const { person, notMe } = await renewedMember(bench);
    const { visitor, seen } = await open(notMe);
    assert.match(
      readable(seen.body),
      /Le lundi 26 décembre 2022 à 14h33 .* a été modifié\..*seront déconnectés/,
    );
    const told = await visitor.follow(await visitor.submit(born(person)));
    assert.match(readable(told.body), /Un mail vient de partir à p\*\*\*@e\*\*\*\.fr/);
    assert.equal((await bench.deliver()).length, 1);
    const again = await open(notMe, visitor);
    assert.equal(again.seen.body, told.body, 'the second time');
    assert.deepEqual(await bench.deliver(), []);
  });

  test('C-11: no page of it says whose account it is', async () => {
    const { person, notMe } = await renewedMember(bench);
    const { visitor, seen } = await open(notMe);
    const pages = [seen, await visitor.submit({ [DATE]: '01/01/1950' })];
    pages.push(await visitor.follow(await visitor.submit(born(person))));
    for (const { body } of pages)
      for (const value of [person.nir, person.mailAddress, person.name, notMe])
        assert.equal(body.includes(value), false, value);
    await bench.deliver();
  });

  test('SCAN-1, SCAN-7: a scanner that opens it by GET, HEAD or ahead, and presses without a date, does nothing', async () => {
    const { notMe } = await renewedMember(bench);
    for (let i = 0; i < 20; i += 1) {
      const { visitor } = await open(notMe);
      assert.equal((await visitor.submit({})).status, 422);
      assert.equal((await visitor.submit({ [DATE]: 'cliquez' })).status, 422);
      const head = await bench.app.request(`${PAGE}/${notMe}`, { method: 'HEAD' });
      assert.equal(head.status, 303);
      const ahead = { headers: { 'Sec-Purpose': 'prefetch', Purpose: 'prefetch' } };
      assert.equal((await bench.app.request(`${PAGE}/${notMe}`, ahead)).status, 303);
    }
    const seen = await lookAt(bench, notMe);
    assert.ok(seen.outcome === 'open');
    assert.equal(seen.disavowal.tries, 0);
    assert.deepEqual(await bench.deliver(), []);
  });

  test('SCAN-7: a wrong date is told with the tries that are left, what was typed is kept, and five end it', async () => {
    const { notMe } = await renewedMember(bench);
    const { visitor } = await open(notMe);
    const wrong = await visitor.submit({ [DATE]: '01/02/1950' });
    assert.equal(wrong.status, 422);
    assert.match(readable(wrong.body), /Cette date n'est pas celle du compte.*Il reste 4 essais\./);
    assert.match(wrong.body, /value="01\/02\/1950"/);
    for (let i = 0; i < 3; i += 1) await visitor.submit({ [DATE]: '01/02/1950' });
    const last = await visitor.submit({ [DATE]: '01/02/1950' });
    assert.equal(last.status, 410);
    assert.match(readable(last.body), /Rien n'a été changé, et ce lien ne sert plus\..*36 46/);
  });

  test('CSRF-1, TOK-10: from another site, without its token, from another browser or by another verb, nothing is done', async () => {
    const { person, notMe } = await renewedMember(bench);
    const { visitor, seen } = await open(notMe);
    const fields = { ...hiddenFields(seen.body), ...born(person) };
    assert.equal((await visitor.post(PAGE, fields, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
    assert.equal((await visitor.post(PAGE, { ...fields, jeton: 'x' })).status, 403);
    const elsewhere = createVisitor(bench);
    assert.equal((await elsewhere.post(PAGE, fields)).status, 400);
    await open(notMe, elsewhere);
    assert.equal((await elsewhere.post(PAGE, fields)).status, 403);
    assert.equal((await bench.app.request(PAGE, { method: 'PUT' })).status, 405);
    assert.equal((await lookAt(bench, notMe)).outcome, 'open');
    assert.deepEqual(await bench.deliver(), []);
  });

  test('CSRF-2: a page that stood open for an hour comes back with its date, and a form that works', async () => {
    const { person, notMe } = await renewedMember(bench);
    const { visitor } = await open(notMe);
    bench.world.advance({ minutes: 61 });
    const late = await visitor.submit(born(person));
    assert.equal(late.status, 422);
    assert.match(readable(late.body), /Cette page était ouverte depuis trop longtemps/);
    assert.ok(late.body.includes(`value="${writtenDate(person.dateOfBirth)}"`));
    assert.equal((await visitor.submit(born(person))).status, 303);
    await bench.deliver();
  });

  test('each dead end has its page, and who comes without a mail is told how to open it', async () => {
    const visitor = createVisitor(bench);
    const without = await visitor.get(PAGE);
    assert.equal(without.status, 400);
    assert.match(without.body, /href="\/aide\/ce-n-etait-pas-moi"/);
    assert.match(readable((await visitor.get('/aide/ce-n-etait-pas-moi')).body), /Ouvrez-le depuis le mail/);
    assert.match((await visitor.get('/aide/mail-non-recu')).body, /href="\/aide\/ce-n-etait-pas-moi"/);
    for (const odd of ['x', '%00', `${'A'.repeat(22)}Z`, 'a/b?c'])
      assert.equal((await open(odd)).seen.status, 404, odd);
    const { notMe } = await askedMail(bench, await member(bench));
    const { visitor: held } = await open(notMe);
    const shown = hiddenFields((await held.get(PAGE)).body);
    await open((await renewedMember(bench)).notMe, held);
    assert.equal((await held.post(PAGE, { ...shown, [DATE]: '01/02/1950' })).status, 409);
    bench.world.advance({ minutes: 31 * 1440 });
    assert.equal((await open(notMe)).seen.status, 410);
  });
});
