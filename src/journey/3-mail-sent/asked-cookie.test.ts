/**
 * Étape 3: what étape 2 leaves in the browser, so that another mail can be asked for with one press, and so that the
 * help knows the provider (decision 0015).
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Bench, openBench } from '../../../test/bench.ts';
import { writtenDate } from '../../../test/people.ts';
import { readable } from '../../../test/readable.ts';
import { member, NEW_PASSWORD } from '../../../test/renewal.ts';
import { createVisitor, hiddenFields, linkIn, type Visitor } from '../../../test/visitor.ts';
import type { DemoPerson } from '../../demo/people.ts';

const FORM = '/mot-de-passe-oublie';
const SENT = `${FORM}/mail-envoye`;
const PRESS = {};

/** The fields of étape 2 as this person fills them. */
function typedBy(person: DemoPerson, mailAddress = String(person.mailAddress)): Record<string, string> {
  const dateOfBirth = writtenDate(person.dateOfBirth);
  return { numero: person.nir, 'date-de-naissance': dateOfBirth, 'adresse-mail': mailAddress };
}

describe('étape 3, what étape 2 leaves in the browser', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());
  beforeEach(() => bench.deliver());

  async function ready(mailAddress?: string): Promise<{ visitor: Visitor; form: Record<string, string> }> {
    const visitor = createVisitor(bench);
    await visitor.get(FORM);
    const typed = typedBy(await member(bench), mailAddress);
    const page = await visitor.follow(await visitor.submit({ ...typed, code: visitor.code() }));
    await bench.deliver();
    bench.world.advance({ seconds: 90 });
    return { visitor, form: hiddenFields(page.body) };
  }

  test('is good until 30 minutes after étape 2, and leads to étape 2 from then on', async () => {
    const early = await ready();
    bench.world.advance({ minutes: 28, seconds: 29, ms: 999 });
    assert.equal((await early.visitor.submit(PRESS)).headers.get('Location'), SENT);
    assert.equal((await bench.deliver()).length, 1);

    const late = await ready();
    bench.world.advance({ minutes: 28, seconds: 30 });
    assert.match(
      (await late.visitor.get(SENT)).body,
      /<a class="[^"]*" href="\/mot-de-passe-oublie">Recevoir un nouveau mail/,
    );
    const pressed = await late.visitor.post(SENT, late.form);
    assert.equal(pressed.headers.get('Location'), FORM);
    assert.equal(late.visitor.cookies.has('demande'), false);
    assert.deepEqual(await bench.deliver(), []);
  });

  test('no press makes its 30 minutes longer', async () => {
    const { visitor, form } = await ready();
    const kept = visitor.cookies.get('demande');
    await visitor.submit(PRESS);
    assert.equal(visitor.cookies.get('demande'), kept);
    bench.world.advance({ minutes: 28, seconds: 30 });
    assert.equal((await visitor.post(SENT, form)).headers.get('Location'), FORM);
  });

  test('says nothing to whoever reads it, is HttpOnly, and is below 4 kB with the longest address', async () => {
    const longest = `${'a'.repeat(64)}@${`${'b'.repeat(60)}.`.repeat(3)}fr`;
    const visitor = createVisitor(bench);
    await visitor.get(FORM);
    const person = await member(bench);
    const asked = await visitor.submit({ ...typedBy(person, longest), code: visitor.code() });
    const lines = asked.headers.getSetCookie();
    const line = lines.find(one => one.startsWith('demande=')) ?? '';
    assert.match(line, /; HttpOnly; SameSite=Lax/);
    for (const one of lines) {
      assert.ok(one.length < 4096, `${one.length} bytes`);
      const opened = Buffer.from(one.split(/[=;]/)[1] ?? '', 'base64url').toString('latin1');
      assert.doesNotMatch(opened, new RegExp(`${person.nir}|bbbb|1957`));
    }
  });

  test('opens in no other browser, nor when it is altered (norm ATK-20)', async () => {
    const { visitor } = await ready();
    const other = await ready();
    const stolen = visitor.cookies.get('demande') ?? '';
    for (const planted of [stolen, `${other.visitor.cookies.get('demande')?.slice(0, -4)}AAAA`, '', 'x']) {
      other.visitor.cookies.set('demande', planted);
      assert.equal((await other.visitor.post(SENT, other.form)).headers.get('Location'), FORM, planted);
    }
    assert.deepEqual(await bench.deliver(), []);
  });

  test('a form of another browser, or none, asks for nothing (norm CSRF-1)', async () => {
    const { visitor } = await ready();
    const other = await ready();
    assert.equal((await visitor.post(SENT, other.form)).status, 403);
    assert.equal((await visitor.post(SENT, {})).status, 403);
    visitor.cookies.clear();
    assert.equal((await visitor.post(SENT, other.form)).status, 400);
    assert.deepEqual(await bench.deliver(), []);
  });

  test('a press without end is told until when, with 429, and costs the database nothing (norm LIM-11)', async () => {
    const { visitor, form } = await ready();
    for (let presses = 0; presses < 15; presses += 1) {
      assert.equal((await visitor.post(SENT, form)).status, 303);
    }
    const over = await visitor.post(SENT, form);
    assert.equal(over.status, 429);
    assert.equal(over.headers.get('Retry-After'), '600');
    assert.match(readable(over.body), /Attendez jusqu'à/);
    bench.world.advance({ minutes: 10 });
    assert.equal((await visitor.post(SENT, form)).status, 303);
  });

  test('is dropped when the password is changed (étape 5)', async () => {
    const { visitor } = await ready();
    await visitor.submit(PRESS);
    const [mail] = await bench.deliver();
    await visitor.follow(await visitor.get(linkIn(mail)));
    assert.equal(visitor.cookies.has('demande'), true);
    const password = { 'nouveau-mot-de-passe': NEW_PASSWORD, 'mot-de-passe-repete': NEW_PASSWORD };
    await visitor.submit(password);
    assert.equal(visitor.cookies.has('demande'), false);
  });

  test('the help opens with the provider of the address typed, and its URL says nothing (norm FR-5)', async () => {
    const { visitor } = await ready('quelqu.un@Wanadoo.fr');
    const help = await visitor.get('/aide/mail-non-recu');
    assert.match(help.body, /<h2>Chez Orange \(Wanadoo\)<\/h2>/);
    assert.match(help.body, /<details><summary>Gmail<\/summary>/);
    assert.doesNotMatch(help.body, /quelqu\.un/);
    for (const unknown of [await ready('quelqu.un@exemple.fr'), { visitor: createVisitor(bench) }]) {
      const all = await unknown.visitor.get('/aide/mail-non-recu');
      assert.match(all.body, /<h2>Selon votre messagerie<\/h2>/);
      assert.match(all.body, /<summary>Orange \(Wanadoo\)<\/summary>/);
    }
  });
});
