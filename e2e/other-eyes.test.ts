/**
 * The pages as they are seen enlarged four times, in the reader's own colours, on paper, without movement, without
 * styles, and without pictures: nothing is lost, whatever is taken away (norms A11Y-14, A11Y-15, A11Y-17, NOJS-1).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { COLOURED_WORDS, COVERED, edgeless, INVISIBLE_DRAWINGS, MOVING, OVERFLOWS } from './sight.ts';
import { setStage } from './stage.ts';
import { copyCode, fillForm, receiveMail } from './walk.ts';

const SEEN = [
  'accueil',
  'connexion-refusee',
  'formulaire-fautes',
  'mail-redemande',
  'nouveau-mot-de-passe',
  'mot-de-passe-refuse',
  'enregistre',
  'aide-mail',
  'aide-numero',
  'accessibilite',
];
/** 1280 by 1024 pixels enlarged four times (WCAG 1.4.10). */
const ENLARGED = { width: 320, height: 256 };
/** A sheet of A4 at 96 pixels an inch. */
const SHEET = { width: 794, height: 1123 };
const TABS_MAX = 60;

describe('for other eyes', () => {
  const stage = setStage();
  const show = (page: Page, state: string) =>
    page.goto(`${stage.service.baseUrl}/demonstration/etats/${state}`);

  test('enlarged four times, nothing goes out sideways and what has the focus is seen (norms A11Y-14, A11Y-17)', async () => {
    const page = await stage.browser.newPage({ viewport: ENLARGED });
    for (const state of SEEN) {
      await show(page, state);
      assert.equal(await page.evaluate(OVERFLOWS), false, state);
      for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
        await page.keyboard.press('Tab');
        assert.deepEqual(await page.evaluate(COVERED), [], state);
        if (await page.evaluate('document.activeElement === document.body')) break;
      }
    }
    await page.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`in the reader's own colours, ${colorScheme}: edges, ticks, drawings and focus stay (norms A11Y-14, A11Y-15)`, async () => {
      const page = await stage.browser.newPage({ forcedColors: 'active', colorScheme });
      for (const state of SEEN) {
        await show(page, state);
        if (state === 'nouveau-mot-de-passe') await page.locator('#nouveau-mot-de-passe').fill('Abcdefgh');
        const edged =
          'button, .button, input, .field-faulty, .notice, .outcome, .fault-summary, .rules, .card';
        assert.deepEqual(await page.evaluate(edgeless(edged)), [], state);
        assert.deepEqual(await page.evaluate(INVISIBLE_DRAWINGS), [], state);
        await page.keyboard.press('Tab');
        assert.equal(
          await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'),
          'solid',
          state,
        );
      }
      await show(page, 'formulaire');
      assert.equal(
        await page.locator('.code-picture img').evaluate(img => getComputedStyle(img).backgroundColor),
        'rgb(247, 247, 247)',
        'the picture of the code keeps its own paper',
      );
      await page.close();
    });
  }

  test('on paper, from a dark screen: black on white, all words, nothing to press, no wider than the sheet (norm A11Y-17)', async () => {
    const page = await stage.browser.newPage({ viewport: SHEET, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const state of SEEN) {
      await show(page, state);
      assert.equal(await page.evaluate(OVERFLOWS), false, state);
      assert.equal(
        await page.evaluate('getComputedStyle(document.body).backgroundColor'),
        'rgb(255, 255, 255)',
      );
      assert.deepEqual(await page.evaluate(COLOURED_WORDS), [], state);
      assert.equal(await page.locator('.button:visible').count(), 0, state);
      assert.match(await page.locator('footer').innerText(), /Appelez votre caisse au 36.46/);
    }
    await show(page, 'enregistre');
    assert.match(
      await page.locator('main').innerText(),
      /a bien été enregistré\.\s+Il a été changé le lundi 26 décembre 2022/,
    );
    await page.close();
  });

  test('for who asks for less movement, nothing moves', async () => {
    const page = await stage.browser.newPage({ reducedMotion: 'reduce' });
    for (const state of SEEN) {
      await show(page, state);
      assert.deepEqual(await page.evaluate(MOVING), [], state);
    }
    await page.close();
  });

  test('without styles: the order is that of reading, ticks are words, drawings stay small (norms A11Y-15, A11Y-16)', async () => {
    const page = await stage.browser.newPage();
    await page.route('**/*.css*', route => route.abort());
    await show(page, 'nouveau-mot-de-passe');
    await page.locator('#nouveau-mot-de-passe').fill('Abcdefgh');
    const words = await page.locator('main').innerText();
    assert.match(words, /Comporter entre 8 et 50 caractères \(respecté\)/);
    assert.match(words, /Contenir un chiffre .* \(pas encore respecté\)/);
    await show(page, 'formulaire-fautes');
    const order = [
      'Mot de passe oublié',
      'Il y a 3 erreurs',
      'Remplissez',
      '* Champs obligatoires',
      'Numéro de sécurité sociale *',
      'Erreur\u00a0: La clé',
      'Date de naissance',
      'Recopiez les caractères',
      'Nouveau code',
      'Caractères lus ou entendus',
      'Recevoir le mail',
    ];
    const form = await page.locator('main').innerText();
    const places = order.map(one => form.indexOf(one));
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
    assert.ok(places[0] !== -1);
    assert.equal(
      await page.getByRole('button', { name: 'Recevoir le mail', includeHidden: true }).count(),
      2,
    );
    assert.equal(await page.locator('.enter-key').isVisible(), false);
    for (const icon of await page.locator('.icon').all())
      assert.ok(((await icon.boundingBox())?.width ?? 0) < 32);
    await page.close();
  });

  test('without pictures and without scripts, words and sound lead through (norms A11Y-1, A11Y-2, NOJS-1)', async () => {
    const context = await stage.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.route(/\.(png|svg)/, route => route.abort());
    await page.goto(`${stage.service.baseUrl}/mot-de-passe-oublie`);
    await fillForm(page, {
      numero: '2 85 07 75 990 999 80',
      dateDeNaissance: '12/07/1985',
      adresseMail: 'camille.exemple@exemple.fr',
    });
    await page.getByAltText('Code de sécurité').waitFor();
    const sound = await page.getByRole('link', { name: 'Écouter le code' }).getAttribute('href');
    const heard = await context.request.get(stage.service.baseUrl + sound);
    assert.equal(heard.headers()['content-type'], 'audio/wav');
    await copyCode(page, stage.service);
    await receiveMail(page);
    await page.getByText('Le mail a bien été envoyé à').waitFor();
    await context.close();
  });
});
