/**
 * The agents' console at the public pages' bar, in a real browser (agents are blind too): each screen valid, heard as it was read,
 * without a finding of axe, no wider than a telephone, in the dark and in the reader's own colours; and a whole call with the
 * keyboard alone, without JavaScript.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { htmlFaults } from '../test/html-faults.ts';
import { axeFindings, COLOURS } from './axe.ts';
import { openBrowser } from './browser.ts';
import { CODE_SCREEN, CONSOLE_SCREENS, consoleScreens, signIn } from './console-screens.ts';
import { type ConsoleService, startConsole } from './console-service.ts';
import { pressEnter, tabTo, typeInto } from './keys.ts';
import { CUT_OFF, edgeless, OVERFLOWS, restyle, SMALL_TARGETS, WIDER } from './sight.ts';
import { keptTree, treeOf } from './trees.ts';

const TELEPHONE = { width: 320, height: 640 };
const SCREEN = { width: 1280, height: 900 };
/** A choice is drawn by the browser. */
const EDGED = 'button, .button, input:not([type=radio]), .field-faulty, .notice, .fault-summary, .card';

describe('the agents’ console in a browser', () => {
  let started: ConsoleService;
  let browser: Browser;
  before(async () => {
    started = await startConsole();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await started.stop();
  });

  test('each screen, by who has each role: valid, heard as kept, for who sees little or in other colours (norms A11Y-13 to A11Y-17, A11Y-22)', async () => {
    // Without motion, or a button is looked at on its way from one colour to another.
    const page = await browser.newPage({ locale: 'fr-FR', viewport: TELEPHONE, reducedMotion: 'reduce' });
    const met: string[] = [];
    const found: string[] = [];
    for await (const screen of consoleScreens(started, page)) {
      if (screen !== CODE_SCREEN) {
        met.push(screen);
        assert.equal(await treeOf(page), keptTree(screen), screen);
      }
      const findings = [...(await onTelephone(page)), ...(await otherwise(page))];
      found.push(...findings.map(finding => `${screen}: ${finding}`));
    }
    assert.deepEqual(found, []);
    assert.deepEqual(met, CONSOLE_SCREENS);
    await page.close();
  });

  test('a whole call with the keyboard alone, without JavaScript: find, verify, lift the block, send again, leave (norm A11Y-14)', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: SCREEN });
    const page = await context.newPage();
    await signIn(page, started.consoleUrl, 'Claire Agent');
    await typeInto(page, 'Numéro de sécurité sociale, ou adresse mail', '1681113990999');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'Ouvrir le dossier');
    await pressEnter(page);
    await typeInto(page, 'Date de naissance dite par l’appelant', '05/11/1968');
    await tabTo(page, 'Vérifier');
    await pressEnter(page);
    await tabTo(page, 'Lever le blocage');
    await pressEnter(page);
    await page.getByText('Le blocage est levé').waitFor();
    await tabTo(page, 'Envoyer un nouveau mail');
    await pressEnter(page);
    await page.getByText('Un nouveau mail part').waitFor();
    await tabTo(page, 'Donner un code provisoire');
    await pressEnter(page);
    await page.getByText('Code provisoire à dicter').waitFor();
    await tabTo(page, 'Me déconnecter');
    await pressEnter(page);
    await page.getByRole('link', { name: 'M’identifier' }).waitFor();
    await context.close();
  });
});

async function onTelephone(page: Page): Promise<string[]> {
  await page.setViewportSize(TELEPHONE);
  const html = await page.content();
  // A browser writes back `required=""` for `required`.
  const asServed = html.replaceAll(/ (novalidate|required|checked|open|autofocus)=""/g, ' $1');
  return [
    ...(html.includes('<script') ? ['a script'] : []),
    ...(await htmlFaults(asServed)),
    ...(await axeFindings(page)),
    ...(await page.evaluate<string[]>(SMALL_TARGETS)),
    ...(await overflow(page, '320 px')),
  ];
}

/** On a wide screen in the dark, with wider text, then in the reader's own colours. */
async function otherwise(page: Page): Promise<string[]> {
  await page.setViewportSize(SCREEN);
  await page.emulateMedia({ colorScheme: 'dark' });
  const found = [...(await axeFindings(page, COLOURS)), ...(await page.evaluate<string[]>(SMALL_TARGETS))];
  for (const style of WIDER) {
    await page.evaluate(restyle(style));
    found.push(...(await overflow(page, style)), ...(await page.evaluate<string[]>(CUT_OFF)));
  }
  await page.emulateMedia({ forcedColors: 'active' });
  found.push(...(await page.evaluate<string[]>(edgeless(EDGED))));
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  return found;
}

async function overflow(page: Page, when: string): Promise<string[]> {
  return (await page.evaluate(OVERFLOWS)) ? [`wider than the screen: ${when}`] : [];
}
