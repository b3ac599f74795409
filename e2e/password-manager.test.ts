/**
 * Étape 5 filled in by a password manager, or pasted: the rules tick as if it were typed (norm PM-1), and a password that
 * was shown is hidden again before it is sent, so that browsers know it for a password (PM-4).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings } from './axe.ts';
import { setStage } from './stage.ts';
import { type Asker, NEW_PASSWORD, walkToNewPassword } from './walk.ts';

const CAMILLE: Asker = {
  numero: '2 85 07 75 990 999 80',
  dateDeNaissance: '12/07/1985',
  adresseMail: 'camille.exemple@exemple.fr',
};
const GENERATED = 'fovjyb-8mygbo-Bykdef'.replaceAll('-', '+');
const FIELDS = ['#nouveau-mot-de-passe', '#mot-de-passe-repete'];
const KEPT_ON_THE_PAGE = "document.addEventListener('submit', event => event.preventDefault())";

/** As managers do: the value at once, by the browser's own setter, then the events that they tell of it. */
const fillLikeManager = (page: Page, value: string, events: readonly string[]) =>
  page.evaluate(
    `for (const field of document.querySelectorAll('[autocomplete="new-password"]')) {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, ${JSON.stringify(value)});
      for (const name of ${JSON.stringify(events)}) field.dispatchEvent(new Event(name, { bubbles: true }));
    }`,
  );

const ticks = (page: Page) =>
  page.locator('#regles li').evaluateAll(items => items.map(item => item.dataset.held ?? 'at sending'));
/** Beside the field, for who does not see the list any more. */
const missing = (page: Page) => page.locator('.field .rules-missing').innerText();
const told = (page: Page) =>
  Promise.all(
    FIELDS.map(async field => [
      await page.locator(field).getAttribute('type'),
      await page.locator(field).getAttribute('autocomplete'),
      await page.locator(field).getAttribute('autocapitalize'),
    ]),
  );
const typedIn = (page: Page) => page.locator('#nouveau-mot-de-passe').inputValue();

const HELD = ['yes', 'yes', 'yes', 'yes', 'at sending', 'at sending'];
const HIDDEN = FIELDS.map(() => ['password', 'new-password', null]);
const SHOWN = FIELDS.map(() => ['text', 'new-password', 'none']);

describe('étape 5 and password managers', () => {
  const stage = setStage();

  async function openNewPassword(): Promise<Page> {
    stage.service.world.advance({ minutes: 10 });
    const context = await stage.browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    await walkToNewPassword(page, stage.service, CAMILLE);
    await page.getByRole('button', { name: 'Afficher' }).first().waitFor();
    return page;
  }

  test('PM-1, PM-4: filled in, pasted, shown, and sent: rules tick, fields stay what they are', async () => {
    const page = await openNewPassword();

    for (const events of [['input', 'change'], ['change'], ['keydown', 'input', 'keyup']]) {
      await fillLikeManager(page, 'court', events);
      assert.deepEqual(await ticks(page), ['no', 'no', 'no', 'yes', 'at sending', 'at sending'], `${events}`);
      assert.match(
        await missing(page),
        /^Il reste 3 règles à respecter\. Choisissez un mot de passe qui comporte/,
      );
      await fillLikeManager(page, GENERATED, events);
      assert.deepEqual(await ticks(page), HELD, `${events}`);
      assert.match(await missing(page), /^Toutes les règles vérifiées pendant la saisie/);
    }

    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(NEW_PASSWORD)})`);
    for (const field of FIELDS) {
      await page.locator(field).fill('');
      await page.locator(field).press('ControlOrMeta+v');
    }
    assert.equal(await typedIn(page), NEW_PASSWORD);
    assert.deepEqual(await ticks(page), HELD);

    assert.deepEqual(await told(page), HIDDEN);
    while ((await page.getByRole('button', { name: 'Afficher' }).count()) > 0)
      await page.getByRole('button', { name: 'Afficher' }).first().click();
    assert.deepEqual(await told(page), SHOWN);
    assert.deepEqual(await axeFindings(page), []);
    assert.equal(await typedIn(page), NEW_PASSWORD, 'showing changes nothing');

    await page.evaluate(KEPT_ON_THE_PAGE);
    await page.getByRole('button', { name: 'Valider le nouveau mot de passe' }).click();
    assert.deepEqual(await told(page), HIDDEN, 'hidden again when it is sent');
    await page.context().close();
  });

  test('PM-4: a generated password is saved by the one button, and the page that follows is another', async () => {
    const page = await openNewPassword();
    await fillLikeManager(page, GENERATED, ['input', 'change']);
    await page.getByRole('button', { name: 'Valider le nouveau mot de passe' }).click();
    await page.getByText('Votre nouveau mot de passe a bien été enregistré.').waitFor();
    assert.equal(new URL(page.url()).pathname, '/nouveau-mot-de-passe/enregistre');
    assert.equal(await page.locator('input[type="password"]').count(), 0);
    await page.context().close();
  });
});
