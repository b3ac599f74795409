/**
 * What a page weighs on the wire, as the browser counts it: every answer with its headers, as it was sent (the
 * `encodedDataLength` of the DevTools protocol, which Playwright hands on). Beside it the length that the server
 * itself gave, which has to be that of the body.
 */
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';

export type Fetched = {
  kind: 'HTML' | 'CSS' | 'JS' | 'picture of the code' | 'drawings' | 'font';
  encoding: string;
  /** Headers and body. */
  wireBytes: number;
  bodyBytes: number;
  /** The server's own `Content-Length`; undefined when it said none. */
  saidBytes: number | undefined;
};

export type Weighed = { first: Fetched[]; again: Fetched[]; onDemand: Fetched[] };

const QUIET_MS = 1000;

/** First visit with nothing kept, then the same page once more, then what only a press on « Je ne peux… » fetches. */
export async function weigh(browser: Browser, address: string): Promise<Weighed> {
  const context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const listen = listenTo(context);
  await page.goto(address, { waitUntil: 'networkidle' });
  const first = await listen(page);
  await page.goto('about:blank');
  await page.goto(address, { waitUntil: 'networkidle' });
  const again = await listen(page);
  const without = page.getByRole('button', { name: 'Je ne peux ni lire ni écouter le code' });
  if (await without.count()) await without.click();
  const onDemand = await listen(page);
  await context.close();
  return { first, again, onDemand: onDemand.filter(({ kind }) => kind === 'JS') };
}

/** Each call gives what came since the last one, once the wire is quiet; what the browser had kept weighs nothing. */
function listenTo(context: BrowserContext): (page: Page) => Promise<Fetched[]> {
  let finished: Request[] = [];
  context.on('requestfinished', request => finished.push(request));
  return async page => {
    await page.evaluate('document.fonts.ready');
    await page.waitForTimeout(QUIET_MS);
    const fetched = await Promise.all(finished.filter(isOurs).map(read));
    finished = [];
    return fetched.filter(one => one !== undefined);
  };
}

const isOurs = (request: Request) => request.url().startsWith('https:');

/** The script that opens a worker is told to nobody but the worker: its body weighs what the server said. */
async function read(request: Request): Promise<Fetched | undefined> {
  const { responseHeadersSize, responseBodySize } = await request.sizes();
  if (responseHeadersSize + responseBodySize <= 0) return undefined;
  const headers = (await (await request.response())?.allHeaders()) ?? {};
  const said = headers['content-length'];
  const saidBytes = said === undefined ? undefined : Number(said);
  const bodyBytes = responseBodySize > 0 ? responseBodySize : (saidBytes ?? 0);
  return {
    kind: kindOf(new URL(request.url()).pathname),
    encoding: headers['content-encoding'] ?? 'as it is',
    wireBytes: responseHeadersSize + bodyBytes,
    bodyBytes,
    saidBytes,
  };
}

function kindOf(path: string): Fetched['kind'] {
  if (path.endsWith('.css')) return 'CSS';
  if (/\.[jt]s$/.test(path)) return 'JS';
  if (path.endsWith('.woff2')) return 'font';
  if (path.endsWith('.svg')) return 'drawings';
  return path.endsWith('.png') ? 'picture of the code' : 'HTML';
}
