/**
 * A mail scanner at its worst: a real browser with scripts on that opens the link, follows every link of the site from
 * page to page, sends every form empty and presses every button that it sees (norms SCAN-1, SCAN-7). It knows nothing
 * of the person, so it types nothing.
 */
import type { Browser, Page } from 'playwright-core';

export type RobotReport = {
  /** Path of each page that it reached, with the first status it was answered. */
  pages: Map<string, number>;
  /** « POST /path 422 » for each form that reached the site, whatever sent it. */
  sent: string[];
  pressed: string[];
};

/** Only in the demonstration: a robot that reads people's mailboxes is another matter. */
const NOT_IN_PRODUCTION = '/demonstration';
const ADDRESSES_MAX = 100;
export async function letRobotLoose(browser: Browser, link: string): Promise<RobotReport> {
  const page = await browser.newPage();
  const report: RobotReport = { pages: new Map(), sent: [], pressed: [] };
  page.on('response', response => {
    if (response.request().method() !== 'POST') return;
    report.sent.push(`POST ${new URL(response.url()).pathname} ${response.status()}`);
  });
  /** Grows while it is walked through. */
  const addresses = new Set([link]);
  for (const address of addresses) {
    if (addresses.size > ADDRESSES_MAX) throw new Error('the robot finds no end');
    for (const found of await visit(page, address, report)) addresses.add(found);
  }
  await page.close();
  return report;
}

/** Does everything that can be done on one page, and gives the pages that it leads to. */
async function visit(page: Page, address: string, report: RobotReport): Promise<string[]> {
  const status = await reach(page, address);
  const path = new URL(page.url()).pathname;
  if (report.pages.has(path)) return [];
  report.pages.set(path, status);
  const found = await linksOn(page);
  const forms = await page.locator('form').count();
  for (let rank = 0; rank < forms; rank += 1) {
    await reach(page, address);
    found.push(await sendEmpty(page, rank));
  }
  const buttons = await page.getByRole('button').count();
  for (let rank = 0; rank < buttons; rank += 1) {
    await reach(page, address);
    found.push(await press(page, rank, report));
  }
  return found;
}

/** A sound that is opened by itself goes on loading for ever. */
async function reach(page: Page, address: string): Promise<number> {
  const response = await page.goto(address, { waitUntil: 'commit' });
  const isPage = response?.headers()['content-type']?.startsWith('text/html');
  if (isPage) await page.waitForLoadState('networkidle');
  return response?.status() ?? 0;
}

async function linksOn(page: Page): Promise<string[]> {
  const here = new URL(page.url()).origin;
  const links = (await page.evaluate('[...document.links].map(link => link.href)')) as string[];
  return links
    .map(link => new URL(link))
    .filter(({ origin, pathname }) => origin === here && !pathname.startsWith(NOT_IN_PRODUCTION))
    .map(({ origin, pathname, search }) => origin + pathname + search);
}

/** Past the browser's own checks, which a scanner does not make. */
async function sendEmpty(page: Page, rank: number): Promise<string> {
  const send = page
    .locator('form')
    .nth(rank)
    .evaluate((form: HTMLFormElement) => {
      for (const field of form.querySelectorAll('input')) if (field.type !== 'hidden') field.value = '';
      HTMLFormElement.prototype.submit.call(form);
    });
  await Promise.all([page.waitForEvent('load'), send]);
  await page.waitForLoadState('networkidle');
  return page.url();
}

/** A button that sends something is waited for until the site has answered. */
async function press(page: Page, rank: number, report: RobotReport): Promise<string> {
  const button = page.getByRole('button').nth(rank);
  report.pressed.push(((await button.textContent()) ?? '').trim());
  const sends = await button.evaluate(element => element.getAttribute('type') === 'submit');
  await Promise.all([sends ? page.waitForEvent('response') : undefined, button.click()]);
  await page.waitForLoadState('networkidle');
  return page.url();
}
