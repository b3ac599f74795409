/**
 * The numbered call-outs, as the document circles « Connectez-vous » in red: a ring around each thing to use or to read,
 * and its number beside it, where it covers no words. They are laid over the page just before its picture is taken.
 */
import type { Locator, Page } from 'playwright-core';
import { type Box, placeNumbers, type Ring } from './number-places.ts';

const RING_GAP_PX = 5;
const ROOM_PX = 4;
const RED = '#c8102e';

/** @param callouts what is ringed, under the first number, the second… Each has to be there once and to be seen. */
export async function drawCallouts(page: Page, callouts: readonly (readonly Locator[])[]): Promise<void> {
  const rings: Ring[] = [];
  for (const [index, controls] of callouts.entries()) {
    for (const control of controls) rings.push({ number: index + 1, box: around(await ringedBox(control)) });
  }
  const { words, width } = await page.evaluate(boxesOfWords);
  const discs = placeNumbers(rings, words, width);
  await page.evaluate(drawLayer, [...rings.map(ringStyle), ...discs.map(discStyle)]);
}

export async function removeCallouts(page: Page): Promise<void> {
  await page.evaluate(() => document.getElementById('reperes')?.remove());
}

/**
 * What its ring goes around: it has to be on the page once and to be seen. Of what has no edge of its own, a paragraph or a
 * plain link, the words with a little room at both ends: its box may be as wide as the page.
 */
export async function ringedBox(control: Locator): Promise<Box> {
  const found = await control.count();
  if (found !== 1 || !(await control.isVisible())) {
    throw new Error(`${control} is to be seen once on ${control.page().url()}; found: ${found}`);
  }
  return control.evaluate((element, room) => {
    const isPlain = element.matches('p') || getComputedStyle(element).paddingTop === '0px';
    const words = document.createRange();
    words.selectNodeContents(element);
    const { left, right, top, bottom } = (isPlain ? words : element).getBoundingClientRect();
    const [x, end] = isPlain ? [left - room, right + room] : [left, right];
    return { x: x + window.scrollX, y: top + window.scrollY, width: end - x, height: bottom - top };
  }, ROOM_PX);
}

function around({ x, y, width, height }: Box): Box {
  return {
    x: Math.round(x) - RING_GAP_PX,
    y: Math.round(y) - RING_GAP_PX,
    width: Math.round(width) + 2 * RING_GAP_PX,
    height: Math.round(height) + 2 * RING_GAP_PX,
  };
}

/** What no number may cover. Runs in the page. */
function boxesOfWords(): { words: Box[]; width: number } {
  const words: Box[] = [];
  const keep = ({ x, y, width, height }: DOMRect) =>
    words.push({ x: x + window.scrollX, y: y + window.scrollY, width, height });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    if (walker.currentNode.textContent?.trim()) for (const line of range.getClientRects()) keep(line);
  }
  for (const picture of document.querySelectorAll('img, svg')) keep(picture.getBoundingClientRect());
  return { words, width: document.documentElement.clientWidth };
}

type Drawn = { text: string; style: Record<string, string> };

/** Runs in the page, whose policy forbids style sheets of others but not this. */
function drawLayer(drawn: Drawn[]): void {
  const layer = document.createElement('div');
  layer.id = 'reperes';
  for (const { text, style } of drawn) {
    const element = document.createElement('div');
    Object.assign(element.style, { position: 'absolute', boxSizing: 'border-box', ...style });
    element.textContent = text;
    layer.append(element);
  }
  document.documentElement.append(layer);
}

function ringStyle({ box }: Ring): Drawn {
  return {
    text: '',
    style: { ...placed(box), border: `3px solid ${RED}`, borderRadius: '12px', zIndex: '10' },
  };
}

function discStyle({ number, box }: Ring): Drawn {
  const style = {
    ...placed(box),
    borderRadius: '50%',
    background: RED,
    color: '#ffffff',
    font: `700 17px/${box.height}px "Atkinson Hyperlegible", sans-serif`,
    textAlign: 'center',
    boxShadow: '0 0 0 2px #ffffff',
    zIndex: '11',
  };
  return { text: String(number), style };
}

function placed({ x, y, width, height }: Box): Record<string, string> {
  return { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` };
}
