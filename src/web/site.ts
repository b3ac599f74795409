/** What every page needs to know of the site it stands on. */
import type { Config } from '../config.ts';
import type { RetentionNumbers } from '../rules/retention.ts';
import type { StaticFiles } from './static-files.ts';

export type Site = {
  /** The body's words: pages take them from here and nowhere else. */
  brand: Config['brand'];
  /** Pages of the demonstration say so, and lead to its mailbox. */
  demonstration: boolean;
  /** The address of a file of `public/`, or of a rule module that the browser runs. */
  asset(name: string): string;
  /** The settings that pages promise. */
  linkLifeMinutes: number;
  codeLifeMinutes: number;
  requestsMax: number;
  blockMinutes: number;
  retention: RetentionNumbers;
};

const MINUTE_SECONDS = 60;

export function createSite(config: Config, files: StaticFiles): Site {
  return {
    brand: config.brand,
    demonstration: config.mode === 'demonstration',
    asset: files.url,
    linkLifeMinutes: config.linkLifeMinutes,
    codeLifeMinutes: Math.floor(config.codeLifeSeconds / MINUTE_SECONDS),
    requestsMax: config.requestLimit.requestsMax,
    blockMinutes: config.requestLimit.blockMinutes,
    retention: config.retention,
  };
}
