/**
 * `node scripts/node.cjs scripts/browser-rules.ts`: writes public/regles/ anew, after a rule module that browsers run too changed.
 * `src/web/static-files.test.ts` holds each copy to its source.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BROWSER_RULES, browserRule } from '../test/browser-rules.ts';

const FOLDER = join(import.meta.dirname, '../public/regles');
await mkdir(FOLDER, { recursive: true });
for (const name of BROWSER_RULES) await writeFile(join(FOLDER, `${name}.js`), await browserRule(name));
