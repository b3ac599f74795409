/**
 * Both mails as they were delivered, drawn by a real browser the ways mail programs draw them: light, dark, on a
 * telephone, without the style sheet, without the page around (norms TPL-1 to TPL-7, ML-8; RGAA 3.2).
 */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { linkIn } from '../test/visitor.ts';
import { axeFindings } from './axe.ts';
import { setStage } from './stage.ts';
import { choosePassword, NEW_PASSWORD, walkToNewPassword } from './walk.ts';

const CAMILLE = {
  numero: '2 85 07 75 990 999 80',
  dateDeNaissance: '12/07/1985',
  adresseMail: 'camille.exemple@exemple.fr',
};
const TARGET_PX_MIN = 44;
const CONTRAST_MIN = 4.5;
const SMALL_PHONE = { width: 320, height: 640 };
const PHONE = { width: 360, height: 740 };
const COMPUTER = { width: 1000, height: 800 };

/** What is a page's own affair: in a mailbox the landmarks are the mailbox's. */
const NOT_FOR_MAILS = /^(region|landmark-one-main):/;

const OVERFLOWS = 'document.documentElement.scrollWidth > innerWidth';
const BUTTON_HEIGHTS = `[...document.querySelectorAll('a')]
  .filter(link => getComputedStyle(link).display === 'block')
  .map(link => link.getBoundingClientRect().height)`;
/** Every text that is seen, with its contrast to the first background behind it. */
const CONTRASTS = `(() => {
  const parts = color => color.match(/[\\d.]+/g).map(Number);
  const light = color => {
    const [r, g, b] = parts(color).map(part => part / 255).map(part =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = element => {
    const { backgroundColor } = getComputedStyle(element);
    return (parts(backgroundColor)[3] ?? 1) === 1 ? backgroundColor : behind(element.parentElement);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const words = texts.currentNode.textContent.trim();
    const element = texts.currentNode.parentElement;
    if (words === '' || !element.checkVisibility()) continue;
    const [one, other] = [getComputedStyle(element).color, behind(element)].map(light);
    found.push({ words, contrast: (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) });
  }
  return found;
})()`;

type Sight = { name: string; options: BrowserContextOptions };
const SIGHTS: Sight[] = [
  { name: 'light, on a computer', options: { viewport: COMPUTER, colorScheme: 'light' } },
  { name: 'dark, on a computer', options: { viewport: COMPUTER, colorScheme: 'dark' } },
  { name: 'light, on a telephone', options: { viewport: PHONE, colorScheme: 'light' } },
  { name: 'dark, on a telephone', options: { viewport: PHONE, colorScheme: 'dark' } },
  { name: 'on the smallest telephone', options: { viewport: SMALL_PHONE, colorScheme: 'light' } },
];

const withoutStyleSheet = (html: string) => html.replace(/<style>[\s\S]*?<\/style>/, '');
const bodyOf = (html: string) => /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? '';
/** A mail in the page of a webmail, which speaks another language and keeps nothing but the body. */
const inWebmail = (html: string) =>
  `<!DOCTYPE html><html lang="en"><title>Inbox</title><body>${bodyOf(withoutStyleSheet(html))}</body></html>`;

