/**
 * What the brand's services of étape 0 can be drawn as: made for this project. Decorative, since their names stand beside
 * them.
 */
import { raw } from 'hono/html';
import type { Html } from '../../web/page.ts';
import type { Site } from '../../web/site.ts';

type Pictogram = Site['brand']['welcome']['services'][number]['pictogram'];

const drawing = (shapes: string) =>
  raw(
    `<svg class="pictogram" viewBox="0 0 48 48" width="48" height="48" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${shapes}</svg>`,
  );

export const PICTOGRAMS: Record<Pictogram, Html> = {
  certificate: drawing('<path d="M12 5h17l8 8v30H12z"/><path d="M29 5v8h8"/><path d="m18 28 5 5 9-10"/>'),
  payment: drawing(
    '<circle cx="24" cy="24" r="18"/><path d="M31 16a9 9 0 1 0 0 16"/><path d="M14 21h12M14 27h12"/>',
  ),
  card: drawing(
    '<rect x="5" y="11" width="38" height="26" rx="4"/><rect x="11" y="18" width="9" height="8" rx="1.5"/><path d="M26 20h11M26 26h11M11 32h26"/>',
  ),
  'european-card': drawing(
    '<rect x="5" y="11" width="38" height="26" rx="4"/><circle cx="24" cy="24" r="8" stroke-dasharray="0.1 6.18" stroke-width="4"/>',
  ),
  change: drawing(
    '<path d="M8 22 24 8l16 14"/><path d="M13 19v21h22V19"/><path d="M19 30a5 5 0 0 1 9-3m1 4a5 5 0 0 1-9 3"/><path d="M28 22v5h-5M20 39v-5h5"/>',
  ),
};
