/** Every state of every étape, rendered as it is served. */
import { enterDemonstration } from '../src/demonstration.ts';
import { createSite } from '../src/web/site.ts';
import { loadStaticFiles } from '../src/web/static-files.ts';
import { testConfig } from './bench.ts';

const config = testConfig();
enterDemonstration(config);
const { STATES, findState } = await import('../src/demo/states.ts');
const site = createSite(config, loadStaticFiles(config.brand.colours));

export const STATE_NAMES = Object.values(STATES).flatMap(states => Object.keys(states));

export async function renderState(name: string): Promise<string> {
  const state = findState(name);
  if (state === undefined) throw new Error(`there is no state ${name}`);
  return String(await state.page(site, { formToken: 'exemple', codeToken: 'exemple' }));
}
