/**
 * `docs/threats.md` is held to what is there: each file exists, each test title is found in its file, and no norm is
 * left out, nor said to be answered and not answered at once.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ROOT, readSources } from './sources.ts';

const THREATS = readFileSync(join(ROOT, 'docs/threats.md'), 'utf8');
const SOURCES = readSources('src/**/*.test.ts', 'test/**/*.test.ts', 'e2e/**/*.test.ts');
const TITLES = new Map(SOURCES.map(({ path, text }) => [path, titlesIn(text)]));

/** Norms that this page has to place, and how many there are of each. */
const NORMS: Record<string, number> = {
  ENU: 9,
  TOK: 14,
  RST: 10,
  STO: 6,
  LIM: 11,
  CAP: 10,
  SES: 5,
  LOG: 8,
  RGP: 9,
  ATK: 37,
  HDR: 8,
  CK: 3,
  CSRF: 2,
  C: 12,
};
const NORM = new RegExp(`\\b(?:${Object.keys(NORMS).join('|')})-\\d+\\b`, 'g');

function titlesIn(text: string): string[] {
  const calls = text.matchAll(/\b(?:test|describe|onBothEngines)\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gs);
  return [...calls].map(([, , title = '']) => title);
}

/** The cells of the table under a title, without its two head lines. */
function tableUnder(title: string): string[][] {
  const section = THREATS.split(`\n## ${title}\n`)[1]?.split(/\n## /)[0];
  assert.ok(section !== undefined, `no section is called « ${title} »`);
  const lines = section.split('\n').filter(line => line.startsWith('|'));
  return lines.slice(2).map(line => line.split('|').map(cell => cell.trim().replaceAll('`', '')));
}

const normsOf = (rows: string[][]) => new Set(rows.flatMap(([, norms = '']) => norms.match(NORM) ?? []));

const ANSWERED = tableUnder('What is answered');
const IN_PART = tableUnder('Answered in part');
const NOT_ANSWERED = tableUnder('Not answered');

describe('docs/threats.md', () => {
  for (const [, norms, threat, file = '', testFile = '', title = ''] of ANSWERED) {
    test(`${norms}, ${threat}: its test is there`, () => {
      assert.ok(existsSync(join(ROOT, file)), `${file} is not there`);
      const found = (TITLES.get(testFile) ?? []).filter(one => title !== '' && one.includes(title));
      assert.equal(found.length, 1, `« ${title} » is the title of ${found.length} tests of ${testFile}`);
    });
  }

  test('every norm has its place', () => {
    const disagreeing = tableUnder('Where the document and a norm disagree');
    const untested = tableUnder('In the code, without a test of its own');
    const placed = normsOf([...ANSWERED, ...IN_PART, ...NOT_ANSWERED, ...disagreeing, ...untested]);
    const all = Object.entries(NORMS).flatMap(([letters, count]) =>
      Array.from({ length: count }, (_, rank) => `${letters}-${rank + 1}`),
    );
    assert.deepEqual([...placed].sort(), all.sort());
  });

  test('what is answered in part is among what is answered, what is not answered is not', () => {
    const answered = normsOf(ANSWERED);
    assert.deepEqual(
      [...normsOf(IN_PART)].filter(norm => !answered.has(norm)),
      [],
    );
    assert.deepEqual(
      [...normsOf(NOT_ANSWERED)].filter(norm => answered.has(norm)),
      [],
    );
  });

  test('a norm that stands in the title of a test is not said to be without answer', () => {
    const named = new Set([...TITLES.values()].flat().flatMap(title => title.match(NORM) ?? []));
    assert.deepEqual(
      [...normsOf(NOT_ANSWERED)].filter(norm => named.has(norm)),
      [],
    );
  });
});
