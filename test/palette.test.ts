/** The colours of each brand's pages and mails, light and dark: text 4.5 to 1, edges and marks 3 to 1 (RGAA 3.2, 3.3; norm A11Y-15). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { contrast } from '../src/rules/contrast.ts';
import { contrastFaults } from '../src/rules/palette.ts';
import { loadStaticFiles } from '../src/web/static-files.ts';
import { testConfig } from './bench.ts';
import { BRAND_FILES } from './brands.ts';
import { ROOT } from './sources.ts';

const STYLE = readFileSync(join(ROOT, 'public/style.css'), 'utf8');

describe('the palette', () => {
  test('contrast is computed as WCAG 2 does: its own examples (norm A11Y-15)', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.equal(contrast('#ffffff', '#000000'), 21);
    assert.equal(contrast('#1d2733', '#1d2733'), 1);
    assert.ok(contrast('#767676', '#ffffff') >= 4.5 && contrast('#777777', '#ffffff') < 4.5);
  });

  for (const file of BRAND_FILES) {
    test(`${basename(file)}: all that stands on a colour can be read there, in light and dark (norms A11Y-15, TPL-4)`, () => {
      assert.deepEqual(contrastFaults(testConfig({ BRAND_FILE: file }).brand.colours), []);
    });
  }

  test('every colour that the stylesheet uses is given to it', async () => {
    const { url, routes } = loadStaticFiles(testConfig().brand.colours);
    const sheet = await (await routes.request(url('style.css'))).text();
    const given = new Set([...sheet.matchAll(/^ {2}(--[\w-]+):/gm)].map(([, name]) => name));
    const used = new Set([...sheet.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name));
    assert.ok(used.size > 10);
    assert.deepEqual(
      [...used].filter(name => !given.has(name)),
      [],
    );
  });

  test('the drawn card of the help page can be read on both ends of its gradient (norm A11Y-15)', () => {
    const card = /\.vitale-card \{[^}]*\}/.exec(STYLE)?.[0] ?? '';
    const [, ink = ''] = /\n {2}color: (#\w{6})/.exec(card) ?? [];
    const ends = /gradient\(135deg, (#\w{6}), (#\w{6})\)/.exec(card)?.slice(1) ?? [];
    assert.equal(ends.length, 2);
    for (const end of ends) assert.ok(contrast(ink, end) >= 4.5, `${end}: ${contrast(ink, end).toFixed(2)}`);
  });
});
