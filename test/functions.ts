/**
 * How long each function is and how many parameters it takes, read from the formatted source: a function starts on the
 * line that opens its body and ends on the line, indented alike, that closes it.
 */
import type { Source } from './sources.ts';

export type Measured = { path: string; name: string; lines: number; parameters: number };

const OPENINGS = [
  /^(\s*)(?:export )?(?:default )?(?:async )?function\*? (\w+)(?:<[^(]*>)?\(([\s\S]*)/,
  /^(\s*)(?:export )?const (\w+)(?:: [^=]+)? = (?:async )?(?:<[^(]*>)?\(([\s\S]*)/,
  /^(\s*)(?:async )?(?:\[?\w+\]?: (?:async )?)?(\w+)\(([^)]*\))(?:: [^{]+)? (?:=> )?\{$/,
];
const KEYWORDS = new Set(['if', 'for', 'while', 'switch', 'catch', 'return']);

export function measureFunctions(source: Source): Measured[] {
  return source.lines.flatMap((line, start) => {
    const found = OPENINGS.map(opening => opening.exec(line)).find(match => match !== null);
    const [, indent = '', name = '', rest = ''] = found ?? [];
    if (found === undefined || KEYWORDS.has(name)) return [];
    if (/ = /.test(line) && !hasBody(source.lines.slice(start))) return [];
    const end = source.lines.findIndex((other, index) => index > start && closes(other, indent));
    if (end === -1) return [];
    const head = [rest, ...source.lines.slice(start + 1, end)].join('\n');
    return [{ path: source.path, name, lines: end - start + 1, parameters: countParameters(head) }];
  });
}

/** Whether an arrow function has a body in braces; one that is a single expression has no length worth measuring. */
function hasBody(lines: readonly string[]): boolean {
  const arrow = lines.find(line => / =>( |$)/.test(line));
  return arrow?.endsWith('=> {') === true;
}

function closes(line: string, indent: string): boolean {
  return line.startsWith(`${indent}}`) && !/^\s*\}\s*(:|\)?: )/.test(line);
}

/** Commas of the first parenthesis, outside any bracket. `head` starts just after its opening. */
function countParameters(head: string): number {
  let depth = 0;
  let count = 0;
  let seen = false;
  for (const [index, sign] of [...head].entries()) {
    if ('([{<'.includes(sign)) depth += 1;
    else if (sign === '>' && head[index - 1] === '=') continue;
    else if (')]}>'.includes(sign)) depth -= 1;
    else if (sign === ',' && depth === 0 && !/^\s*\)/.test(head.slice(index + 1))) count += 1;
    if (depth < 0) break;
    if (/\S/.test(sign)) seen = true;
  }
  return seen ? count + 1 : 0;
}
