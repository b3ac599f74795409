/**
 * The provisional code in a real browser: the letter that brings it prints on one page with any brand, and what is given is
 * typed as it is written, with and without script, on a telephone too, and leads to a password of one's own (norm RST-9).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeLetter } from '../src/account/provisional-code/letter.ts';
import { codeExpiry, codeGroups, readProvisionalCode } from '../src/rules/provisional-code.ts';
import { testConfig } from '../test/bench.ts';
import { BRAND_FILES } from '../test/brands.ts';
import { DOCUMENT_MOMENT } from '../test/fixed-world.ts';
import { htmlFaults } from '../test/html-faults.ts';
import { axeFindings } from './axe.ts';
import { setStage } from './stage.ts';

const NOE = '1 52 03 64 990 999 40';
const CODE = readProvisionalCode('M9RW K7HK MMWW WWWM');
const MOMENT = new Date(DOCUMENT_MOMENT);
const PASSWORD = 'Nouveau+Mdp=42';

describe('the provisional code in a browser', () => {
  const stage = setStage();

  for (const file of BRAND_FILES)
    test(`RST-9: the letter prints on one A4 page, and its whole code with it (${file.split('/').at(-1)})`, async () => {
      assert.ok(CODE !== undefined);
      const { brand } = testConfig({ BRAND_FILE: file });
      const letter = await codeLetter(brand, {
        code: CODE,
        writtenAt: MOMENT,
        expiresAt: codeExpiry(MOMENT, 'posted'),
        signInUrl: 'https://un-compte-au-nom-plutot-long.exemple.fr/connexion',
      });
      assert.deepEqual(await htmlFaults(letter), []);
      const page = await (await stage.browser.newContext()).newPage();
      const asked: string[] = [];
      page.on('request', request => void asked.push(request.url()));
      await page.setContent(letter);
      assert.deepEqual(await axeFindings(page), []);
      for (const group of codeGroups(CODE))
        assert.equal(await page.getByText(group, { exact: true }).isVisible(), true);
      await page.getByText('Valable jusqu’au lundi 9 janvier 2023 à 14h33').waitFor();
      const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
      assert.equal(pdf.match(/\/Type \/Page\n/g)?.length, 1);
      assert.match(pdf, /\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
      assert.deepEqual(asked, [], 'nothing is fetched');
      await page.context().close();
    });

  for (const { title, options } of [
    { title: 'with JavaScript', options: { javaScriptEnabled: true } },
    {
      title: 'without JavaScript, on a phone',
      options: { javaScriptEnabled: false, viewport: { width: 360, height: 740 } },
    },
  ])
    test(`RST-9, étape 1: typed as it is written, it leads to a password and to signing in, ${title}`, async () => {
      const { prepareDemonstration } = await import('../src/demo/prepare.ts');
      await prepareDemonstration(stage.service.server.tools);
      const page = await (await stage.browser.newContext(options)).newPage();
      const at = (path: string) => `${stage.service.baseUrl}${path}`;
      await page.goto(at('/demonstration'));
      const noe = page.getByRole('region', { name: 'Noé Sansmail' });
      const code = (await noe.locator('code').textContent()) ?? '';

      async function signIn(typed: string): Promise<void> {
        await page.goto(at('/connexion'));
        await page.getByLabel('Mon numéro de sécurité sociale').fill(NOE);
        await page.getByLabel('Mon mot de passe (ou code provisoire)', { exact: true }).fill(typed);
        await page.getByRole('button', { name: 'ME CONNECTER' }).click();
      }

      await signIn(code.toLowerCase());
      await page.getByRole('heading', { name: 'Choisissez votre mot de passe' }).waitFor();
      assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
      await page.getByLabel('Nouveau mot de passe *').fill(PASSWORD);
      await page.getByLabel('Confirmer le mot de passe *').fill(PASSWORD);
      await page.getByRole('button', { name: 'Valider le nouveau mot de passe' }).click();
      await page.getByText('Votre nouveau mot de passe a bien été enregistré.').waitFor();
      await page.getByRole('link', { name: 'Me connecter avec mon nouveau mot de passe' }).click();
      await signIn(PASSWORD);
      await page.getByRole('heading', { name: 'Mon compte' }).waitFor();
      assert.equal(page.url(), at('/mon-compte'));
      await page.context().close();
    });
});
