/** A browser and a service for the walks of one file: opened before the first, closed after the last. */
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { type Service, startService } from './service.ts';

export type Stage = { browser: Browser; service: Service };

/** Its members can be used once the tests run. */
export function setStage(): Stage {
  const stage = {} as Stage;
  before(async () => {
    stage.browser = await openBrowser();
    stage.service = await startService();
  });
  after(async () => {
    await stage.browser.close();
    await stage.service.stop();
  });
  return stage;
}
