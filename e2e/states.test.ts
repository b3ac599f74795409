/** Every state of every étape in a real browser: axe, light and dark, no sideways scrolling at 320 px, big enough targets. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { STATE_NAMES } from '../test/states.ts';
import { axeFindings, COLOURS } from './axe.ts';
import { CUT_OFF, OVERFLOWS, restyle, SMALL_TARGETS, WIDER } from './sight.ts';
import { setStage } from './stage.ts';

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
