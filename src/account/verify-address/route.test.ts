/** « Valider mon adresse mail » over HTTP: the link, the page, its button, and what scanners may do without changing anything. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Bench, openBench } from '../../../test/bench.ts';
import { addressLinkIn, create, newPerson } from '../../../test/creation.ts';
import { dumpWithoutClock } from '../../../test/dump.ts';
import { writtenDate } from '../../../test/people.ts';
import { NEW_PASSWORD } from '../../../test/renewal.ts';
import { createVisitor } from '../../../test/visitor.ts';

const PAGE = '/valider-mon-adresse';

describe('« Valider mon adresse mail » over HTTP', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  beforeEach(() => bench.deliver());
  after(() => bench.close());

  async function created() {
    const person = await newPerson(bench);
    await create(bench, person);
    return { person, link: addressLinkIn(await bench.deliver()) };
  }

  test('the secret goes from the address into a cookie, and the page has a button and the date (URL-1)', async () => {
    const { person, link } = await created();
    const visitor = createVisitor(bench);
    const opened = await visitor.get(link);
    assert.deepEqual([opened.status, opened.headers.get('location')], [303, PAGE]);
    const page = await visitor.follow(opened);
    assert.equal(page.status, 200);
    assert.match(page.body, /Valider mon adresse mail<\/button>/);
    assert.doesNotMatch(page.body, new RegExp(`${person.mailAddress}|${person.nir}`));

    const empty = await visitor.submit({});
    assert.equal(empty.status, 422);
    assert.match(empty.body, /Saisissez votre date de naissance/);
    const wrong = await visitor.submit({ 'date-de-naissance': '24/04/1957' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.body, /Il reste 4\u00a0essais\./);
    const right = await visitor.submit({ 'date-de-naissance': writtenDate(person.dateOfBirth) });
    assert.deepEqual([right.status, right.headers.get('location')], [303, PAGE]);
    assert.match((await visitor.follow(right)).body, /Votre adresse mail est validée/);
    assert.equal((await visitor.follow(await visitor.get(link))).status, 200);
  });

  test('signed in to that account, the button is enough', async () => {
    const { person, link } = await created();
    const visitor = createVisitor(bench);
    await visitor.get('/connexion');
    await visitor.submit({ numero: person.nir, 'mot-de-passe': NEW_PASSWORD });
    const page = await visitor.follow(await visitor.get(link));
    assert.doesNotMatch(page.body, /name="date-de-naissance"/);
    assert.equal((await visitor.submit({})).status, 303);
    assert.match((await visitor.get(PAGE)).body, /Votre adresse mail est validée/);
  });

  test('SCAN-1, SCAN-2: twenty scanners that open the link, look and press the button change nothing', async () => {
    const { person, link } = await created();
    const was = await dumpWithoutClock(bench.database.db);
    for (let visits = 0; visits < 20; visits += 1) {
      const scanner = createVisitor(bench);
      await bench.ask(link, { method: 'HEAD' });
      await bench.ask(PAGE, { method: 'HEAD' });
      await scanner.follow(await scanner.get(link));
      assert.equal((await scanner.submit({})).status, 422);
    }
    assert.deepEqual(await dumpWithoutClock(bench.database.db), was);
    const visitor = createVisitor(bench);
    await visitor.follow(await visitor.get(link));
    const right = await visitor.submit({ 'date-de-naissance': writtenDate(person.dateOfBirth) });
    assert.equal(right.status, 303);
  });

  for (const { what, link, status, says } of [
    { what: 'no link', link: PAGE, status: 400, says: /Ouvrez d’abord le lien du mail/ },
    { what: 'an invented link', link: `${PAGE}/${'A'.repeat(43)}Z`, status: 404, says: /n’est pas reconnu/ },
    { what: 'an unreadable link', link: `${PAGE}/x`, status: 404, says: /n’est pas reconnu/ },
  ]) {
    test(`${what} is told, with status ${status}`, async () => {
      const visitor = createVisitor(bench);
      const page = await visitor.follow(await visitor.get(link));
      assert.equal(page.status, status);
      assert.match(page.body, says);
    });
  }

  test('a form of another browser, or one open for an hour, changes nothing (CSRF-1)', async () => {
    const { person, link } = await created();
    const visitor = createVisitor(bench);
    await visitor.follow(await visitor.get(link));
    const date = { 'date-de-naissance': writtenDate(person.dateOfBirth) };
    assert.equal((await visitor.submit({ ...date, jeton: 'x' })).status, 403);
    await visitor.get(PAGE);
    bench.world.advance({ minutes: 60 });
    const late = await visitor.submit(date);
    assert.equal(late.status, 422);
    assert.match(late.body, /ouverte depuis trop longtemps/);
    assert.equal((await visitor.submit(date)).status, 303);
  });
});
