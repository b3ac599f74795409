/** A person who has only the keyboard: Tab until what is wanted has the focus, which has to be seen (norm A11Y-14). */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

const TABS_MAX = 40;
export const FOCUSED_NAME = `(() => {
  const focused = document.activeElement;
  const label = focused.labels?.[0]?.textContent ?? focused.getAttribute('aria-label') ?? focused.textContent;
  return label.replace(/\\s+/g, ' ').trim();
})()`;

/** Presses Tab until what has the focus bears this name. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(FOCUSED_NAME)) !== name) continue;
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    assert.notEqual(outline, 'none', `the focus on « ${name} » cannot be seen`);
    return;
  }
  assert.fail(`the keyboard never reaches « ${name} » on ${page.url()}`);
}

export async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, label);
  await page.keyboard.type(text);
}

export async function pressEnter(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}
