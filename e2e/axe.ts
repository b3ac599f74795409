/** What axe finds on a page against WCAG 2.2 A and AA, as sentences: none is wanted (norm A11Y-22). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE_SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
};

/** For a page that was gone through in other colours: those alone. */
export const COLOURS: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] };

export async function axeFindings(page: Page, options = OPTIONS): Promise<string[]> {
  await page.evaluate(`${AXE_SOURCE}; undefined`);
  const results = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as AxeResults;
  return results.violations.map(
    violation =>
      `${violation.id}: ${violation.help} — ${violation.nodes.map(node => node.html.slice(0, 200)).join(' | ')}`,
  );
}
