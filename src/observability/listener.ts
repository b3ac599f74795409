/** The address of its own where whoever watches asks: a few fixed paths, by GET, without a body, for no browser. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type WatchersAnswer = { status: number; type: string; body: string };
export type WatchersPages = Readonly<Record<string, () => Promise<WatchersAnswer>>>;

export type Listening =
  | { state: 'listening'; port: number; close(): Promise<void> }
  | { state: 'portTaken'; port: number };

const CONNECTIONS_MAX = 32;
const REQUEST_MS = 5000;
const NOT_FOUND: WatchersAnswer = { status: 404, type: 'text/plain; charset=utf-8', body: 'Introuvable.\n' };
const FAULT: WatchersAnswer = {
  status: 500,
  type: 'text/plain; charset=utf-8',
  body: 'Mesure impossible.\n',
};

export function listenToWatchers(
  place: { host: string; port: number },
  pages: WatchersPages,
): Promise<Listening> {
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS }, (asked, answer) => {
    void respond(asked, answer, pages);
  });
  server.maxConnections = CONNECTIONS_MAX;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve({ state: 'portTaken', port: place.port });
      else reject(error);
    });
    server.listen(place.port, place.host, () => {
      const { port } = server.address() as AddressInfo;
      resolve({ state: 'listening', port, close: () => close(server) });
    });
  });
}

async function respond(asked: IncomingMessage, answer: ServerResponse, pages: WatchersPages): Promise<void> {
  const path = (asked.url ?? '').split('?')[0] ?? '';
  const page = asked.method === 'GET' && Object.hasOwn(pages, path) ? pages[path] : undefined;
  const { status, type, body } = page === undefined ? NOT_FOUND : await page().catch(() => FAULT);
  const headers = { 'Content-Type': type, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
  answer.writeHead(status, headers).end(body);
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