describe('the mails in a browser', () => {
  const stage = setStage();
  const delivered = { renewal: '', notice: '' };
  let link: string;
  before(async () => {
    const page = await stage.browser.newPage();
    await walkToNewPassword(page, stage.service, CAMILLE);
    await choosePassword(page, NEW_PASSWORD);
    await page.getByText('a bien été enregistré').waitFor();
    delivered.notice = (await stage.service.sink.next()).html;
    delivered.renewal = stage.service.sink.mails[0]?.html ?? '';
    link = linkIn(stage.service.sink.mails[0]);
    await page.close();
  });

  /** Shows it in a browser of its own, which may ask nothing of anybody. */
  async function seeMail(html: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>) {
    const page = await stage.browser.newPage(options);
    const asked: string[] = [];
    page.on('request', request => asked.push(request.url()));
    await page.setContent(html, { waitUntil: 'networkidle' });
    await look(page);
    assert.deepEqual(asked, []);
    await page.close();
  }

  for (const name of ['renewal', 'notice'] as const) {
    for (const { name: sight, options } of SIGHTS) {
      test(`${name}, ${sight}: nothing fetched, nothing overflows, axe finds nothing (norms ML-8, TPL-3, TPL-4)`, () =>
        seeMail(delivered[name], options, async page => {
          assert.equal(await page.evaluate(OVERFLOWS), false);
          const findings = await axeFindings(page);
          assert.deepEqual(
            findings.filter(finding => !NOT_FOR_MAILS.test(finding)),
            [],
          );
        }));
    }

    test(`${name}: every text stands out by ${CONTRAST_MIN} to 1, box and buttons too, in light and in dark (norm TPL-4)`, async () => {
      const backgrounds: unknown[] = [];
      for (const colorScheme of ['light', 'dark'] as const) {
        await seeMail(delivered[name], { colorScheme }, async page => {
          const texts = (await page.evaluate(CONTRASTS)) as { words: string; contrast: number }[];
          assert.ok(texts.some(text => text.words === 'MON COMPTE AMELI'));
          assert.deepEqual(
            texts.filter(text => text.contrast < CONTRAST_MIN),
            [],
          );
          backgrounds.push(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
        });
      }
      assert.notEqual(backgrounds[0], backgrounds[1], 'there are two palettes');
    });

    test(`${name}: every button is at least ${TARGET_PX_MIN} px high (norm TPL-5)`, () =>
      seeMail(delivered[name], { viewport: PHONE }, async page => {
        const heights = (await page.evaluate(BUTTON_HEIGHTS)) as number[];
        assert.equal(heights.length, name === 'renewal' ? 2 : 1);
        for (const height of heights) assert.ok(height >= TARGET_PX_MIN, `${height} px`);
      }));

    test(`${name}, in a webmail that drops page and style sheet: in French, legible, nothing overflows (norm TPL-1)`, async () => {
      for (const viewport of [SMALL_PHONE, PHONE, COMPUTER]) {
        await seeMail(inWebmail(delivered[name]), { viewport, colorScheme: 'dark' }, async page => {
          assert.equal(await page.evaluate(OVERFLOWS), false);
          assert.equal(
            await page.locator('h1').evaluate('document.querySelector("h1").closest("[lang]").lang'),
            'fr',
          );
          assert.equal(await page.getByRole('link', { name: 'MON COMPTE AMELI' }).isVisible(), true);
          const texts = (await page.evaluate(CONTRASTS)) as { contrast: number }[];
          assert.ok(texts.every(text => text.contrast >= CONTRAST_MIN));
        });
      }
    });
  }

  test('renewal: the pink box is at the right of the letter, and below it on a telephone, style sheet or not (étape 4)', async () => {
    for (const html of [delivered.renewal, inWebmail(delivered.renewal)]) {
      for (const viewport of [COMPUTER, PHONE]) {
        await seeMail(html, { viewport }, async page => {
          const letter = await page.getByText('Vous avez demandé').boundingBox();
          const box = await page.getByText('Téléchargez gratuitement').boundingBox();
          assert.ok(letter !== null && box !== null);
          if (viewport === COMPUTER) assert.ok(box.x >= letter.x + letter.width);
          else assert.ok(box.y > letter.y + letter.height && box.width > letter.width * 0.8);
        });
      }
    }
  });

  test('renewal, without any style at all: the words come in order and the link can be read and followed (norms TPL-7, TPL-8)', () =>
    seeMail(withoutStyleSheet(delivered.renewal).replace(/ style="[^"]*"/g, ''), {}, async page => {
      const words = await page.locator('body').innerText();
      const places = ['Bonjour,', 'Vous avez demandé', 'Renouveler mon mot de passe', 'Pour des raisons'].map(
        start => words.indexOf(start),
      );
      assert.ok(
        places.every((place, rank) => place > (places[rank - 1] ?? -1)),
        String(places),
      );
      const named = page.getByRole('link', { name: 'Renouveler mon mot de passe' });
      assert.equal(await named.getAttribute('href'), link);
      assert.equal(await page.getByRole('link', { name: link }).getAttribute('href'), link);
    }));
});
