/** `docs/accessibility.md` has all 106 criteria, names tests that exist, and says what the declaration says (norm A11Y-20). */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { CRITERIA, metShare, NOT_MET } from '../src/legal/accessibility-findings.ts';
import { testConfig } from './bench.ts';
import { readable } from './readable.ts';
import { ROOT } from './sources.ts';
import { renderState } from './states.ts';

/** How many criteria each theme of the RGAA 4.1.2 has, from images to consultation. */
const THEMES = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12];
const IDS = THEMES.flatMap((count, theme) =>
  Array.from({ length: count }, (_, rank) => `${theme + 1}.${rank + 1}`),
);

const DOCUMENT = readFileSync(join(ROOT, 'docs/accessibility.md'), 'utf8');
const ROWS = DOCUMENT.split('\n')
  .filter(line => /^\| \d+\.\d+ \|/.test(line))
  .map(line => line.split('|').map(cell => cell.trim()))
  .map(([, id = '', criterion = '', state = '', shown = '']) => ({ id, criterion, state, shown }));
const idsWith = (state: string) => ROWS.filter(row => row.state === state).map(row => row.id);

describe('docs/accessibility.md', () => {
  test('it has the 106 criteria of the RGAA, each once, in their order', () => {
    assert.equal(IDS.length, 106);
    assert.deepEqual(
      ROWS.map(row => row.id),
      IDS,
    );
  });

  test('each has its title, one of the three states, and what shows it', () => {
    const wrong = ROWS.filter(
      row => row.criterion === '' || row.shown === '' || !['C', 'NC', 'NA'].includes(row.state),
    );
    assert.deepEqual(wrong, []);
  });

  test('each test that it names exists', () => {
    const named = [...DOCUMENT.matchAll(/`((?:src|test|e2e)\/[^`]+\.ts)`/g)].map(([, path = '']) => path);
    assert.ok(named.length > 50);
    assert.deepEqual(
      named.filter(path => !existsSync(join(ROOT, path))),
      [],
    );
  });

  test('the declaration has its figures and its faults (norm A11Y-20)', async () => {
    const met = idsWith('C').length;
    assert.deepEqual(CRITERIA, { met, applicable: met + idsWith('NC').length });
    assert.deepEqual(NOT_MET.flatMap(finding => finding.criteria).sort(), idsWith('NC').sort());
    const page = readable(await renderState('accessibilite'));
    assert.ok(page.includes(`${CRITERIA.met} des ${CRITERIA.applicable} critères applicables`));
  });

  test('the share of criteria that are met is rounded down', () => {
    assert.equal(metShare({ met: 2, applicable: 3 }), '66,6\u00a0%');
    assert.equal(metShare({ met: 61, applicable: 61 }), '100,0\u00a0%');
  });

  test('the state at the foot of each page is the one that the law draws from these figures (norm A11Y-20)', () => {
    assert.equal(testConfig().brand.accessibilityState, lawfulState(CRITERIA));
  });
});

/** Décret 2019-768: all of the criteria, at least half of them, or fewer. */
function lawfulState({ met, applicable }: { met: number; applicable: number }): string {
  if (met === applicable) return 'totalement conforme';
  return met * 2 >= applicable ? 'partiellement conforme' : 'non conforme';
}
