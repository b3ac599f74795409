/** Every state of every étape in a real browser: axe, light and dark, no sideways scrolling at 320 px, big enough targets. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { STATE_NAMES } from '../test/states.ts';
import { axeFindings, COLOURS } from './axe.ts';
import { CUT_OFF, OVERFLOWS, restyle, SMALL_TARGETS, WIDER } from './sight.ts';
import { setStage } from './stage.ts';

describe('every state in a browser', () => {
  const stage = setStage();
  let light: Page;
  let dark: Page;
  before(async () => {
    light = await stage.browser.newPage({ viewport: { width: 320, height: 640 } });
    dark = await stage.browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'dark' });
  });

  for (const name of STATE_NAMES) {
    test(`${name}: axe finds nothing in light and dark, nothing overflows at 320 px or with wider text (norms A11Y-13, A11Y-17, A11Y-22)`, async () => {
      for (const page of [light, dark])
        await page.goto(`${stage.service.baseUrl}/demonstration/etats/${name}`);
      assert.deepEqual(await axeFindings(light), []);
      assert.deepEqual(await axeFindings(dark, COLOURS), []);
      assert.equal(await light.evaluate(OVERFLOWS), false);
      for (const page of [light, dark]) assert.deepEqual(await page.evaluate(SMALL_TARGETS), []);
      for (const style of WIDER) {
        await dark.evaluate(restyle(style));
        assert.equal(await dark.evaluate(OVERFLOWS), false, style);
        assert.deepEqual(await dark.evaluate(CUT_OFF), [], style);
      }
    });
  }
});
