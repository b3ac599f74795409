/** A provisional code over HTTP: what étape 1 answers to it, what its session reaches, and where it ends (norms RST-9, SES-4, ENU-7). */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Bench, openBench } from '../../../test/bench.ts';
import { visitorFrom } from '../../../test/client.ts';
import { DOCUMENT_MOMENT } from '../../../test/fixed-world.ts';
import { codeOf } from '../../../test/provisional-code.ts';
import { readable } from '../../../test/readable.ts';
import { member, NEW_PASSWORD, somebody } from '../../../test/renewal.ts';
import { hiddenFields, type Seen, type Visitor } from '../../../test/visitor.ts';
import { PATHS } from '../../journey/plan.ts';

const TYPED = { 'nouveau-mot-de-passe': NEW_PASSWORD, 'mot-de-passe-repete': NEW_PASSWORD };
const WRONG_CODE = '3456-789F-HJKM-RUWY';

describe('a provisional code over HTTP', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  beforeEach(() => bench.world.set(DOCUMENT_MOMENT));
  after(() => bench.close());

  let addresses = 0;
  async function signIn(numero: string, typed: string): Promise<{ visitor: Visitor; seen: Seen }> {
    addresses += 1;
    const visitor = visitorFrom(bench, `2001:db8:${addresses.toString(16)}::1`);
    await visitor.get(PATHS.signIn);
    return { visitor, seen: await visitor.submit({ numero, 'mot-de-passe': typed }) };
  }

  async function comeIn() {
    const person = await member(bench);
    const code = await codeOf(bench, person);
    return { person, code, ...(await signIn(person.nir, code)) };
  }

  test('étape 1: the code leads to choosing a password, then to a page that says so, then to étape 1', async () => {
    const { person, visitor, seen } = await comeIn();
    assert.deepEqual([seen.status, seen.headers.get('Location')], [303, PATHS.choosePassword]);
    const form = await visitor.follow(seen);
    assert.match(readable(form.body), /Vous avez jusqu'à 15h03 \(heure de Paris\)/);
    assert.match(readable(form.body), /Ne pas contenir votre n° de sécurité sociale/);
    const chosen = await visitor.submit(TYPED);
    assert.deepEqual([chosen.status, chosen.headers.get('Location')], [303, PATHS.passwordChosen]);
    const page = await visitor.follow(chosen);
    assert.match(readable(page.body), /Votre nouveau mot de passe a bien été enregistré\./);
    assert.match(readable(page.body), /C'était le lundi 26 décembre 2022 à 14h33/);
    assert.match(page.body, /href="\/connexion"/);
    assert.equal((await signIn(person.nir, NEW_PASSWORD)).seen.headers.get('Location'), PATHS.account);
  });

  test('ATK-9: a second press is led to the same good news', async () => {
    const { visitor } = await comeIn();
    const shown = hiddenFields((await visitor.get(PATHS.choosePassword)).body.split('</form>')[0] ?? '');
    await visitor.post(PATHS.choosePassword, { ...shown, ...TYPED });
    const again = await visitor.post(PATHS.choosePassword, { ...shown, ...TYPED });
    assert.equal(again.headers.get('Location'), PATHS.passwordChosen);
    assert.equal((await visitor.get(PATHS.choosePassword)).headers.get('Location'), PATHS.passwordChosen);
  });

  test('SES-4: the session of a code reaches that page and nothing else, before and after', async () => {
    const { visitor } = await comeIn();
    assert.equal((await visitor.get(PATHS.account)).headers.get('Location'), PATHS.choosePassword);
    assert.equal((await visitor.get(PATHS.passwordChosen)).headers.get('Location'), PATHS.choosePassword);
    await visitor.get(PATHS.choosePassword);
    await visitor.submit(TYPED);
    const after = await visitor.follow(await visitor.get(PATHS.account));
    assert.equal(after.path, PATHS.passwordChosen);
  });

  test('SES-4: without a code, and signed in by a password, these pages lead to étape 1', async () => {
    const person = await member(bench);
    await signIn(person.nir, await codeOf(bench, person)).then(async ({ visitor }) => {
      await visitor.get(PATHS.choosePassword);
      await visitor.submit(TYPED);
    });
    const { visitor } = await signIn(person.nir, NEW_PASSWORD);
    for (const who of [visitor, visitorFrom(bench, '2001:db8:ffff::1')]) {
      for (const path of [PATHS.choosePassword, PATHS.passwordChosen])
        assert.equal((await who.get(path)).headers.get('Location'), PATHS.signIn, path);
      const posted = await who.post(PATHS.choosePassword, TYPED);
      assert.equal(posted.headers.get('Location'), PATHS.signIn);
    }
  });

  test('signing out leaves the code as it was', async () => {
    const { person, code, visitor } = await comeIn();
    await visitor.get(PATHS.choosePassword);
    const out = await visitor.submit({}, PATHS.signOut);
    assert.equal(out.headers.get('Location'), PATHS.signIn);
    assert.equal((await visitor.get(PATHS.choosePassword)).headers.get('Location'), PATHS.signIn);
    assert.equal((await signIn(person.nir, code)).seen.headers.get('Location'), PATHS.choosePassword);
  });

  test('refused, typedDifferently: the faults stand beside their fields, and nothing typed comes back', async () => {
    const { visitor } = await comeIn();
    await visitor.get(PATHS.choosePassword);
    const refused = await visitor.submit({ 'nouveau-mot-de-passe': 'court', 'mot-de-passe-repete': 'court' });
    assert.equal(refused.status, 422);
    assert.match(readable(refused.body), /Choisissez un mot de passe qui comporte entre 8 et 50 caractères/);
    assert.equal(refused.body.includes('value="court"'), false);
    const different = await visitor.submit({ ...TYPED, 'mot-de-passe-repete': `${NEW_PASSWORD}x` });
    assert.match(readable(different.body), /Les deux mots de passe sont différents/);
    assert.equal((await visitor.submit(TYPED)).headers.get('Location'), PATHS.passwordChosen);
  });

  test('CSRF-1, CSRF-2: a form of another site, of another session or left open too long is shown again', async () => {
    const { visitor } = await comeIn();
    const foreign = await visitor.post(PATHS.choosePassword, { jeton: 'faux', ...TYPED });
    assert.equal(foreign.status, 403);
    const late = hiddenFields((await visitor.get(PATHS.choosePassword)).body.split('</form>')[0] ?? '');
    const other = await comeIn();
    other.visitor.cookies.set('formulaire', visitor.cookies.get('formulaire') ?? '');
    assert.equal((await other.visitor.post(PATHS.choosePassword, { ...late, ...TYPED })).status, 403);
    visitor.cookies.delete('formulaire');
    assert.equal((await visitor.post(PATHS.choosePassword, { ...late, ...TYPED })).status, 400);
  });

  test('étape 1: an expired and a used code are told to their holder, with what to do', async () => {
    const expired = await comeIn();
    bench.world.advance({ minutes: 7 * 24 * 60 });
    const late = await signIn(expired.person.nir, expired.code);
    assert.equal(late.seen.status, 422);
    assert.match(
      readable(late.seen.body),
      /Ce code provisoire est trop ancien.*Appelez votre caisse au 36 46/,
    );
    bench.world.set(DOCUMENT_MOMENT);
    const { person, code, visitor } = await comeIn();
    await visitor.get(PATHS.choosePassword);
    await visitor.submit(TYPED);
    const { seen } = await signIn(person.nir, code);
    assert.equal(seen.status, 422);
    assert.match(readable(seen.body), /un mot de passe a été choisi le 26\/12\/2022 à 14h33/);
  });

  test('ENU-7: a wrong code is answered by the same bytes: with a code, without, without account', async () => {
    const bytesOf = async (nir: string) => {
      const { seen } = await signIn(nir, WRONG_CODE);
      const body = seen.body
        .replaceAll(hiddenFields(seen.body).jeton ?? '', 'jeton')
        .replaceAll(nir, 'numéro');
      return { status: seen.status, body, headers: [...seen.headers] };
    };
    const withCode = await member(bench);
    await codeOf(bench, withCode);
    const known = await bytesOf(withCode.nir);
    for (const { nir } of [await member(bench), somebody()]) assert.deepEqual(await bytesOf(nir), known);
  });
});
