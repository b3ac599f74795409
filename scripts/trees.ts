/**
 * `node scripts/node.cjs scripts/trees.ts`: writes e2e/trees/ anew, what a screen reader is given of each page. To be
 * run when a page was meant to change; the difference that Git then shows is what people will hear, to be read aloud
 * before it is committed.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openBrowser } from '../e2e/browser.ts';
import { startService } from '../e2e/service.ts';
import { readTree, TREE_STATES, treeFile } from '../e2e/trees.ts';
import { unpackBrowser } from '../test/unpacked-browser.ts';

const browser = await openBrowser(await unpackBrowser());
const service = await startService();
const page = await browser.newPage({ locale: 'fr-FR' });
const folder = dirname(treeFile('accueil'));
await rm(folder, { recursive: true, force: true });
await mkdir(folder);
for (const state of TREE_STATES)
  await writeFile(treeFile(state), await readTree(page, service.baseUrl, state));
await browser.close();
await service.stop();
