/** The illustrated guides: where each is written, from which words, and what is copied beside it so that a folder needs nothing else. */
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

export type Guide = {
  /** From the project's root. */
  folder: string;
  /** Beside this file. */
  story: string;
  /** To print and hand out. */
  pdfFile?: string;
  /** Of its page, where the style has something for it alone. */
  look?: string;
};

/** The document. */
export const STEP_BY_STEP: Guide = {
  folder: 'docs/pas-a-pas',
  story: 'story.md',
  pdfFile: 'pas-a-pas.pdf',
};

/** For who answers the 36 46. */
export const AGENTS_GUIDE: Guide = {
  folder: 'docs/guide-des-conseillers',
  story: 'agents.md',
  look: 'agents',
};

/** From the project's root, to the folder. The fonts' licence goes with them. */
export const COPIES = [
  ['scripts/pas-a-pas/style.css', 'style.css'],
  ['public/fonts/atkinson-400.woff2', 'fonts/atkinson-400.woff2'],
  ['public/fonts/atkinson-700.woff2', 'fonts/atkinson-700.woff2'],
  ['LICENSES/atkinson-hyperlegible-OFL.txt', 'fonts/atkinson-hyperlegible-OFL.txt'],
] as const;
