/** What a browser lets out or keeps of a visit: addresses asked for, referrers, history, and all that scripts can read. */
import type { BrowserContext, Page } from 'playwright-core';

export type Witness = {
  urls: string[];
  referrers: string[];
  /** Every value that a cookie had. */
  cookies: Set<string>;
  noteCookies(): Promise<void>;
};

export function watchContext(context: BrowserContext): Witness {
  const witness: Witness = {
    urls: [],
    referrers: [],
    cookies: new Set(),
    async noteCookies() {
      for (const { value } of await context.cookies()) witness.cookies.add(value);
    },
  };
  context.on('request', request => {
    witness.urls.push(request.url());
    const { referer } = request.headers();
    if (referer !== undefined && referer !== '') witness.referrers.push(referer);
  });
  context.on('response', response => {
    const location = response.headers().location;
    if (location !== undefined) witness.urls.push(location);
  });
  return witness;
}

/** The addresses and titles that the « back » button keeps. */
export async function historyOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send('Page.getNavigationHistory');
  return JSON.stringify(entries.map(({ url, title }) => ({ url, title })));
}

const KEPT = `(async () => ({
  local: Object.entries(localStorage),
  session: Object.entries(sessionStorage),
  cookie: document.cookie,
  caches: await caches.keys(),
  databases: await indexedDB.databases(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  name: window.name,
  state: history.state,
}))()`;

export const NOTHING_KEPT = {
  local: [],
  session: [],
  cookie: '',
  caches: [],
  databases: [],
  workers: 0,
  name: '',
  state: null,
};

/** All places where a page's scripts could have left something. */
export function keptBy(page: Page): Promise<unknown> {
  return page.evaluate(KEPT);
}

/** What whoever sits down afterwards sees by going back, page after page: the sources, and what stands in the fields. */
export async function seenGoingBack(page: Page, times: number): Promise<{ sources: string; fields: string }> {
  const seen: { source: string; fields: string }[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    try {
      await page.goBack();
      seen.push((await page.evaluate(SEEN)) as (typeof seen)[number]);
    } catch {
      // A page that was the answer to a form is not kept: the browser has nothing to show, and says so.
    }
  }
  const all = (what: 'source' | 'fields') => seen.map(page => page[what]).join('\n');
  return { sources: all('source'), fields: all('fields') };
}

const SEEN = `({
  source: document.documentElement.outerHTML,
  fields: JSON.stringify([...document.querySelectorAll('input')].map(one => one.value)),
})`;
