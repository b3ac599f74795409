/** What axe finds on a page against WCAG 2.2 A and AA, as sentences: none is wanted (norm A11Y-22). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Result, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE_SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
};

/** For a page that was gone through in other colours: those alone. */
export const COLOURS: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] };

/** The engine is read into a page once; of what it finds only the faults are told in full, and come back. */
export async function axeFindings(page: Page, options = OPTIONS): Promise<string[]> {
  if (await page.evaluate('!window.axe')) await page.evaluate(`${AXE_SOURCE}; undefined`);
  const run = JSON.stringify({ ...options, resultTypes: ['violations'] } satisfies RunOptions);
  const violations = (await page.evaluate(
    `axe.run(document, ${run}).then(found => found.violations)`,
  )) as Result[];
  return violations.map(
    violation =>
      `${violation.id}: ${violation.help} — ${violation.nodes.map(node => node.html.slice(0, 200)).join(' | ')}`,
  );
}
