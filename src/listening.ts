/** Listening at an address, and leaving it without cutting anybody short: the site's own, and the console's. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hono } from 'hono';
import type { Config } from './config.ts';
import { closeGently, createHttpServer } from './web/http-server.ts';

export type Listening =
  | { state: 'listening'; server: Server; port: number }
  | { state: 'portTaken'; port: number };

export function listen(app: Hono, config: Config): Promise<Listening> {
  const server = createHttpServer(app, config);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve({ state: 'portTaken', port: config.listen.port });
      else reject(error);
    });
    server.listen(config.listen.port, config.listen.host, () => {
      resolve({ state: 'listening', server, port: (server.address() as AddressInfo).port });
    });
  });
}

/** How long those still there when the server stops are waited for. */
export const CLOSING_PATIENCE_MS = 10_000;

/** Finishes what was begun, takes nothing new, and does not wait for ever for whoever trickles. */
export async function close(server: Server, { mode }: Config): Promise<void> {
  const closed = closeGently(server);
  // No proxy keeps a connection to a demonstration, only a browser that nobody waits for.
  if (mode === 'demonstration') server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), CLOSING_PATIENCE_MS);
  await closed;
  clearTimeout(impatience);
}
