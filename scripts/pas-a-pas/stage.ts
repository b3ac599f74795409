/**
 * The running demonstration as the pictures need it: the document's afternoon, the same chance at each run, and an
 * address that a body could have. The browser is told that this address is here; a door of TLS stands before the
 * service, on whatever port is free, so that cookies and scripts are those of a real service.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createServer, type Server } from 'node:tls';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../e2e/browser.ts';
import { type Service, startService } from '../../e2e/service.ts';
import { RELAY_KEY, TRUSTED_CERTIFICATE } from '../../test/fixtures/relay-certificates.ts';
import { createSeededWorld } from './seeded-world.ts';

const HOST = 'compte.exemple.fr';
/** 13h33 in Paris: a block of an hour that begins now ends at the document's « 26/12/2022 - 14h33 ». */
const START = '2022-12-26T12:33:00.000Z';

export type PicturesStage = {
  service: Service;
  browser: Browser;
  openPage(width: number): Promise<Page>;
  close(): Promise<void>;
};

/** @param browserFolder where the browser was unpacked */
export async function openStage(browserFolder?: string): Promise<PicturesStage> {
  const baseUrl = `https://${HOST}`;
  const running = await startService({ PUBLIC_BASE_URL: baseUrl }, createSeededWorld(START));
  const door = await openSecureDoor(running.server.port);
  const here = `--host-resolver-rules=MAP ${HOST} 127.0.0.1:${door.port}`;
  const browser = await openBrowser(browserFolder, [here]);
  return {
    service: { ...running, baseUrl },
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
      await door.close();
      await running.stop();
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
