/** The rule modules that browsers run too, without their types, line for line: what public/regles/ has to hold. */
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './sources.ts';

/** They import nothing but types. */
export const BROWSER_RULES = ['password-rules'] as const;

export async function browserRule(name: string): Promise<string> {
  const source = await readFile(join(ROOT, `src/rules/${name}.ts`), 'utf8');
  return stripTypeScriptTypes(source).replace(/ +$/gm, '');
}
