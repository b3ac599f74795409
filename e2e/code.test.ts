/** The code to copy in a real browser, by its three ways: renewed, heard, done without; by keyboard, nothing lost. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings } from './axe.ts';
import { setStage } from './stage.ts';
import { copyCode, fillForm, receiveMail } from './walk.ts';

const CAMILLE = {
  numero: '2 85 07 75 990 999 80',
  dateDeNaissance: '12/07/1985',
  adresseMail: 'camille.exemple@exemple.fr',
};
const SOUND_IS_KNOWN = `new Promise((known, refused) => {
  const player = document.querySelector('audio');
  if (player.readyState > 0) known();
  player.onloadedmetadata = () => known();
  player.onerror = () => refused(new Error(player.error.message));
})`;
const DONE = 'C’est fait : vous n’avez pas de code à recopier.';

describe('the three ways of the code to copy', () => {
  const stage = setStage();

  async function openForm(): Promise<Page> {
    const page = await stage.browser.newPage();
    await page.goto(`${stage.service.baseUrl}/mot-de-passe-oublie`);
    await fillForm(page, CAMILLE);
    return page;
  }

  const token = (page: Page) => page.locator('input[name="code-jeton"]').getAttribute('value');

  test('« Nouveau code » by keyboard: another picture, said, focus kept, fields kept (norm A11Y-6)', async () => {
    const page = await openForm();
    const before = await token(page);
    await page.getByRole('button', { name: 'Nouveau code' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Nouveau code affiché').waitFor();
    assert.notEqual(await token(page), before);
    assert.equal(await page.evaluate('document.activeElement.name'), 'nouveau-code');
    assert.equal(
      await page.getByLabel('Date de naissance (jj/mm/aaaa) *').inputValue(),
      CAMILLE.dateDeNaissance,
    );
    await copyCode(page, stage.service);
    await receiveMail(page);
    await page.getByText('Le mail a bien été envoyé à').waitFor();
    await page.close();
  });

  for (const name of ['Écouter le code', 'Écouter plus lentement']) {
    test(`« ${name} » by keyboard plays the sound, with controls (norm A11Y-5)`, async () => {
      const page = await openForm();
      await page.getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.evaluate(SOUND_IS_KNOWN);
      assert.ok(Number(await page.evaluate('document.querySelector("audio").duration')) > 5);
      assert.equal(await page.evaluate('document.querySelector("audio").controls'), true);
      assert.deepEqual(await axeFindings(page), []);
      await page.close();
    });
  }

  test('« Je ne peux ni lire ni écouter le code » by keyboard: work shown, mail received (norms CAP-9, A11Y-3)', async () => {
    const page = await openForm();
    await page.getByRole('button', { name: 'Je ne peux ni lire ni écouter le code' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('progressbar', { name: 'Calcul en cours' }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByText(DONE).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByLabel('Date de naissance (jj/mm/aaaa) *').fill('31/02/1985');
    await receiveMail(page);
    await page.getByText('Le code est vérifié').waitFor();
    await fillForm(page, { ...CAMILLE, adresseMail: 'camille.autre@exemple.fr' });
    await receiveMail(page);
    await page.getByText('Le mail a bien été envoyé à').waitFor();
    await page.close();
  });

  test('the work can be cancelled, and the picture is still there', async () => {
    const page = await openForm();
    // Work that never ends: nobody knows how long the real one takes here.
    await page.route('**/proof-worker*', () => {});
    await page.getByRole('button', { name: 'Je ne peux ni lire ni écouter le code' }).click();
    await page.getByRole('button', { name: 'Annuler' }).click();
    await page.getByText('Calcul annulé.').waitFor();
    assert.equal(
      await page.evaluate('document.activeElement.textContent'),
      'Je ne peux ni lire ni écouter le code',
    );
    await copyCode(page, stage.service);
    await page.close();
  });

  test('the work can be cancelled before it has begun: a challenge that comes late starts nothing', async () => {
    const page = await openForm();
    const challengeAsked = Promise.withResolvers<void>();
    const letItCome = Promise.withResolvers<void>();
    await page.route('**/preuve', async route => {
      challengeAsked.resolve();
      await letItCome.promise;
      await route.continue();
    });
    let workers = 0;
    page.on('worker', () => {
      workers += 1;
    });
    const start = page.getByRole('button', { name: 'Je ne peux ni lire ni écouter le code' });
    await start.click();
    await challengeAsked.promise;
    await page.getByRole('button', { name: 'Annuler' }).click();
    const late = page.waitForResponse('**/preuve');
    letItCome.resolve();
    await (await late).finished();
    await page.getByText('Calcul annulé.').waitFor();
    await start.click();
    await page.getByText(DONE).waitFor();
    assert.equal(workers, 1, 'only the second press worked');
    await page.close();
  });

  test('without JavaScript the sound is played in the page, which keeps what was typed (norm NOJS-1)', async () => {
    const context = await stage.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${stage.service.baseUrl}/mot-de-passe-oublie`);
    await fillForm(page, CAMILLE);
    for (const name of ['Écouter le code', 'Écouter plus lentement']) {
      const player = page.getByLabel(name, { exact: true });
      assert.equal(await player.evaluate('document.querySelector("audio").controls'), true);
      const sound = await context.request.get(stage.service.baseUrl + (await player.getAttribute('src')));
      assert.equal(sound.status(), 200);
      assert.equal(sound.headers()['content-type'], 'audio/wav');
    }
    assert.equal(
      await page.getByRole('button', { name: 'Je ne peux ni lire ni écouter le code' }).count(),
      0,
    );
    assert.match(
      (await page.locator('noscript').last().textContent()) ?? '',
      /Appelez votre caisse au 36\s46/,
    );
    await context.close();
  });
});
