/** Every state of every étape in a real browser: axe, light and dark, no sideways scrolling at 320 px, big enough targets. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { STATE_NAMES } from '../test/states.ts';
import { axeFindings } from './axe.ts';
import { setStage } from './stage.ts';

const TARGET_PX_MIN = 24;
const SMALL_TARGETS = `[...document.querySelectorAll('a, button, input:not([type=hidden]), summary')]
  .filter(element => element.tabIndex >= 0 && getComputedStyle(element).display !== 'inline')
  .map(element => ({ element, box: element.getBoundingClientRect() }))
  .filter(({ box }) => box.width > 0 && (box.height < ${TARGET_PX_MIN} || box.width < ${TARGET_PX_MIN}))
  .map(({ element }) => element.outerHTML)`;

describe('every state in a browser', () => {
  const stage = setStage();
  let light: Page;
  let dark: Page;
  before(async () => {
    light = await stage.browser.newPage({ viewport: { width: 320, height: 640 } });
    dark = await stage.browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'dark' });
  });

  for (const name of STATE_NAMES) {
    test(`${name}: axe finds nothing in light and dark, nothing overflows at 320 px (norms A11Y-13, A11Y-17, A11Y-22)`, async () => {
      for (const page of [light, dark]) {
        await page.goto(`${stage.service.baseUrl}/demonstration/etats/${name}`);
        assert.deepEqual(await axeFindings(page), []);
      }
      assert.equal(await light.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
      assert.deepEqual(await light.evaluate(SMALL_TARGETS), []);
    });
  }
});
