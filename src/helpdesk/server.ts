/** The console listens at an address of its own, so that the public site's never serves it. */
import type { AddressInfo } from 'node:net';
import type { ActionTools } from '../actions/tools.ts';
import { closeGently, createHttpServer } from '../web/http-server.ts';
import { createHelpdeskApp } from './app.ts';

export type Helpdesk =
  /** No port where no console is asked for. */
  { state: 'open'; port: number | undefined; close(): Promise<void> } | { state: 'portTaken'; port: number };

const CLOSING_PATIENCE_MS = 5000;

export function openHelpdesk(tools: ActionTools): Promise<Helpdesk> {
  const { helpdesk } = tools.config;
  const app = createHelpdeskApp(tools);
  if (helpdesk === undefined || app === undefined)
    return Promise.resolve({ state: 'open', port: undefined, close: async () => {} });
  const { publicBaseUrl, listen } = helpdesk;
  const server = createHttpServer(app, { ...tools.config, publicBaseUrl, listen });
  const close = async () => {
    const closed = closeGently(server);
    server.closeIdleConnections();
    const impatience = setTimeout(() => server.closeAllConnections(), CLOSING_PATIENCE_MS);
    await closed;
    clearTimeout(impatience);
  };
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve({ state: 'portTaken', port: listen.port });
      else reject(error);
    });
    server.listen(listen.port, listen.host, () => {
      resolve({ state: 'open', port: (server.address() as AddressInfo).port, close });
    });
  });
}
