/**
 * Étape 3 in a real browser: the wait, « Recevoir un nouveau mail » with nothing typed again, with and without script
 * and by keyboard alone; and the help, which opens with the provider of the address that was typed.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { linkIn } from '../test/visitor.ts';
import { axeFindings } from './axe.ts';
import { setStage } from './stage.ts';
import { type Asker, copyCode, fillForm, receiveMail, walkToForm } from './walk.ts';

const TABS_MAX = 40;
const BUTTON = { name: 'Recevoir un nouveau mail' };
const CAMILLE: Asker = {
  numero: '2 85 07 75 990 999 80',
  dateDeNaissance: '12/07/1985',
  adresseMail: 'camille.exemple@exemple.fr',
};

describe('étape 3, another mail', () => {
  const stage = setStage();

  async function walk(options: BrowserContextOptions, asker: Asker): Promise<Page> {
    // Each walk has its three requests and its wait.
    stage.service.world.advance({ minutes: 60 });
    const page = await (await stage.browser.newContext(options)).newPage();
    await walkToForm(page, stage.service);
    await fillForm(page, asker);
    await copyCode(page, stage.service);
    await receiveMail(page);
    await page.getByText('Le mail a bien été envoyé à').waitFor();
    return page;
  }

  async function seen(page: Page, sentence: string, options: BrowserContextOptions): Promise<void> {
    await page.getByText(sentence).first().waitFor();
    if (options.javaScriptEnabled) assert.deepEqual(await axeFindings(page), [], page.url());
    assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
  }

  for (const { title, options } of [
    {
      title: 'with JavaScript',
      options: { javaScriptEnabled: true, viewport: { width: 1280, height: 900 } },
    },
    {
      title: 'without JavaScript, on a phone',
      options: { javaScriptEnabled: false, viewport: { width: 360, height: 740 } },
    },
  ]) {
    test(`pressed too early, then in time, then once too often, ${title}`, async () => {
      const page = await walk(options, CAMILLE);
      const first = await stage.service.sink.next();
      await page.getByRole('button', BUTTON).click();
      await seen(page, 'avant de demander un autre mail', options);
      for (const sentence of ['Un nouveau mail a été demandé à', 'seul le plus récent est valable']) {
        stage.service.world.advance({ seconds: 90 });
        await page.getByRole('button', BUTTON).click();
        await seen(page, sentence, options);
        assert.notEqual(linkIn(await stage.service.sink.next()), linkIn(first));
      }
      await page.reload();
      stage.service.world.advance({ seconds: 90 });
      await page.getByRole('button', BUTTON).click();
      await seen(page, 'Le nombre maximum de demandes', options);
      await page.context().close();
    });
  }

  test('with the keyboard alone', async () => {
    const page = await walk({}, CAMILLE);
    await stage.service.sink.next();
    stage.service.world.advance({ seconds: 90 });
    for (let tabs = 0; ; tabs += 1) {
      assert.ok(tabs < TABS_MAX, 'the keyboard never reaches the button');
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.textContent')) === BUTTON.name) break;
    }
    assert.notEqual(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'none');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    await page.getByText('Un nouveau mail a été demandé à').waitFor();
    assert.equal((await stage.service.sink.next()).recipients.length, 1);
    await page.context().close();
  });

  test('the help opens with the provider, and unfolds the others, without JavaScript', async () => {
    const asker = { ...CAMILLE, dateDeNaissance: '13/07/1985', adresseMail: 'quelqu.un@orange.fr' };
    const page = await walk({ javaScriptEnabled: false }, asker);
    await page.getByRole('link', { name: 'Vous n’avez pas reçu le mail' }).click();
    assert.equal(page.url(), `${stage.service.baseUrl}/aide/mail-non-recu`);
    assert.equal(
      await page.getByRole('heading', { level: 2 }).first().textContent(),
      'Chez Orange (Wanadoo)',
    );
    const gmail = page.getByText('Tous les messages');
    assert.equal(await gmail.isVisible(), false);
    await page.getByText('Gmail').click();
    assert.equal(await gmail.isVisible(), true);
    await page.context().close();
  });
});
