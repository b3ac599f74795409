/** `docs/map.md` tells the truth: every étape of the plan, every action and rule, and no path that is not there. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { PATHS, PLAN } from '../src/journey/plan.ts';
import { ROOT } from './sources.ts';

const DOCS = join(ROOT, 'docs');
const MAP = readFileSync(join(DOCS, 'map.md'), 'utf8');
const ROWS = MAP.split('\n').filter(line => line.startsWith('| '));

function modulesOf(folder: string): string[] {
  return globSync(`src/${folder}/*.ts`, { cwd: ROOT }).filter(path => !path.endsWith('.test.ts'));
}

describe('docs/map.md', () => {
  for (const { etape, path, folder, action } of PLAN) {
    test(`étape ${etape}: its row has its address, its folder and its action`, () => {
      const row = ROWS.find(line => line.startsWith(`| ${etape} |`));
      assert.ok(row !== undefined, `no row of the map starts with « ${etape} »`);
      const [, , url = '', folderCell = '', actionCell = ''] = row.split('|');
      assert.ok(url.includes(`\`${path}\``), `${url} is not \`${path}\``);
      assert.ok(
        folderCell.includes(`(../src/journey/${folder})`),
        `${folderCell} does not lead to ${folder}`,
      );
      const expected = action === undefined ? '–' : `[${action}](../src/actions/${action}.ts)`;
      assert.equal(actionCell.trim(), expected);
    });
  }

  test('every address of the site is in it', () => {
    assert.deepEqual(
      Object.values(PATHS).filter(path => !MAP.includes(`\`${path}\``)),
      [],
    );
  });

  test('every folder of the journey is in it', () => {
    const folders = readdirSync(join(ROOT, 'src/journey'), { withFileTypes: true });
    const absent = folders.filter(
      entry => entry.isDirectory() && !MAP.includes(`(../src/journey/${entry.name})`),
    );
    assert.deepEqual(absent, []);
  });

  test('every action and every rule is in it', () => {
    const modules = [...modulesOf('actions'), ...modulesOf('rules')];
    assert.deepEqual(
      modules.filter(path => !MAP.includes(`(../${path})`)),
      [],
    );
  });

  test('every path that it names is there', () => {
    const links = [...MAP.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => join(DOCS, path));
    const quoted = [...MAP.matchAll(/`((?:src|test|e2e|docs)\/[^`]+)`/g)].map(([, path = '']) =>
      join(ROOT, path),
    );
    assert.ok(links.length > PLAN.length);
    assert.deepEqual(
      [...links, ...quoted].filter(path => !existsSync(path)),
      [],
    );
  });
});
