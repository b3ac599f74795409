/** Étapes 4 to 6 over HTTP: what a link is worth is said before anything is typed, and only a chosen password uses it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../../test/bench.ts';
import { addPeople, PEOPLE, writtenDate } from '../../../test/people.ts';
import { readable } from '../../../test/readable.ts';
import { createVisitor, hiddenFields as hidden, linkIn, type Visitor } from '../../../test/visitor.ts';

const FORM = '/nouveau-mot-de-passe';
const chosen = (password: string) => ({ 'nouveau-mot-de-passe': password, 'mot-de-passe-repete': password });
const GOOD = chosen('Nouveau+Mdp=42');

/** Every character, also those that need it not: a secret has no other. */
const encodeEach = (text: string) =>
  [...text].map(letter => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');

describe('étapes 4 to 6 over HTTP', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ settings: { REQUESTS_MAX: '20', REPEAT_SECONDS: '0' } });
    await addPeople(bench, PEOPLE.camille, PEOPLE.lisandru);
  });
  after(() => bench.close());

  async function receiveLink(person: (typeof PEOPLE)[keyof typeof PEOPLE] = PEOPLE.camille): Promise<string> {
    const visitor = createVisitor(bench);
    await visitor.get('/mot-de-passe-oublie');
    await visitor.submit({
      numero: person.nir,
      'date-de-naissance': writtenDate(person.dateOfBirth),
      'adresse-mail': String(person.mailAddress),
      code: visitor.code(),
    });
    return new URL(linkIn((await bench.deliver())[0])).pathname;
  }

  async function open(link: string, visitor: Visitor = createVisitor(bench)) {
    return { visitor, seen: await visitor.follow(await visitor.get(link)) };
  }

  async function assertUsable(link: string): Promise<void> {
    const { visitor } = await open(link);
    assert.equal((await visitor.submit(GOOD)).headers.get('Location'), '/nouveau-mot-de-passe/enregistre');
    await bench.deliver();
  }

  test('opening a link moves its secret out of the address, and says nobody’s name (norms URL-1, C-11)', async () => {
    const { seen } = await open(await receiveLink());
    assert.equal(seen.path, FORM);
    assert.equal(seen.status, 200);
    assert.doesNotMatch(seen.body, /camille|2850775|12\/07\/1985|renouveler\//i);
  });

  test('scanners that open it 50 times, by GET and HEAD, use nothing up (norms TOK-10, SCAN-1)', async () => {
    const link = await receiveLink();
    for (let i = 0; i < 50; i += 1) {
      await open(link);
      const head = await bench.app.request(link, { method: 'HEAD' });
      assert.equal(head.status, 303);
      assert.deepEqual(head.headers.getSetCookie(), []);
    }
    const { visitor } = await open(link);
    assert.equal((await visitor.submit(chosen(''))).status, 422);
    await assertUsable(link);
  });

  for (const mangle of [
    (link: string) => encodeEach(encodeEach(link.split('/').at(-1) ?? '')),
    (link: string) => `${link.split('/').at(-1)}%3E.`,
    (link: string) => `${link.split('/').at(-1)}).,`,
  ]) {
    test('a link rewritten by a mail gateway still works (norm SCAN-6)', async () => {
      const link = await receiveLink();
      await assertUsable(`/renouveler/${mangle(link)}`);
    });
  }

  test('whatever the secret is worth, étape 4 answers alike: a cookie and a 303 (journey)', async () => {
    for (const path of [
      '/renouveler/x',
      '/renouveler/',
      `/renouveler/${'A'.repeat(43)}Z`,
      '/renouveler/%00',
      '/renouveler/a/b?c',
    ]) {
      const seen = await createVisitor(bench).get(path);
      assert.equal(seen.status, 303, path);
      assert.equal(seen.headers.get('Location'), FORM);
      assert.equal(seen.headers.getSetCookie().length, 1);
    }
  });

  test('an unknown link is told with 404, no link at all with 400', async () => {
    const { seen } = await open(`/renouveler/${'A'.repeat(43)}Z`);
    assert.equal(seen.status, 404);
    assert.match(readable(seen.body), /Ce lien n'est pas reconnu/);
    const none = await createVisitor(bench).get(FORM);
    assert.equal(none.status, 400);
    assert.match(readable(none.body), /Ouvrez d'abord le lien du mail/);
  });

  test('a link is told expired at 30 minutes, not a second before (norm TOK-3)', async () => {
    const link = await receiveLink();
    bench.world.advance({ minutes: 30, seconds: -1 });
    const { visitor, seen } = await open(link);
    assert.equal(seen.status, 200);
    bench.world.advance({ seconds: 1 });
    const late = await visitor.submit(GOOD);
    assert.equal(late.status, 410);
    assert.match(readable(late.body), /Ce lien a expiré/);
  });

  test('an older link says at what hour the newer mail was sent (norm TOK-6)', async () => {
    bench.world.set('2022-12-27T13:00:00Z');
    const older = await receiveLink();
    bench.world.advance({ minutes: 5 });
    const newer = await receiveLink();
    const { seen } = await open(older);
    assert.equal(seen.status, 410);
    assert.match(readable(seen.body), /Un mail plus récent vous a été envoyé à 14h05 \(heure de Paris\)/);
    await assertUsable(newer);
  });

  test('a used link: this browser is told the good news again, another that it was used', async () => {
    const link = await receiveLink();
    const { visitor } = await open(link);
    const form = await visitor.get(FORM);
    const press = () => visitor.post(FORM, { ...hidden(form.body), ...GOOD });
    const saved = await visitor.follow(await press());
    assert.match(readable(saved.body), /Votre nouveau mot de passe a bien été enregistré\./);
    const second = await press();
    assert.equal(second.status, 200);
    assert.match(readable(second.body), /Votre mot de passe a été changé à \d\dh\d\d\. Connectez-vous\./);
    assert.equal((await visitor.get('/nouveau-mot-de-passe/enregistre')).status, 200);
    const { seen } = await open(link);
    assert.equal(seen.status, 410);
    assert.match(readable(seen.body), /Ce lien a déjà été utilisé/);
    await bench.deliver();
  });

  test('each broken rule is told; the link stays alive; no password is sent back (norms RST-1, PWD-13)', async () => {
    const link = await receiveLink();
    const { visitor } = await open(link);
    const seen = await visitor.submit(chosen('azerty12-07-1985'));
    assert.equal(seen.status, 422);
    assert.match(readable(seen.body), /Ajoutez au moins une lettre minuscule et une lettre majuscule/);
    assert.match(readable(seen.body), /Retirez votre numéro de sécurité sociale, votre date de naissance/);
    assert.doesNotMatch(seen.body, /azerty12/);
    await assertUsable(link);
  });

  test('two links in one browser: the form of the first says so, and both stay alive (journey)', async () => {
    const hers = await receiveLink(PEOPLE.camille);
    const his = await receiveLink(PEOPLE.lisandru);
    const { visitor, seen: herForm } = await open(hers);
    await open(his, visitor);
    const seen = await visitor.post(FORM, { ...hidden(herForm.body), ...GOOD });
    assert.equal(seen.status, 409);
    assert.match(readable(seen.body), /Un autre lien a été ouvert dans ce navigateur/);
    await assertUsable(hers);
    await assertUsable(his);
  });

  test('a form left open for an hour does not cost the link, if it is still alive (norm CSRF-2)', async () => {
    const { visitor, seen } = await open(await receiveLink());
    const foreign = await visitor.post(FORM, { ...hidden(seen.body), jeton: 'x', ...GOOD });
    assert.equal(foreign.status, 403);
    assert.match(readable(foreign.body), /Choisissez à nouveau votre mot de passe/);
    assert.equal((await visitor.submit(GOOD)).status, 303);
    await bench.deliver();
  });

  test('étape 6 without étape 5 leads to étape 5 (norm RST-8)', async () => {
    const seen = await createVisitor(bench).get('/nouveau-mot-de-passe/enregistre');
    assert.equal(seen.headers.get('Location'), FORM);
  });
});
