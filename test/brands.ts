/** The two brands that are in the house: the document's, which is the default, and one that proves that nothing else is. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './sources.ts';

/** Every file of `brands/`, as BRAND_FILE takes it. */
export const BRAND_FILES = globSync('brands/*.json', { cwd: ROOT })
  .sort()
  .map(path => join(ROOT, path));

export const OTHER_BRAND_FILE = join(ROOT, 'brands/mutuelle-exemple.json');
