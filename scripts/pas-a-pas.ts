/**
 * `npm run pas-a-pas`: walks the running demonstration in the real browser and writes docs/pas-a-pas/ and
 * docs/guide-des-conseillers/ anew: pictures, page, and the first one's PDF. The clock, the people and all chance are fixed:
 * they change only when the screens or the words do.
 */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { unpackBrowser } from '../test/unpacked-browser.ts';
import { walkConsole } from './pas-a-pas/console-walk.ts';
import { AGENTS_GUIDE, COPIES, type Guide, ROOT, STEP_BY_STEP } from './pas-a-pas/folder.ts';
import { renderGuide } from './pas-a-pas/page.ts';
import { sizeOf } from './pas-a-pas/palette-png.ts';
import { printPdf } from './pas-a-pas/pdf.ts';
import { type Taken, takePictures } from './pas-a-pas/picture.ts';
import { AFTERNOON, MORNING, openStage, type PicturesStage } from './pas-a-pas/stage.ts';
import { readStory } from './pas-a-pas/story.ts';
import { walk } from './pas-a-pas/walk.ts';

const browserFolder = await unpackBrowser();
await make(STEP_BY_STEP, await openStage(AFTERNOON, browserFolder), walk);
await make(AGENTS_GUIDE, await openStage(MORNING, browserFolder), walkConsole);

async function make(guide: Guide, stage: PicturesStage, walkOf: typeof walk): Promise<void> {
  try {
    const taken: Taken[] = [];
    for await (const scene of walkOf(stage)) taken.push(...(await takePictures(scene)));
    await writeGuide(guide, taken, stage.browser);
  } finally {
    await stage.close();
  }
}

/** Nothing of the former folder goes before all pictures are taken. */
async function writeGuide(guide: Guide, taken: readonly Taken[], browser: Browser): Promise<void> {
  const folder = join(ROOT, guide.folder);
  const sizes = new Map(taken.map(({ file, png }) => [file, sizeOf(png)]));
  const page = await renderGuide(guide, readStory(guide), file => sizes.get(file) ?? missing(file));
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'images'), { recursive: true });
  for (const [from, to] of COPIES) await cp(join(ROOT, from), join(folder, to));
  const write = (file: string, content: Buffer) => writePart(join(guide.folder, file), content);
  for (const { file, png } of taken) await write(`images/${file}`, png);
  await write('index.html', Buffer.from(page));
  if (guide.pdfFile) await write(guide.pdfFile, await printPdf(browser, join(folder, 'index.html')));
}

async function writePart(path: string, content: Buffer): Promise<void> {
  await writeFile(join(ROOT, path), content);
  process.stdout.write(`Écrit\u00a0: ${path} (${Math.ceil(content.length / 1000)}\u00a0ko)\n`);
}

function missing(file: string): never {
  throw new Error(`the story shows ${file}, that its walk has not photographed`);
}
