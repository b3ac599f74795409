/** The whole walk with the keyboard alone: Tab, typing, Enter. What has the focus is always visible (norm A11Y-14). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkIn } from '../test/visitor.ts';
import { FOCUSED_NAME, pressEnter, tabTo, typeInto } from './keys.ts';
import { setStage } from './stage.ts';
import { NEW_PASSWORD } from './walk.ts';

const stage = setStage();

test('étapes 0 to 6 with the keyboard alone', async () => {
  const page = await stage.browser.newPage();
  await page.goto(stage.service.baseUrl);
  await tabTo(page, 'Connectez-vous');
  await pressEnter(page);
  await tabTo(page, 'Mot de passe oublié ?');
  await pressEnter(page);

  await typeInto(page, 'Numéro de sécurité sociale *', '7112399990999');
  await typeInto(page, 'Date de naissance (jj/mm/aaaa) *', '14022001');
  await typeInto(page, 'Adresse mail associée à votre compte ameli *', 'pavel.provisoire@exemple.fr');
  await tabTo(page, 'Nouveau code');
  await page.keyboard.press('Enter');
  await page.getByText('Nouveau code affiché').waitFor();
  assert.equal(await page.getByLabel('Numéro de sécurité sociale *').inputValue(), '7112399990999');

  await typeInto(page, 'Caractères lus ou entendus *', 'FAUX');
  await pressEnter(page);
  assert.equal(await page.evaluate('document.activeElement.id'), 'erreurs');
  await tabTo(page, 'Les caractères saisis ne sont pas les bons. Recopiez le nouveau code.');
  await page.keyboard.press('Enter');
  await page.getByLabel('Caractères lus ou entendus *').focus();
  await page.keyboard.type(await stage.service.codeOn(page));
  await pressEnter(page);

  await page.goto(linkIn(await stage.service.sink.next()));
  await tabTo(page, 'J’ai besoin de plus de temps');
  await page.keyboard.press('Enter');
  await page.getByText('Vous avez maintenant jusqu’à').waitFor();
  assert.equal(await page.evaluate(FOCUSED_NAME), 'J’ai besoin de plus de temps');
  await typeInto(page, 'Nouveau mot de passe *', NEW_PASSWORD);
  await typeInto(page, 'Confirmer le mot de passe *', NEW_PASSWORD);
  await tabTo(page, 'Valider le nouveau mot de passe');
  await pressEnter(page);
  await tabTo(page, 'Me connecter avec mon nouveau mot de passe');
  assert.match((await stage.service.sink.next()).subject, /a été modifié$/);
  await page.close();
});

test('étapes 2 and 5 with the keyboard alone: help and back, sound, password shown (norms A11Y-5, A11Y-6, A11Y-11)', async () => {
  const page = await stage.browser.newPage();
  await page.goto(`${stage.service.baseUrl}/mot-de-passe-oublie`);
  await tabTo(page, 'Où trouver mon numéro de sécurité sociale ?');
  await pressEnter(page);
  assert.match(await page.title(), /^Où trouver mon numéro/);
  await page.goBack();
  await typeInto(page, 'Numéro de sécurité sociale *', '1 76 08 2a 990 999');
  await typeInto(page, 'Date de naissance (jj/mm/aaaa) *', '30/08/1976');
  await typeInto(page, 'Adresse mail associée à votre compte ameli *', 'lisandru.corse@exemple.fr');
  await tabTo(page, 'Écouter plus lentement');
  await page.keyboard.press('Space');
  await page.locator('audio').waitFor();
  assert.equal(await page.evaluate('document.activeElement.textContent.trim()'), 'Écouter plus lentement');
  await typeInto(page, 'Caractères lus ou entendus *', await stage.service.codeOn(page));
  await pressEnter(page);
  await page.getByText('Le mail a bien été envoyé à').waitFor();

  await page.goto(linkIn(await stage.service.sink.next()));
  await typeInto(page, 'Nouveau mot de passe *', 'trop-court');
  await tabTo(page, 'Afficher : Nouveau mot de passe');
  await page.keyboard.press('Space');
  await page.getByText('Le mot de passe est affiché.').waitFor();
  const field = page.getByRole('textbox', { name: 'Nouveau mot de passe *' });
  assert.equal(await field.getAttribute('type'), 'text');
  assert.equal(await field.getAttribute('autocapitalize'), 'none');
  await page.keyboard.press('Shift+Tab');
  await pressEnter(page);
  assert.match(await page.title(), /^Erreur – /);
  assert.equal(await page.evaluate('document.activeElement.id'), 'erreurs');
  await page.close();
});
