/** Where the illustrated step-by-step is written, and what is copied beside it so that the folder needs nothing else. */
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const GUIDE = join(ROOT, 'docs/pas-a-pas');
export const PDF_FILE = 'pas-a-pas.pdf';

/** From the project's root, to the folder. The fonts' licence goes with them. */
export const COPIES = [
  ['scripts/pas-a-pas/style.css', 'style.css'],
  ['public/fonts/atkinson-400.woff2', 'fonts/atkinson-400.woff2'],
  ['public/fonts/atkinson-700.woff2', 'fonts/atkinson-700.woff2'],
  ['LICENSES/atkinson-hyperlegible-OFL.txt', 'fonts/atkinson-hyperlegible-OFL.txt'],
] as const;
