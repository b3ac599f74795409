/** The illustrated guides: their walks meet every control that their legends speak of, and their pages are for everybody. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { ringedBox } from '../scripts/pas-a-pas/callouts.ts';
import { walkConsole } from '../scripts/pas-a-pas/console-walk.ts';
import { AGENTS_GUIDE, type Guide, ROOT, STEP_BY_STEP } from '../scripts/pas-a-pas/folder.ts';
import { reduceColours } from '../scripts/pas-a-pas/palette-png.ts';
import { AFTERNOON, MORNING, openStage } from '../scripts/pas-a-pas/stage.ts';
import { readStory, screensOf } from '../scripts/pas-a-pas/story.ts';
import { walk } from '../scripts/pas-a-pas/walk.ts';
import { axeFindings } from './axe.ts';
import { openBrowser } from './browser.ts';

const GUIDES = [
  { guide: STEP_BY_STEP, start: AFTERNOON, walkOf: walk, says: 'étapes 0 to 6' },
  { guide: AGENTS_GUIDE, start: MORNING, walkOf: walkConsole, says: 'the agents’ guide' },
];
const indexOf = ({ folder }: Guide) => pathToFileURL(join(ROOT, folder, 'index.html')).href;

describe('the illustrated guides', () => {
  for (const { guide, start, walkOf, says } of GUIDES)
    test(`${says}: the screens of the story, in its order, with a control for each line of a legend`, async () => {
      const stage = await openStage(start);
      const screens = screensOf(readStory(guide));
      const met: string[] = [];
      for await (const { name, callouts } of walkOf(stage)) {
        met.push(name);
        for (const control of callouts.flat()) assert.ok((await ringedBox(control)).width > 0);
        assert.equal(callouts.length, screens.find(screen => screen.name === name)?.legend.length, name);
      }
      assert.deepEqual(
        met,
        screens.map(({ name }) => name),
      );
      await stage.close();
    });
});

describe('their page', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());
  const openPage = (width: number) => browser.newPage({ viewport: { width, height: 320 } });

  test('a control that is not there, or twice, stops the walk', async () => {
    const page = await openPage(960);
    await page.setContent('<p>Deux</p><p>Deux</p><p hidden>Rien</p>');
    await assert.rejects(ringedBox(page.getByText('Absent')), /found: 0/);
    await assert.rejects(ringedBox(page.getByText('Deux')), /found: 2/);
    await assert.rejects(ringedBox(page.getByText('Rien')), /to be seen once/);
    await page.close();
  });

  for (const width of [320, 1280])
    test(`axe finds nothing at ${width} px, and nothing overflows (norms A11Y-13, A11Y-22)`, async () => {
      const page = await openPage(width);
      for (const { guide } of GUIDES) {
        await page.goto(indexOf(guide));
        assert.deepEqual(await axeFindings(page), []);
        assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
      }
      await page.close();
    });

  test('a picture made light looks the same: few colours exactly, many nearly', async () => {
    const page = await openPage(256);
    for (const { paint, differenceMax } of [
      { paint: 'linear-gradient(90deg, #c8102e 50%, #0b5394 50%)', differenceMax: 0 },
      { paint: 'linear-gradient(90deg, #000000, #ffffff), #777777', differenceMax: 4 },
      { paint: 'linear-gradient(45deg, #c8102e, #ffffff 40%, #0b5394)', differenceMax: 8 },
    ]) {
      await page.setContent(`<body style="margin:0;height:100vh;background:${paint}"></body>`);
      const png = await page.screenshot();
      const pictures = [png, reduceColours(png)].map(
        bytes => `data:image/png;base64,${bytes.toString('base64')}`,
      );
      assert.ok((await page.evaluate(largestDifference, pictures)) <= differenceMax, paint);
    }
    await page.close();
  });
});

/** Of one channel of one pixel, between two pictures. Runs in the page. */
async function largestDifference(pictures: string[]): Promise<number> {
  const [one = [], other = []] = await Promise.all(
    pictures.map(async address => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      return [...(context?.getImageData(0, 0, image.width, image.height).data ?? [])];
    }),
  );
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] ?? 0))), 0);
}
