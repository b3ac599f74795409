/** What is heard of each page is what was read and kept: see trees.ts. `scripts/trees.ts` writes them anew. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { CONSOLE_SCREENS } from './console-screens.ts';
import { setStage } from './stage.ts';
import { keptTree, readTree, TREE_STATES, treeFile } from './trees.ts';

describe('what a screen reader is given', () => {
  const stage = setStage();
  let page: Page;
  before(async () => {
    page = await stage.browser.newPage({ locale: 'fr-FR' });
  });

  for (const state of TREE_STATES) {
    test(`${state}: its title, roles, names and order are those that were read (norm A11Y-16)`, async () => {
      assert.equal(await readTree(page, stage.service.baseUrl, state), keptTree(state));
    });
  }

  test('no tree is kept of a page that is not looked at', () => {
    const kept = readdirSync(dirname(treeFile('accueil'))).sort();
    assert.deepEqual(kept, [...TREE_STATES, ...CONSOLE_SCREENS].map(state => `${state}.yml`).sort());
  });
});
