/** Every state of every étape in a real browser: axe, light and dark, no sideways scrolling at 320 px, big enough targets. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { STATE_NAMES } from '../test/states.ts';
import { axeFindings, COLOURS } from './axe.ts';
import { setStage } from './stage.ts';

/** Asked of all that is pressed, but for links within a sentence. */
const TARGET_PX_MIN = 44;
const SMALL_TARGETS = `[...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
  .filter(element => element.tabIndex >= 0 && !element.matches('.skip-link'))
  .filter(element => element.textContent === '' || element.parentElement.closest('p, li, dd')?.textContent.trim() === element.textContent.trim() || getComputedStyle(element).display !== 'inline')
  .map(element => ({ element, box: element.getBoundingClientRect() }))
  .filter(({ box }) => box.width > 0 && (box.height < ${TARGET_PX_MIN} || box.width < ${TARGET_PX_MIN}))
  .map(({ element, box }) => Math.round(box.height) + ' px high: ' + element.outerHTML)`;

/** Letters twice as big (RGAA 10.4), then the spacings of WCAG 1.4.12 (RGAA 10.12); undone at the next page. */
const WIDER = [
  'html { font-size: 200% }',
  '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
];
const CUT_OFF = `[...document.querySelectorAll('main *, footer *')]
  .filter(element => !element.closest('.visually-hidden') && getComputedStyle(element).overflow !== 'visible')
  .filter(element => element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1)
  .filter(element => !['INPUT', 'PRE', 'IFRAME'].includes(element.tagName))
  .map(element => element.outerHTML)`;
const OVERFLOWS = 'document.documentElement.scrollWidth > innerWidth';
const restyle = (style: string) => `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(${JSON.stringify(style)});
  document.adoptedStyleSheets = [sheet];
})()`;

/** A page is looked at on a telephone in light, then on a computer in dark: at once, with motion reduced. */
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 900 };

describe('every state in a browser', () => {
  const stage = setStage();
  let page: Page;
  before(async () => {
    page = await stage.browser.newPage({ reducedMotion: 'reduce' });
  });

  for (const name of STATE_NAMES) {
    test(`${name}: axe finds nothing in light and dark, nothing overflows at 320 px or with wider text (norms A11Y-13, A11Y-17, A11Y-22)`, async () => {
      await page.setViewportSize(NARROW);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(`${stage.service.baseUrl}/demonstration/etats/${name}`);
      assert.deepEqual(await axeFindings(page), []);
      assert.equal(await page.evaluate(OVERFLOWS), false);
      assert.deepEqual(await page.evaluate(SMALL_TARGETS), []);

      await page.setViewportSize(WIDE);
      await page.emulateMedia({ colorScheme: 'dark' });
      assert.deepEqual(await axeFindings(page, COLOURS), []);
      assert.deepEqual(await page.evaluate(SMALL_TARGETS), []);
      for (const style of WIDER) {
        await page.evaluate(restyle(style));
        assert.equal(await page.evaluate(OVERFLOWS), false, style);
        assert.deepEqual(await page.evaluate(CUT_OFF), [], style);
      }
    });
  }
});
