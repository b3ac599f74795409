/** Étape 2 over HTTP: every fault leaves the form filled, every ending has its page, reloading repeats nothing. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../../test/bench.ts';
import { addPeople, PEOPLE } from '../../../test/people.ts';
import { readable } from '../../../test/readable.ts';
import { createVisitor, hiddenFields, type Seen } from '../../../test/visitor.ts';

const PATH = '/mot-de-passe-oublie';
const CAMILLE = {
  numero: '2 85 07 75 990 999 80',
  'date-de-naissance': '12/07/1985',
  'adresse-mail': 'camille.exemple@exemple.fr',
};

describe('étape 2 over HTTP', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
    await addPeople(bench, PEOPLE.camille, PEOPLE.noe, PEOPLE.ines);
  });
  after(() => bench.close());

  async function visitForm() {
    const visitor = createVisitor(bench);
    await visitor.get(PATH);
    return visitor;
  }

  function assertFilled(seen: Seen, typed: Record<string, string> = CAMILLE): void {
    for (const value of Object.values(typed))
      assert.ok(seen.body.includes(` value="${value}"`), `${value} is lost`);
  }

  test('a browser that comes straight to the form, without any cookie, is served (étape 2)', async () => {
    const visitor = await visitForm();
    const asked = await visitor.submit({ ...CAMILLE, code: visitor.code() });
    assert.equal(asked.headers.get('Location'), '/mot-de-passe-oublie/mail-envoye');
    assert.match(
      readable((await visitor.follow(asked)).body),
      /Le mail a bien été envoyé à c\*\*\*@e\*\*\*\.fr/,
    );
    await bench.deliver();
  });

  test('étape 3 is reloaded without asking again, and shows the address as typed (norm ENU-4)', async () => {
    const visitor = await visitForm();
    const typed = { ...CAMILLE, 'adresse-mail': 'zoe@autre.org' };
    await visitor.follow(await visitor.submit({ ...typed, code: visitor.code() }));
    const again = await visitor.get('/mot-de-passe-oublie/mail-envoye');
    assert.match(readable(again.body), /z\*\*\*@a\*\*\*\.org/);
    assert.doesNotMatch(again.body, /camille|exemple\.fr/);
    assert.deepEqual(await bench.deliver(), []);
  });

  for (const { name, typed } of [
    {
      name: 'no address',
      typed: { numero: PEOPLE.noe.nir, 'date-de-naissance': '03/03/1952', 'adresse-mail': 'a@b.fr' },
    },
    {
      name: 'an address never verified',
      typed: {
        numero: PEOPLE.ines.nir,
        'date-de-naissance': '21/09/1991',
        'adresse-mail': 'ines.nonvalide@exemple.fr',
      },
    },
  ]) {
    test(`${name} leads to étape 3bis, case 1`, async () => {
      const visitor = await visitForm();
      const page = await visitor.follow(await visitor.submit({ ...typed, code: visitor.code() }));
      assert.equal(page.path, '/mot-de-passe-oublie/envoi-impossible');
      assert.match(readable(page.body), /n'est pas possible/);
    });
  }

  test('the fourth request leads to étape 3bis, case 2, until an hour later in Paris time (norms LIM-1, LIM-11)', async () => {
    const visitor = createVisitor(bench);
    let page: Seen | undefined;
    for (const address of ['a@b.fr', 'b@b.fr', 'c@b.fr', 'd@b.fr']) {
      await visitor.get(PATH);
      const typed = { ...CAMILLE, 'date-de-naissance': '13/07/1985', 'adresse-mail': address };
      page = await visitor.follow(await visitor.submit({ ...typed, code: visitor.code() }));
    }
    assert.match(readable(page?.body ?? ''), /bloqué jusqu'au 26\/12\/2022 - 15h33 \(heure de Paris\)/);
    assert.deepEqual([page?.status, page?.headers.get('Retry-After')], [429, '3600'], 'norm LIM-11');
    bench.world.advance({ minutes: 60 });
    const over = await visitor.get(page?.path ?? '');
    assert.deepEqual([over.status, over.headers.get('Retry-After')], [200, null]);
  });

  test('each wrong field is told beside it and in the list of faults, nothing is lost, and a right code is kept', async () => {
    const visitor = await visitForm();
    const mistyped = {
      numero: '2 85 07 75 990 999 12',
      'date-de-naissance': '31/02/1985',
      'adresse-mail': 'camille',
    };
    const seen = await visitor.submit({ ...mistyped, code: visitor.code() });
    assert.equal(seen.status, 422);
    assert.match(seen.body, /<title>Erreur – /);
    assert.match(readable(seen.body), /Il y a 3 erreurs à corriger/);
    for (const field of Object.keys(mistyped)) {
      assert.match(seen.body, new RegExp(`<a href="#${field}">`));
      assert.match(
        seen.body,
        new RegExp(`id="${field}"[^>]* aria-describedby="[^"]*${field}-faute" aria-invalid="true"`),
      );
    }
    assertFilled(seen, mistyped);
    assert.match(readable(seen.body), /Le code est vérifié/);

    const mended = await visitor.submit({ ...CAMILLE, 'adresse-mail': 'mended@exemple.fr' });
    assert.equal(mended.headers.get('Location'), '/mot-de-passe-oublie/mail-envoye');
  });

  test('a wrong code is told, another is shown, nothing is lost (norm CAP-1, A11Y-10)', async () => {
    const visitor = await visitForm();
    const before = hiddenFields((await visitor.get(PATH)).body)['code-jeton'];
    const seen = await visitor.submit({ ...CAMILLE, code: 'FAUX' });
    assert.equal(seen.status, 422);
    assert.match(readable(seen.body), /Les caractères saisis ne sont pas les bons/);
    assertFilled(seen);
    assert.notEqual(hiddenFields(seen.body)['code-jeton'], before);
  });

  test('a code is valid for 5 minutes: its picture and its answer end together (étape 2)', async () => {
    const visitor = await visitForm();
    const [picture] = /\/mot-de-passe-oublie\/code\/[^"]+/.exec((await visitor.get(PATH)).body) ?? [''];
    const code = visitor.code();
    const form = hiddenFields((await visitor.get(PATH)).body);
    assert.equal((await visitor.get(picture)).status, 200);
    bench.world.advance({ minutes: 5 });
    assert.equal((await visitor.get(picture)).status, 410);
    const seen = await visitor.post(PATH, { ...form, ...CAMILLE, code });
    assert.match(readable(seen.body), /Le code n'est plus valable/);
    assertFilled(seen);
  });

  test('« Nouveau code » shows another code and keeps the fields, without a fault', async () => {
    const visitor = await visitForm();
    const before = hiddenFields((await visitor.get(PATH)).body)['code-jeton'];
    const seen = await visitor.submit({ ...CAMILLE, 'nouveau-code': '1' });
    assert.equal(seen.status, 200);
    assertFilled(seen);
    assert.match(readable(seen.body), /Nouveau code affiché/);
    assert.notEqual(hiddenFields(seen.body)['code-jeton'], before);
    assert.doesNotMatch(seen.body, /erreurs?-titre|Erreur/);
  });

  test('a form left open for an hour comes back filled, with a new code (norm CSRF-2)', async () => {
    const visitor = await visitForm();
    const code = visitor.code();
    bench.world.advance({ minutes: 60 });
    const seen = await visitor.submit({ ...CAMILLE, code });
    assert.equal(seen.status, 422);
    assert.match(readable(seen.body), /ouverte depuis trop longtemps/);
    assertFilled(seen);
    const sent = await visitor.submit({
      ...CAMILLE,
      'adresse-mail': 'late@exemple.fr',
      code: visitor.code(),
    });
    assert.equal(sent.status, 303);
  });

  test('a form shown to another browser is refused, still filled (norm ATK-20)', async () => {
    const other = await visitForm();
    const foreign = hiddenFields((await other.get(PATH)).body);
    const visitor = await visitForm();
    const seen = await visitor.post(PATH, { ...foreign, ...CAMILLE, code: other.code() });
    assert.equal(seen.status, 403);
    assertFilled(seen);
  });

  test('a browser that refuses cookies is told so (norm CK-3)', async () => {
    const visitor = await visitForm();
    const code = visitor.code();
    visitor.cookies.clear();
    const seen = await visitor.submit({ ...CAMILLE, code });
    assert.equal(seen.status, 400);
    assert.match(readable(seen.body), /Votre navigateur refuse les cookies/);
  });

  test('pages after étape 2 lead back to it for a browser that asked for nothing', async () => {
    const visitor = createVisitor(bench);
    for (const path of ['mail-envoye', 'demandes-bloquees']) {
      const seen = await visitor.get(`${PATH}/${path}`);
      assert.equal(seen.headers.get('Location'), PATH);
    }
  });
});
