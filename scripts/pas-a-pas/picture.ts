/** Takes the pictures of a scene: on a wide screen and on a phone, with the same call-outs, cropped to what matters. */
import { drawCallouts, removeCallouts } from './callouts.ts';
import { reduceColours } from './palette-png.ts';
import type { Scene } from './walk.ts';

const PHONE_PX = 360;

export type Taken = { file: string; png: Buffer };

/** The name under which each of the two pictures of a screen is kept. */
export const wideFile = (name: string) => `${name}.png`;
export const phoneFile = (name: string) => `${name}-telephone.png`;

export async function takePictures(scene: Scene): Promise<Taken[]> {
  const viewport = scene.page.viewportSize();
  if (viewport === null) throw new Error(`the page of ${scene.name} has no viewport`);
  const wide = { file: wideFile(scene.name), png: await take(scene, viewport.width) };
  await scene.page.setViewportSize({ ...viewport, width: PHONE_PX });
  const phone = { file: phoneFile(scene.name), png: await take(scene, PHONE_PX) };
  await scene.page.setViewportSize(viewport);
  return [wide, phone];
}

async function take({ page, callouts, crop }: Scene, width: number): Promise<Buffer> {
  await page.waitForLoadState();
  await page.mouse.move(0, 0);
  await page.evaluate(async () => {
    (document.activeElement as HTMLElement | null)?.blur();
    window.scrollTo(0, 0);
    await document.fonts.ready;
  });
  const top = await crop.from.evaluate(element => element.getBoundingClientRect().top);
  const bottom = await crop.to.evaluate(element => element.getBoundingClientRect().bottom);
  const clip = { x: 0, y: Math.floor(top), width, height: Math.ceil(bottom - top) + crop.marginBelow };
  await drawCallouts(page, callouts);
  const png = await page.screenshot({ fullPage: true, clip, animations: 'disabled' });
  await removeCallouts(page);
  return reduceColours(png);
}
