/**
 * `node scripts/node.cjs scripts/trees.ts`: writes e2e/trees/ anew, what a screen reader is given of each page. To be
 * run when a page was meant to change; the difference that Git then shows is what people will hear, to be read aloud
 * before it is committed.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openBrowser } from '../e2e/browser.ts';
import { CODE_SCREEN, consoleScreens } from '../e2e/console-screens.ts';
import { startConsole } from '../e2e/console-service.ts';
import { readTree, TREE_STATES, treeFile, treeOf } from '../e2e/trees.ts';
import { unpackBrowser } from '../test/unpacked-browser.ts';

const browser = await openBrowser(await unpackBrowser());
const started = await startConsole();
const { service } = started;
const page = await browser.newPage({ locale: 'fr-FR' });
const folder = dirname(treeFile('accueil'));
await rm(folder, { recursive: true, force: true });
await mkdir(folder);
for (const state of TREE_STATES)
  await writeFile(treeFile(state), await readTree(page, service.baseUrl, state));
for await (const screen of consoleScreens(started, page))
  if (screen !== CODE_SCREEN) await writeFile(treeFile(screen), await treeOf(page));
await browser.close();
await started.stop();
