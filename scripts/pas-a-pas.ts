/**
 * `npm run pas-a-pas`: walks the running demonstration in the real browser and writes docs/pas-a-pas/ anew: pictures, page
 * and PDF. The clock, the people and all chance are fixed: it changes only when the screens or the words do.
 */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { unpackBrowser } from '../test/unpacked-browser.ts';
import { COPIES, GUIDE, PDF_FILE, ROOT } from './pas-a-pas/folder.ts';
import { renderGuide } from './pas-a-pas/page.ts';
import { sizeOf } from './pas-a-pas/palette-png.ts';
import { printPdf } from './pas-a-pas/pdf.ts';
import { type Taken, takePictures } from './pas-a-pas/picture.ts';
import { openStage, type PicturesStage } from './pas-a-pas/stage.ts';
import { readStory } from './pas-a-pas/story.ts';
import { walk } from './pas-a-pas/walk.ts';

const stage = await openStage(await unpackBrowser());
try {
  await writeGuide(await photograph(stage), stage.browser);
} finally {
  await stage.close();
}

async function photograph(stage: PicturesStage): Promise<Taken[]> {
  const taken: Taken[] = [];
  for await (const scene of walk(stage)) taken.push(...(await takePictures(scene)));
  return taken;
}

/** Nothing of the former folder goes before all pictures are taken. */
async function writeGuide(taken: readonly Taken[], browser: Browser): Promise<void> {
  const sizes = new Map(taken.map(({ file, png }) => [file, sizeOf(png)]));
  const page = await renderGuide(readStory(), file => sizes.get(file) ?? missing(file));
  await rm(GUIDE, { recursive: true, force: true });
  await mkdir(join(GUIDE, 'images'), { recursive: true });
  for (const [from, to] of COPIES) await cp(join(ROOT, from), join(GUIDE, to));
  for (const { file, png } of taken) await write(`images/${file}`, png);
  await write('index.html', Buffer.from(page));
  await write(PDF_FILE, await printPdf(browser, join(GUIDE, 'index.html')));
}

async function write(file: string, content: Buffer): Promise<void> {
  await writeFile(join(GUIDE, file), content);
  process.stdout.write(`Écrit\u00a0: docs/pas-a-pas/${file} (${Math.ceil(content.length / 1000)}\u00a0ko)\n`);
}

function missing(file: string): never {
  throw new Error(`story.md montre ${file}, que le parcours n’a pas photographié`);
}
