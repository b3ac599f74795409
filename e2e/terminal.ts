/**
 * A text browser in a terminal of its own, driven by key presses and read by what it writes on its screen, as somebody
 * with a braille display uses it. It fetches through a witness of ours, which tells what the browser was given: the
 * hidden fields and the cookie by which the code to copy is read.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { temporaryFolder } from '../test/temporary.ts';

/** Each page is then on one screen. */
const ROWS = 200;

export const isInstalled = (program: string) => spawnSync('which', [program]).status === 0;

export type Terminal = {
  press(keys: string): void;
  /** Resolves once these words are written on the screen, after the last key press. */
  sees(words: string): Promise<void>;
  /** Resolves once the browser is given another page; what it writes from then on is that page. */
  nextPage(): Promise<void>;
  /** What it was given last. */
  page(): string;
  cookie(name: string): string;
  close(): Promise<void>;
};

/** @param command the browser and its arguments, as a shell reads them */
export async function openTerminal(command: string, signal: AbortSignal): Promise<Terminal> {
  let pagesRead = 0;
  const witness = await openWitness(() => {
    screen = '';
    wake();
  });
  const home = await temporaryFolder('renouveau-terminal-');
  const browser = spawn('script', ['-qfec', `stty rows ${ROWS} cols 90; exec ${command}`, '/dev/null'], {
    env: { PATH: process.env.PATH, HOME: home, TERM: 'vt100', LANG: 'C.UTF-8', http_proxy: witness.url },
  });
  const gone = once(browser, 'exit');
  let screen = '';
  let written = Promise.withResolvers<void>();
  const wake = () => {
    written.resolve();
    written = Promise.withResolvers();
  };
  signal.addEventListener('abort', wake);
  browser.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    wake();
  });
  async function until(isSo: () => boolean, otherwise: string): Promise<void> {
    while (!isSo()) {
      if (signal.aborted) throw new Error(`${otherwise}: ${lettersOf(screen)}`);
      await written.promise;
    }
  }
  return {
    ...witness,
    press(keys) {
      screen = '';
      browser.stdin.write(keys);
    },
    sees: words =>
      until(() => lettersOf(screen).includes(lettersOf(words)), `« ${words} » is not on the screen`),
    async nextPage() {
      await until(() => witness.pages() > pagesRead, 'no page was asked for');
      pagesRead += 1;
    },
    async close() {
      browser.kill();
      await gone;
      await witness.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Without the orders that place and colour the letters, nor the spaces that they stand for. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken away
const ORDERS = /\u001b(?:\[[?>]?[0-9;]*[A-Za-z]|[()][A-Z0-9]|[=>78])|[\u0000\u000e\u000f]/g;
const lettersOf = (screen: string) => screen.replace(ORDERS, '').replace(/\s/g, '');

/** A proxy that passes everything on as it is. */
async function openWitness(onPage: () => void) {
  let page = '';
  let pages = 0;
  const cookies = new Map<string, string>();
  const proxy = createServer((asked, answer) => {
    const { method, headers } = asked;
    const passed = request(asked.url ?? '', { method, headers }, got => {
      for (const line of got.headers['set-cookie'] ?? []) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      const chunks: Buffer[] = [];
      got.on('data', chunk => chunks.push(chunk));
      got.on('end', () => {
        const body = Buffer.concat(chunks);
        if (got.headers['content-type']?.startsWith('text/html')) {
          page = body.toString();
          pages += 1;
          onPage();
        }
        answer.writeHead(got.statusCode ?? 502, { ...got.headers, connection: 'close' }).end(body);
      });
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    page: () => page,
    pages: () => pages,
    cookie: (name: string) => cookies.get(name) ?? '',
    async close() {
      proxy.closeAllConnections();
      await new Promise(resolve => proxy.close(resolve));
    },
  };
}
