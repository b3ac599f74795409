/** A browser and a service for the walks of one file: opened before the first, closed after the last. */
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { type Service, startOnPostgres } from './service.ts';

export type Stage = { browser: Browser; service: Service };

/** Its members can be used once the tests run. @param start the service, on PostgreSQL unless the walk is about what `npm start` runs */
export function setStage(start: () => Promise<Service> = startOnPostgres): Stage {
  const stage = {} as Stage;
  before(async () => {
    stage.browser = await openBrowser();
    stage.service = await start();
  });
  after(async () => {
    await stage.browser.close();
    await stage.service.stop();
  });
  return stage;
}
