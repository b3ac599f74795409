/**
 * Étapes 5 and 6 in a browser that is signed in already, to the same account or to another, and with somebody else's link
 * (norms RST-2, RST-3, RST-4, ATK-22, C-11; docs/decisions/0029).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../../test/bench.ts';
import { FORMER_PASSWORD, writtenDate } from '../../../test/people.ts';
import { readable } from '../../../test/readable.ts';
import { enter, linkOf, member, NEW_PASSWORD } from '../../../test/renewal.ts';
import { createVisitor, hiddenFields, type Seen, type Visitor } from '../../../test/visitor.ts';

type Member = Awaited<ReturnType<typeof member>>;

const FORM = '/nouveau-mot-de-passe';
const SAVED = '/nouveau-mot-de-passe/enregistre';
const CHOSEN = { 'nouveau-mot-de-passe': NEW_PASSWORD, 'mot-de-passe-repete': NEW_PASSWORD };
const TOLD_OTHER = /le lien que vous avez ouvert est celui d'un autre compte/;

describe('étapes 5 and 6 in a browser that is signed in', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  async function signedIn(person: Member): Promise<Visitor> {
    const visitor = createVisitor(bench);
    await visitor.get('/connexion');
    await visitor.submit({ numero: person.nir, 'mot-de-passe': FORMER_PASSWORD });
    return visitor;
  }

  const open = async (visitor: Visitor, link: string) =>
    visitor.follow(await visitor.get(`/renouveler/${link}`));
  const choose = async (visitor: Visitor) => visitor.follow(await visitor.submit(CHOSEN, FORM));
  const isSignedIn = async (visitor: Visitor) => (await visitor.get('/mon-compte')).status === 200;

  function assertNamesNobody({ body }: Seen, ...people: Member[]): void {
    for (const { nir, mailAddress, name, dateOfBirth } of people)
      for (const value of [nir, mailAddress, name, writtenDate(dateOfBirth)])
        assert.equal(body.includes(value), false, value);
  }

  test('RST-4: who is signed in to another account is told so at étapes 5 and 6; the link acts on its own account only, and the session stays', async () => {
    const [mine, other] = [await member(bench), await member(bench)];
    const link = await linkOf(bench, other);
    const visitor = await signedIn(mine);
    const seen = await open(visitor, link);
    assert.match(readable(seen.body), TOLD_OTHER);
    const saved = await choose(visitor);
    assert.equal(saved.path, SAVED);
    assert.match(
      readable(saved.body),
      /vous restez connecté à un autre compte, dont le mot de passe n'a pas changé/,
    );
    for (const page of [seen, saved]) assertNamesNobody(page, mine, other);
    assert.equal(await isSignedIn(visitor), true);
    assert.equal((await enter(bench, mine.nir, FORMER_PASSWORD)).outcome, 'signedIn');
    assert.equal((await enter(bench, other.nir, NEW_PASSWORD)).outcome, 'signedIn');
    await bench.deliver();
  });

  test('RST-3, RST-4: who is signed in to the same account is told at étape 5 that this ends, and at étape 6 that it has', async () => {
    const person = await member(bench);
    const link = await linkOf(bench, person);
    const visitor = await signedIn(person);
    const seen = await open(visitor, link);
    assert.match(
      readable(seen.body),
      /Vous êtes déjà connecté à ce compte.*vous serez déconnecté ici aussi\./,
    );
    const saved = await choose(visitor);
    assert.match(readable(saved.body), /déconnecté de tous les appareils, celui-ci compris\./);
    assert.doesNotMatch(readable(saved.body), /vous restez connecté/);
    for (const page of [seen, saved]) assertNamesNobody(page, person);
    assert.equal(await isSignedIn(visitor), false);
    await bench.deliver();
  });

  test('RST-4: without a session, with one that has ended, or with a forged one, nothing is said of it', async () => {
    const [mine, other] = [await member(bench), await member(bench)];
    const link = await linkOf(bench, other);
    const visitor = await signedIn(mine);
    bench.world.advance({ minutes: 30, ms: -1 });
    assert.doesNotMatch(readable((await open(createVisitor(bench), link)).body), /connecté à/);
    bench.world.advance({ minutes: -28 });
    visitor.cookies.set('session', 'inventée');
    assert.doesNotMatch(readable((await open(visitor, link)).body), /connecté à/);
  });

  test('RST-4: looking at étape 5 does not put the end of the session off', async () => {
    const [mine, other] = [await member(bench), await member(bench)];
    const visitor = await signedIn(mine);
    bench.world.advance({ minutes: 20 });
    await open(visitor, await linkOf(bench, other));
    bench.world.advance({ minutes: 10 });
    assert.equal(await isSignedIn(visitor), false);
  });

  test('RST-4: after étape 6, the link of another account in that browser leads to its own étape 5, and étape 6 says nothing of the first', async () => {
    const [one, other] = [await member(bench), await member(bench)];
    const [link, otherLink] = [await linkOf(bench, one), await linkOf(bench, other)];
    const visitor = createVisitor(bench);
    const shown = await open(visitor, link);
    assert.equal((await choose(visitor)).path, SAVED);
    const seen = await open(visitor, otherLink);
    assert.deepEqual([seen.path, seen.status], [FORM, 200]);
    assert.equal((await visitor.get(SAVED)).headers.get('Location'), FORM);
    const former = await visitor.post(FORM, { ...hiddenFields(shown.body), ...CHOSEN });
    assert.equal(former.status, 409, 'the form of the first, posted with the cookie of the second');
    assert.equal((await enter(bench, other.nir, FORMER_PASSWORD)).outcome, 'signedIn');
    await bench.deliver();
  });

  test('ATK-22: an attacker’s link, followed by its victim, signs nobody in, shows no data, and asks for one’s own number at the end', async () => {
    const [victim, attacker] = [await member(bench), await member(bench)];
    const link = await linkOf(bench, attacker);
    const visitor = createVisitor(bench);
    const pages = [await open(visitor, link), await choose(visitor)];
    for (const page of pages) assertNamesNobody(page, attacker, victim);
    assert.match(
      readable(pages[1]?.body ?? ''),
      /saisissez votre numéro de sécurité sociale et ce nouveau mot de passe/,
    );
    assert.equal(visitor.cookies.has('session'), false);
    assert.equal(await isSignedIn(visitor), false);
    const own = await enter(bench, victim.nir, NEW_PASSWORD);
    assert.equal(own.outcome, 'wrongNumberOrPassword', 'and so learns that it was not their account');
    assert.equal((await enter(bench, victim.nir, FORMER_PASSWORD)).outcome, 'signedIn');
    await bench.deliver();
  });

  test('ATK-22: a victim who is signed in is told before anything is typed, and stays on their own account', async () => {
    const [victim, attacker] = [await member(bench), await member(bench)];
    const link = await linkOf(bench, attacker);
    const visitor = await signedIn(victim);
    assert.match(readable((await open(visitor, link)).body), TOLD_OTHER);
    await choose(visitor);
    const session = visitor.cookies.get('session');
    assert.equal(await isSignedIn(visitor), true);
    assert.equal(visitor.cookies.get('session'), session);
    await bench.deliver();
  });
});
