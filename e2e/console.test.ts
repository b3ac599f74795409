/**
 * The agents' console in a real browser, which asks for no JavaScript, on a screen and at 360 px: signing in at the identity provider, finding,
 * verifying, acting; each page valid, without a finding of axe, and no wider than the screen (agents are blind too).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { type ConsoleBench, openConsoleBench } from '../test/agents.ts';
import { htmlFaults } from '../test/html-faults.ts';
import { linkOf, member } from '../test/renewal.ts';
import { freePort } from '../test/temporary.ts';
import { axeFindings } from './axe.ts';
import { openBrowser } from './browser.ts';

describe('the agents’ console in a browser', () => {
  let bench: ConsoleBench;
  let browser: Browser;
  before(async () => {
    bench = await openConsoleBench({}, await freePort());
    await bench.listen();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await bench.close();
  });

  async function look(page: Page): Promise<void> {
    // A browser writes back `required=""` for `required`.
    const html = (await page.content()).replaceAll(
      / (novalidate|required|checked|open|autofocus)=""/g,
      ' $1',
    );
    assert.deepEqual(await htmlFaults(html), [], page.url());
    assert.deepEqual(await axeFindings(page), [], page.url());
    assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false, page.url());
  }

  for (const width of [1280, 360])
    test(`a call answered at ${width} px`, async () => {
      const person = await member(bench);
      await linkOf(bench, person);
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      const page = await context.newPage();
      await page.goto(bench.consoleUrl);
      await look(page);
      await page.getByRole('link', { name: 'M’identifier' }).click();
      await page.getByRole('link', { name: 'Sofia Chef' }).click();
      await look(page);
      await page.getByRole('button', { name: 'Ouvrir le dossier' }).click();
      await look(page);
      await page.getByLabel('Numéro de sécurité sociale, ou adresse mail').fill(person.nir);
      await page.getByLabel('Mail non reçu').check();
      await page.getByRole('button', { name: 'Ouvrir le dossier' }).click();
      await page.getByText('votre fournisseur l’a accepté').waitFor();
      await look(page);
      await page.getByLabel('Date de naissance dite par l’appelant').fill('23/04/1957');
      await page.getByRole('button', { name: 'Vérifier' }).click();
      await look(page);
      await page.getByRole('button', { name: 'Donner un code provisoire' }).click();
      await page.getByText('Il sert une fois').waitFor();
      await look(page);
      for (const path of ['/journee', '/journal']) {
        await page.goto(bench.consoleUrl + path);
        await look(page);
      }
      await context.close();
    });
});
