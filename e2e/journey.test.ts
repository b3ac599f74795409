/** The whole walk in a real browser, with and without JavaScript: what the document promises is seen, with axe on each screen. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { linkIn } from '../test/visitor.ts';
import { axeFindings } from './axe.ts';
import { startService } from './service.ts';
import { setStage } from './stage.ts';
import {
  type Asker,
  choosePassword,
  copyCode,
  fillForm,
  NEW_PASSWORD,
  receiveMail,
  signIn,
  walkToForm,
} from './walk.ts';

const WIDTHS = { computer: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } };

const CAMILLE: Asker = {
  numero: '2 85 07 75 990 999 80',
  dateDeNaissance: '12/07/1985',
  adresseMail: 'camille.exemple@exemple.fr',
};
const LISANDRU: Asker = {
  numero: '1 76 08 2a 990 999',
  dateDeNaissance: '30.08.1976',
  adresseMail: 'Lisandru.Corse@exemple.fr',
};

describe('the walk in a browser', () => {
  const stage = setStage(startService);

  /** axe needs the page's own timers: where scripts are off, its findings are those of the walk with scripts. */
  async function seen(page: Page, sentence: string, javaScriptEnabled: boolean): Promise<void> {
    await page.getByText(sentence).first().waitFor();
    if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [], page.url());
    assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false, page.url());
  }

  for (const { title, asker, javaScriptEnabled, viewport } of [
    { title: 'with JavaScript', asker: CAMILLE, javaScriptEnabled: true, viewport: WIDTHS.computer },
    {
      title: 'without JavaScript, on a phone',
      asker: LISANDRU,
      javaScriptEnabled: false,
      viewport: WIDTHS.phone,
    },
  ]) {
    test(`étapes 0 to 6, ${title}`, async () => {
      const context = await stage.browser.newContext({ javaScriptEnabled, viewport, locale: 'fr-FR' });
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', error => faults.push(error.message));
      page.on('console', message => message.type() === 'error' && faults.push(message.text()));
      const hosts = new Set<string>();
      page.on('request', request => hosts.add(new URL(request.url()).origin));

      const sees = (sentence: string) => seen(page, sentence, javaScriptEnabled);

      await page.goto(stage.service.baseUrl);
      await sees('Ici, vous accédez à votre compte ameli');
      await walkToForm(page, stage.service);
      await sees('Remplissez les champs suivants pour modifier votre mot de passe');
      await fillForm(page, asker);
      await copyCode(page, stage.service);
      await receiveMail(page);
      await sees('Le mail a bien été envoyé à');

      const mail = await stage.service.sink.next();
      await page.goto(linkIn(mail));
      assert.equal(page.url(), `${stage.service.baseUrl}/nouveau-mot-de-passe`);
      await sees('Votre mot de passe doit');
      await choosePassword(page, 'trop-court');
      await sees('erreurs à corriger');
      assert.match(await page.title(), /^Erreur – /);
      await choosePassword(page, NEW_PASSWORD, `${NEW_PASSWORD}?`);
      await sees('Les deux mots de passe sont différents');
      await choosePassword(page, NEW_PASSWORD);
      await sees('Votre nouveau mot de passe a bien été enregistré.');
      assert.equal(
        (await stage.service.sink.next()).subject,
        'Votre compte ameli – votre mot de passe a été modifié',
      );

      await page.getByRole('link', { name: 'Me connecter avec mon nouveau mot de passe' }).click();
      await signIn(page, asker.numero, 'AncienMotDePasse1');
      await sees('Le numéro de sécurité sociale ou le mot de passe est incorrect');
      await signIn(page, asker.numero, NEW_PASSWORD);
      await sees('Vous êtes connecté à votre compte ameli');
      await page.getByRole('button', { name: 'Me déconnecter' }).click();
      await sees('J’accède à mon compte ameli');
      await context.close();

      assert.deepEqual(
        faults.filter(fault => !/status of 422/.test(fault)),
        [],
      );
      assert.deepEqual(
        [...hosts],
        [stage.service.baseUrl],
        'only this site is asked for anything (norm RGP-6)',
      );
    });
  }
});
