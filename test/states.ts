/** Every state of every étape, rendered as it is served. */
import { enterDemonstration } from '../src/demonstration.ts';
import { createSite, type Site } from '../src/web/site.ts';
import { loadStaticFiles } from '../src/web/static-files.ts';
import { testConfig } from './bench.ts';

const config = testConfig();
enterDemonstration(config);
const { STATES, findState } = await import('../src/demo/states.ts');
const site = createSite(config, loadStaticFiles(config.brand.colours));

export const STATE_NAMES = Object.values(STATES).flatMap(states => Object.keys(states));

/** @param on the site of another brand, unless it is the document’s */
export async function renderState(name: string, on: Site = site): Promise<string> {
  const state = findState(name);
  if (state === undefined) throw new Error(`there is no state ${name}`);
  const sample = { formToken: 'exemple', codeToken: 'exemple', creationCodeToken: 'exemple' };
  return String(await state.page(on, sample));
}
