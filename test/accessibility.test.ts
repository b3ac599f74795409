/** What RGAA 4.1.2 asks of every page and a program can see in its source: `docs/accessibility.md` says which criterion. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { testConfig } from './bench.ts';
import { readable } from './readable.ts';
import { ROOT } from './sources.ts';
import { renderState, STATE_NAMES } from './states.ts';

const pages = new Map<string, string>();
for (const name of STATE_NAMES) pages.set(name, await renderState(name));
const pageOf = (name: string) => pages.get(name) ?? assert.fail(`there is no state ${name}`);
const footerOf = (page: string) => /<footer[\s\S]*<\/footer>/.exec(page)?.[0] ?? '';
const inputsOf = (page: string) => page.match(/<input (?![^>]*type="hidden")[^>]*>/g) ?? [];

/** What each field is for, so that a browser can fill it (WCAG 1.3.5). */
const PURPOSES: Record<string, string> = {
  'connexion/numero': 'username',
  'connexion/mot-de-passe': 'current-password',
  'formulaire/numero': 'username',
  'formulaire/date-de-naissance': 'bday',
  'formulaire/adresse-mail': 'email',
  'formulaire/code': 'off',
  'nouveau-mot-de-passe/nouveau-mot-de-passe': 'new-password',
  'nouveau-mot-de-passe/mot-de-passe-repete': 'new-password',
};

describe('every page, for whoever reads or moves otherwise', () => {
  test('it is in French, and its zones are marked, each once (RGAA 8.3, 8.4, 9.2, 12.6; norm A11Y-16)', () => {
    for (const [name, page] of pages) {
      assert.match(page, /<html lang="fr"/, name);
      for (const zone of ['header', 'main', 'footer'])
        assert.equal(page.match(new RegExp(`<${zone}[ >]`, 'g'))?.length, 1, `${zone} of ${name}`);
    }
  });

  test('the first thing in it leads to its content (RGAA 12.7; norm A11Y-14)', () => {
    for (const [name, page] of pages) {
      assert.match(page, /<body>\s*<a class="skip-link" href="#contenu">/, name);
      assert.match(page, /<main id="contenu" tabindex="-1">/, name);
    }
  });

  test('nothing is seen in another order than it is read and tabbed through (WCAG 1.3.2, 2.4.3; RGAA 12.8; norm A11Y-14)', () => {
    for (const sheet of globSync('public/*.css', { cwd: ROOT })) {
      const style = readFileSync(join(ROOT, sheet), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
      const inItsOrder = style.replaceAll(
        /@supports \(reading-flow: flex-visual\) \{\s*[^{}]*\{[^{}]*\}\s*\}/g,
        '',
      );
      assert.doesNotMatch(inItsOrder, /(?:column|row)-reverse|[\s;{]order:|grid-(?:area|row|column)/, sheet);
    }
  });

  test('help is at its foot, in one order: phone, relay for deaf people, help pages (norm A11Y-18; WCAG 3.2.6)', () => {
    const { brand } = testConfig();
    const feet = new Set([...pages.values()].map(footerOf));
    assert.equal(feet.size, 1, 'the foot of some page is not that of the others');
    const [foot = ''] = feet;
    const places = [brand.phone.link, brand.relay.url, '/aide/mail-non-recu'].map(url =>
      foot.indexOf(`href="${url}"`),
    );
    assert.ok(
      places.every((place, rank) => place > (places[rank - 1] ?? 0)),
      places.join(),
    );
  });

  test('its foot says the state of accessibility and leads to the declaration (norm A11Y-20)', () => {
    const foot = footerOf(pageOf('accueil'));
    assert.match(foot, /<a href="\/accessibilite">Accessibilité\u00a0: partiellement conforme<\/a>/);
    for (const path of ['/donnees-personnelles', '/mentions-legales'])
      assert.ok(foot.includes(`href="${path}"`));
  });

  test('drawings are passed over (RGAA 1.2)', () => {
    for (const [name, page] of pages) {
      for (const [drawing] of page.matchAll(/<svg[\s\S]*?<\/svg>/g)) {
        assert.match(drawing, /^<svg [^>]*aria-hidden="true"/, name);
        assert.doesNotMatch(drawing, /<title|<desc|aria-label| title=/, name);
      }
    }
  });

  test('words of another language are marked (RGAA 8.7)', () => {
    for (const [name, page] of pages)
      assert.doesNotMatch(page, /(?<!lang="en">)(Junk|Braille Institute|SIL Open Font)/, name);
    assert.match(pageOf('aide-mail'), /<span lang="en">Junk/);
  });
});

describe('forms', () => {
  test('the picture to copy says what it is and what it is for, not what it shows (RGAA 1.4; norm A11Y-1)', () => {
    const [, words = ''] = /<img [^>]*alt="([^"]*)"/.exec(pageOf('formulaire')) ?? [];
    assert.match(words, /^Code de sécurité\u00a0: 6 caractères à recopier\. Vous pouvez aussi l’écouter\.$/);
  });

  test('every field says that it is required, and what it is for (RGAA 11.10, 11.13; norm A11Y-8)', () => {
    for (const [place, purpose] of Object.entries(PURPOSES)) {
      const [state = '', field] = place.split('/');
      const input = inputsOf(pageOf(state)).find(one => one.includes(`name="${field}"`)) ?? '';
      assert.match(input, new RegExp(`autocomplete="${purpose}" required`), place);
    }
    const known = ['connexion', 'formulaire', 'nouveau-mot-de-passe'].flatMap(state =>
      inputsOf(pageOf(state)),
    );
    assert.equal(known.length, Object.keys(PURPOSES).length);
  });

  test('each fault names its field, is tied to it, and is listed above (RGAA 11.10; norm A11Y-7)', () => {
    const page = pageOf('formulaire-vide');
    for (const name of ['numero', 'date-de-naissance', 'adresse-mail', 'code']) {
      const input = inputsOf(page).find(one => one.includes(`name="${name}"`)) ?? '';
      assert.match(input, new RegExp(`aria-describedby="[^"]*\\b${name}-faute"`));
      assert.match(input, /aria-invalid="true"/);
      assert.ok(page.includes(`id="${name}-faute"`) && page.includes(`<a href="#${name}">`), name);
    }
    assert.match(readable(page), /Il y a 4 erreurs à corriger/);
  });
});

test('nothing is fixed over the page: what has the focus is never covered (WCAG 2.4.11; norm A11Y-14)', () => {
  assert.doesNotMatch(readFileSync(join(ROOT, 'public/style.css'), 'utf8'), /position:\s*(fixed|sticky)/);
});
