/** The project's own source files, and what the architecture tests need to know of each. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

export type Source = {
  /** From the root, with `/`. */
  path: string;
  text: string;
  lines: string[];
  /** Relative imports as paths from the root, package imports by name. */
  imports: { from: string; typeOnly: boolean }[];
};

const IMPORT =
  /^(?:import|export)\s+(type\s)?[^'"`]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

export function readSources(...patterns: string[]): Source[] {
  return globSync(patterns, { cwd: ROOT }).map(path => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const imports = [...text.matchAll(IMPORT)].map(([, type, from, bare, dynamic]) => ({
      from: resolveImport(path, from ?? bare ?? dynamic ?? ''),
      typeOnly: type !== undefined,
    }));
    return { path, text, lines: text.split('\n'), imports };
  });
}

function resolveImport(path: string, from: string): string {
  return from.startsWith('.') ? normalize(join(dirname(path), from)) : from;
}
