/**
 * Étape 5 in a browser whose clock is years wrong: it warns before the link's end, gives more time without losing what is
 * typed, and at the end leaves no form that pretends to work (norms C-4, A11Y-12; RGAA 13.1, 7.5).
 */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { linkExpiry } from '../src/rules/link-life.ts';
import { parisHour } from '../src/rules/paris-time.ts';
import { codeReader } from '../test/bench.ts';
import { PEOPLE, writtenDate } from '../test/people.ts';
import { createVisitor, linkIn } from '../test/visitor.ts';
import { setStage } from './stage.ts';

const MORE = 'J’ai besoin de plus de temps';
const WARNED = 'Il vous reste moins de 5 minutes.';
const FIRST = 'Nouveau mot de passe *';
const TYPED = 'Moitié+du-mot';
/** How often the warning was put into the status message, from now on. */
const COUNT_WARNINGS = `globalThis.warnings = 0;
new MutationObserver(changes => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes) if (node.className === 'time-warning') globalThis.warnings += 1;
}).observe(document.querySelector('#delai [role=status]'), { childList: true });`;
const SEE_AGAIN = `document.dispatchEvent(new Event('visibilitychange'))`;

describe('étape 5, more time, in a browser', () => {
  const stage = setStage();
  /** All ends on one day. */
  before(() => stage.service.world.set('2022-12-27T06:00:00Z'));

  async function receiveLink(): Promise<string> {
    const { baseUrl, server, sink, world } = stage.service;
    world.advance({ minutes: 61 });
    const visitor = createVisitor({
      ask: (path, init) => fetch(baseUrl + path, init),
      readCode: codeReader(server.tools),
    });
    await visitor.get('/mot-de-passe-oublie');
    const { nir, dateOfBirth, mailAddress } = PEOPLE.camille;
    await visitor.submit({
      numero: nir,
      'date-de-naissance': writtenDate(dateOfBirth),
      'adresse-mail': String(mailAddress),
      code: visitor.code(),
    });
    return linkIn(await sink.next());
  }

  /** Étape 5 with a link of this minute, a password half typed, in a browser of another decade. */
  async function openStep5(options: BrowserContextOptions = {}): Promise<Page> {
    const link = await receiveLink();
    const page = await (await stage.browser.newContext(options)).newPage();
    if (options.javaScriptEnabled !== false) await page.clock.install({ time: '2031-05-05T05:05:00Z' });
    await page.goto(link);
    await page.getByRole('textbox', { name: FIRST }).fill(TYPED);
    return page;
  }

  const status = (page: Page) => page.locator('#delai [role="status"]');
  const moreTime = (page: Page) => page.getByRole('button', { name: MORE });
  const typedIn = (page: Page) => page.getByRole('textbox', { name: FIRST }).inputValue();
  const hourIn = (minutes: number) => parisHour(linkExpiry(stage.service.world.now(), minutes));

  /** For the server and for the browser: both count. */
  async function pass(page: Page, minutes: number, seconds = 0): Promise<void> {
    stage.service.world.advance({ minutes, seconds });
    await page.clock.runFor((minutes * 60 + seconds) * 1000);
  }

  test('A11Y-12: warned five minutes before the end, once, not seconds sooner, whatever the browser’s clock says', async () => {
    const page = await openStep5();
    await page.evaluate(COUNT_WARNINGS);
    await pass(page, 24, 55);
    assert.equal(await page.evaluate('globalThis.warnings'), 0);
    await pass(page, 0, 5);
    await status(page).getByText(WARNED).waitFor();
    await pass(page, 3);
    const answered = page.waitForResponse('**/nouveau-mot-de-passe');
    await page.evaluate(SEE_AGAIN);
    await (await answered).finished();
    assert.equal(await page.evaluate('globalThis.warnings'), 1);
    assert.equal(await typedIn(page), TYPED);
    await page.context().close();
  });

  test('A11Y-12, C-4: more time by one press keeps what is typed and the focus, and its end is warned of again', async () => {
    const page = await openStep5();
    const until = hourIn(40);
    await pass(page, 26);
    await moreTime(page).focus();
    await page.keyboard.press('Enter');
    await status(page).getByText('Vous avez maintenant jusqu’à').waitFor();
    assert.ok((await status(page).innerText()).includes(`${until} (heure de Paris)`));
    assert.equal(await status(page).getByText(WARNED).count(), 0);
    assert.equal(await typedIn(page), TYPED);
    await moreTime(page).and(page.locator(':focus')).waitFor();
    await pass(page, 8, 55);
    assert.equal(await status(page).getByText(WARNED).count(), 0);
    await pass(page, 0, 5);
    await status(page).getByText(WARNED).waitFor();
    assert.equal(await typedIn(page), TYPED);
    await page.context().close();
  });

  test('C-4: after ten presses the button is gone; who stood on it stands on the sentence that says so', async () => {
    const page = await openStep5();
    for (let left = 9; left >= 1; left -= 1) {
      await moreTime(page).press('Enter');
      await status(page).getByText(`encore être prolongé ${left}`).waitFor();
    }
    await moreTime(page).press('Enter');
    await status(page).getByText('Ce délai ne peut plus être prolongé').waitFor();
    assert.equal(await moreTime(page).count(), 0);
    await page.locator('#delai:focus').waitFor();
    assert.equal(await typedIn(page), TYPED);
    await page.context().close();
  });

  test('A11Y-12: at the end an alert says that the link has expired, and no form is left', async () => {
    const page = await openStep5();
    await pass(page, 30, 1);
    const told = page.getByRole('alert');
    await told.getByRole('heading', { name: 'Ce lien a expiré' }).waitFor();
    await told.getByRole('link', { name: 'Demander un nouveau mail' }).waitFor();
    assert.equal(await page.locator('form').count(), 0);
    assert.equal(await page.title(), 'Ce lien a expiré – compte ameli');
    await page.locator('main:focus').waitFor();
    await page.context().close();
  });

  test('A11Y-12: more time asked for in another window counts here too, and what is typed stays', async () => {
    const page = await openStep5();
    const until = hourIn(40);
    const other = await page.context().newPage();
    await other.goto(`${stage.service.baseUrl}/nouveau-mot-de-passe`);
    await moreTime(other).click();
    await status(other).getByText('maintenant jusqu’à').waitFor();
    await pass(page, 30, 1);
    await status(page).getByText(until).waitFor();
    assert.equal(await typedIn(page), TYPED);
    assert.equal(await page.getByRole('alert').count(), 0);
    await page.context().close();
  });

  test('A11Y-12: a service that does not answer is told, what is typed stays, and the next press works', async () => {
    const page = await openStep5();
    await page.route('**/plus-de-temps', route => route.abort());
    await moreTime(page).click();
    await status(page).getByText('Le service ne répond pas.').waitFor();
    assert.equal(await typedIn(page), TYPED);
    await page.unroute('**/plus-de-temps');
    await moreTime(page).click();
    await status(page).getByText('maintenant jusqu’à').waitFor();
    assert.equal(await status(page).getByText('Le service ne répond pas.').count(), 0);
    assert.equal(await typedIn(page), TYPED);
    await page.context().close();
  });

  test('NOJS-1, A11Y-12: without JavaScript the hour is text, the button a form, and Enter in a field is not it', async () => {
    const page = await openStep5({ javaScriptEnabled: false });
    assert.ok((await page.locator('#delai').innerText()).includes(`${hourIn(30)} (heure de Paris)`));
    await page.getByText('Utilisez ce bouton avant de saisir votre mot de passe').waitFor();
    await page.getByRole('textbox', { name: FIRST }).press('Enter');
    await page.getByText('à corriger').waitFor();
    await moreTime(page).click();
    await page.waitForURL('**/nouveau-mot-de-passe#delai');
    assert.ok((await page.locator('#delai').innerText()).includes(`maintenant jusqu’à ${hourIn(40)}`));
    await page.context().close();
  });
});
