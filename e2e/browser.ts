/** The real browser of the walks. Our own few arguments: the package's own would switch web security off. */
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];

/**
 * @param folder where the browser was unpacked, by default where the test run says
 * @param more arguments besides our own
 */
export async function openBrowser(
  folder = process.env.TEST_BROWSER,
  more: readonly string[] = [],
): Promise<Browser> {
  if (folder === undefined) throw new Error('TEST_BROWSER is not set: run the walks with npm test');
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    headless: true,
    args: [...ARGUMENTS, ...more],
    env: {
      ...process.env,
      HOME: folder,
      FONTCONFIG_PATH: join(folder, 'fonts'),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
    },
  });
}
