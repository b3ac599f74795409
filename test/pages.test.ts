/** Every page in every state: valid HTML, one title of level 1, a title of its own, nothing inline, and the words right. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { htmlFaults } from './html-faults.ts';
import { readable } from './readable.ts';
import { renderState, STATE_NAMES } from './states.ts';

describe('every page in every state', () => {
  for (const name of STATE_NAMES) {
    test(`${name} is valid HTML, with one <h1>, nothing inline`, async () => {
      const page = await renderState(name);
      assert.deepEqual(await htmlFaults(page), []);
      assert.equal(page.match(/<h1>/g)?.length, 1);
      assert.doesNotMatch(page, /<style|<script(?![^>]* src=)| style=| on[a-z]+=/);
    });

    test(`${name} is written with typographic apostrophes and no-break spaces`, async () => {
      const words = (await renderState(name)).replace(/<[^>]*>/g, '\n');
      assert.doesNotMatch(words, /\p{L}(?:'|&#39;)\p{L}/u, 'a straight apostrophe');
      assert.doesNotMatch(words, /\p{L} [:;?!»](?![^\n]*\$)/u, 'a plain space before a high sign');
    });
  }

  test('each screen has a title of its own (norm A11Y-16)', async () => {
    const screens = [
      'accueil',
      'connexion',
      'formulaire',
      'mail-envoye',
      'envoi-impossible',
      'demandes-bloquees',
    ];
    const after = [
      'nouveau-mot-de-passe',
      'lien-expire',
      'lien-utilise',
      'lien-remplace',
      'lien-inconnu',
      'enregistre',
    ];
    const titles = await Promise.all(
      [...screens, ...after].map(async name => /<title>(.*)<\/title>/.exec(await renderState(name))?.[1]),
    );
    assert.equal(new Set(titles).size, titles.length, titles.join(' | '));
  });

  test('the title of a faulty form says so first (norm A11Y-7)', async () => {
    assert.match(
      await renderState('formulaire-fautes'),
      /<title>Erreur – Mot de passe oublié – compte ameli<\/title>/,
    );
    assert.doesNotMatch(await renderState('formulaire'), /<title>Erreur/);
  });

  test('the phone number is on every page, at the same place (norm A11Y-18)', async () => {
    for (const name of STATE_NAMES) {
      assert.match(readable(await renderState(name)), /Besoin d'aide \? Appelez votre caisse au 36 46\./);
    }
  });

  test('every page of the journey is among the states', () => {
    const folder = join(import.meta.dirname, '../src');
    const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(
        file => /(journey|account|legal|web)\/.*pages?\.ts$/.test(file) && !file.endsWith('web/page.ts'),
      )
      .map(file => file.split('/').slice(-2).join('/'));
    assert.deepEqual(pages.sort(), [
      '0-welcome/page.ts',
      '1-sign-in/page.ts',
      '1-sign-in/signed-in-page.ts',
      '2-forgotten-password/page.ts',
      '3-mail-sent/page.ts',
      '5-new-password/link-pages.ts',
      '5-new-password/page.ts',
      '6-saved/page.ts',
      'address/page.ts',
      'create/answer-page.ts',
      'create/page.ts',
      'disavow/help-page.ts',
      'disavow/outcome-pages.ts',
      'disavow/page.ts',
      'help/mail-page.ts',
      'help/number-page.ts',
      'home/page.ts',
      'legal/accessibility-page.ts',
      'legal/notice-page.ts',
      'legal/personal-data-page.ts',
      'password/page.ts',
      'provisional-code/page.ts',
      'sessions/page.ts',
      'verify-address/page.ts',
      'web/error-pages.ts',
    ]);
  });
});
