/**
 * The running demonstration as the pictures need it: the document's afternoon, the same chance at each run, and an
 * address that a body could have, another for its console. The browser is told that these addresses are here; a door of TLS
 * stands before each, on whatever port is free, so that cookies and scripts are those of a real service.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createServer, type Server } from 'node:tls';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../e2e/browser.ts';
import { type Service, startService } from '../../e2e/service.ts';
import { openAgentsEntrance } from '../../test/agents-entrance.ts';
import { RELAY_KEY, TRUSTED_CERTIFICATE } from '../../test/fixtures/relay-certificates.ts';
import { freePort } from '../../test/temporary.ts';
import { createSeededWorld } from './seeded-world.ts';

const HOST = 'compte.exemple.fr';
const CONSOLE_HOST = 'console.exemple.fr';
/** 13h33 in Paris: a block of an hour that begins now ends at the document's « 26/12/2022 - 14h33 ». */
export const AFTERNOON = '2022-12-26T12:33:00.000Z';
/** 8h33 in Paris. */
export const MORNING = '2022-12-26T07:33:00.000Z';

export type PicturesStage = {
  service: Service;
  consoleUrl: string;
  browser: Browser;
  openPage(width: number): Promise<Page>;
  close(): Promise<void>;
};

/** @param browserFolder where the browser was unpacked */
export async function openStage(start: string, browserFolder?: string): Promise<PicturesStage> {
  const [baseUrl, consoleUrl] = [`https://${HOST}`, `https://${CONSOLE_HOST}`];
  const entrance = await openAgentsEntrance(consoleUrl, await freePort());
  const settings = { PUBLIC_BASE_URL: baseUrl, ...entrance.settings };
  const running = await startService(settings, createSeededWorld(start));
  const door = await openSecureDoor(running.server.port);
  const consoleDoor = await openSecureDoor(entrance.port);
  const here = [`MAP ${HOST} 127.0.0.1:${door.port}`, `MAP ${CONSOLE_HOST} 127.0.0.1:${consoleDoor.port}`];
  const browser = await openBrowser(browserFolder, [`--host-resolver-rules=${here}`]);
  return {
    service: { ...running, baseUrl },
    consoleUrl,
    browser,
    openPage: width =>
      browser.newPage({
        viewport: { width, height: VIEWPORT_HEIGHT },
        locale: 'fr-FR',
        colorScheme: 'light',
        ignoreHTTPSErrors: true,
      }),
    async close() {
      await browser.close();
      for (const open of [door, consoleDoor]) await open.close();
      await running.stop();
      await entrance.close();
    },
  };
}

/** Low, so that a page is as high as what stands on it. */
const VIEWPORT_HEIGHT = 320;

async function openSecureDoor(to: number): Promise<{ port: number; close(): Promise<void> }> {
  const open = new Set<{ destroy(): void }>();
  const server: Server = createServer({ key: RELAY_KEY, cert: TRUSTED_CERTIFICATE }, caller => {
    const service = connect(to, '127.0.0.1');
    for (const side of [caller, service]) {
      open.add(side);
      side.on('error', () => {
        caller.destroy();
        service.destroy();
      });
      side.on('close', () => open.delete(side));
    }
    caller.pipe(service).pipe(caller);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    async close() {
      for (const side of open) side.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
