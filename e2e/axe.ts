/** What axe finds on a page against WCAG 2.2 A and AA, as sentences: none is wanted (norm A11Y-22). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE_SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
};

export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(`${AXE_SOURCE}; undefined`);
  const results = (await page.evaluate(`axe.run(document, ${JSON.stringify(OPTIONS)})`)) as AxeResults;
  return results.violations.map(
    violation =>
      `${violation.id}: ${violation.help} — ${violation.nodes.map(node => node.html.slice(0, 200)).join(' | ')}`,
  );
}
