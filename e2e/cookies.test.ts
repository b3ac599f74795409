/**
 * A browser that refuses cookies: it is told so, and what to do, at each étape that needs one; what was typed is kept,
 * and once they are accepted the same page goes on (norm CK-3).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BrowserContext, Route } from 'playwright-core';
import { linkIn } from '../test/visitor.ts';
import { setStage } from './stage.ts';
import { copyCode, fillForm, receiveMail, signIn } from './walk.ts';

const CAMILLE = {
  numero: '2 85 07 75 990 999 80',
  dateDeNaissance: '12/07/1985',
  adresseMail: 'camille.exemple@exemple.fr',
};
const REFUSED = 'Votre navigateur refuse les cookies';

/** Passes everything on but the cookies, in neither direction. */
async function withoutCookies(route: Route): Promise<void> {
  const asked = route.request();
  const { cookie: _, ...headers } = await asked.allHeaders();
  const body = asked.postDataBuffer();
  const answer = await fetch(asked.url(), {
    method: asked.method(),
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':'))),
    redirect: 'manual',
    ...(body === null ? {} : { body: new Uint8Array(body) }),
  });
  const given = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'set-cookie'));
  await route.fulfill({
    status: answer.status,
    headers: given,
    body: Buffer.from(await answer.arrayBuffer()),
  });
}

describe('a browser that refuses cookies', () => {
  const stage = setStage();

  async function refusing(javaScriptEnabled = true): Promise<BrowserContext> {
    const context = await stage.browser.newContext({ javaScriptEnabled });
    await context.route('**/*', withoutCookies);
    return context;
  }

  test('étape 1: it is told so in place, the number is kept (norm CK-3)', async () => {
    const context = await refusing();
    const page = await context.newPage();
    await page.goto(`${stage.service.baseUrl}/connexion`);
    await signIn(page, CAMILLE.numero, 'AncienMotDePasse1');
    await page.getByText(REFUSED).waitFor();
    assert.match(await page.title(), /^Erreur – /);
    // The script that takes the reader there runs after the words are on the page.
    await page.locator('[role=alert]:focus').waitFor();
    assert.equal(await page.getByLabel('Mon numéro de sécurité sociale').inputValue(), CAMILLE.numero);
    await context.unrouteAll({ behavior: 'wait' });
    await context.close();
  });

  for (const javaScriptEnabled of [true, false]) {
    test(`étape 2, scripts ${javaScriptEnabled ? 'on' : 'off'}: told, nothing lost, and accepted cookies let it go on (norms CK-3, A11Y-10)`, async () => {
      const context = await refusing(javaScriptEnabled);
      const page = await context.newPage();
      await page.goto(`${stage.service.baseUrl}/mot-de-passe-oublie`);
      await fillForm(page, CAMILLE);
      await receiveMail(page);
      await page.getByText(REFUSED).waitFor();
      for (const typed of Object.values(CAMILLE))
        assert.equal(await page.locator(`input[value="${typed}"]`).count(), 1, typed);

      await context.unrouteAll({ behavior: 'wait' });
      const newCode = page.getByRole('button', { name: 'Nouveau code' });
      await Promise.all([page.waitForEvent('load'), newCode.click()]);
      await copyCode(page, stage.service);
      await receiveMail(page);
      await page.getByText('Le mail a bien été envoyé à').waitFor();
      await context.unrouteAll({ behavior: 'wait' });
      await context.close();
    });
  }

  test('étapes 4 to 5: the link is not lost, the page says to accept cookies and press again (norm CK-3)', async () => {
    const link = linkIn(await stage.service.sink.next());
    const context = await refusing();
    const page = await context.newPage();
    await page.goto(link);
    await page.getByText('votre navigateur refuse les cookies').waitFor();
    await context.unrouteAll({ behavior: 'wait' });
    await page.goto(link);
    await page.getByText('Votre mot de passe doit').waitFor();
    await context.unrouteAll({ behavior: 'wait' });
    await context.close();
  });
});
