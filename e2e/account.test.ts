/** « Mon compte » in a real browser: another password with its rules ticked while typing, from two browsers at once, with axe. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFindings } from './axe.ts';
import { setStage } from './stage.ts';
import { NEW_PASSWORD, signIn } from './walk.ts';

const PAVEL = '7 11 23 99 990 999';
const FORMER = 'AncienMotDePasse1';

const stage = setStage();

test('« Mon compte »: another password ticks its rules, is told by mail, and puts the other browser out', async () => {
  const pages = [];
  for (let rank = 0; rank < 2; rank += 1) {
    const context = await stage.browser.newContext({
      viewport: { width: 360, height: 740 },
      locale: 'fr-FR',
    });
    const page = await context.newPage();
    await page.goto(`${stage.service.baseUrl}/connexion`);
    await signIn(page, PAVEL, FORMER);
    await page.getByText('Vous êtes connecté à votre').waitFor();
    pages.push(page);
  }
  const [page, other] = pages;
  assert.ok(page !== undefined && other !== undefined);
  await page.getByRole('link', { name: 'Mes connexions', exact: true }).click();
  await page.getByText('celle-ci').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('link', { name: 'Mon mot de passe', exact: true }).click();
  await page.getByRole('textbox', { name: 'Mot de passe actuel *' }).fill(FORMER);
  await page.getByRole('textbox', { name: 'Nouveau mot de passe *' }).fill(NEW_PASSWORD);
  await page.getByRole('textbox', { name: 'Confirmer le mot de passe *' }).fill(NEW_PASSWORD);
  await page.locator('[data-held="yes"]').first().waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('button', { name: 'Valider le nouveau mot de passe' }).click();
  await page.getByText('Votre mot de passe a été modifié le').waitFor();
  assert.equal(
    (await stage.service.sink.next()).subject,
    'Votre compte ameli – votre mot de passe a été modifié',
  );
  await other.reload();
  assert.equal(new URL(other.url()).pathname, '/connexion');
});
