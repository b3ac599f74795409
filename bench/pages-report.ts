/** What `npm run bench:pages` prints: weights a kind, with their aims, and a line of scores a screen. */
import { CATEGORIES, type Category, median, type Scores } from './lighthouse.ts';
import type { Fetched, Weighed } from './page-weights.ts';

/** Bytes, in thousands. */
const FIRST_VISIT_MAX = 40_000;
const CSS_MAX = 10_000;
const JS_MAX = 10_000;

const LABEL = 48;
const COLUMN = 14;
const KINDS = ['HTML', 'CSS', 'JS', 'picture of the code', 'drawings', 'font'] as const;

export function writeWeights(form: Weighed, newPassword: Weighed): { text: string; held: boolean } {
  const withoutFont = form.first.filter(({ kind }) => kind !== 'font');
  const aims = [
    aim('étape 2, first visit, without the font', wire(withoutFont), FIRST_VISIT_MAX),
    ...[form, newPassword].flatMap(({ first }, rank) => [
      aim(`étape ${rank === 0 ? 2 : 5}, CSS`, wire(ofKind(first, 'CSS')), CSS_MAX),
      aim(`étape ${rank === 0 ? 2 : 5}, JS`, wire(ofKind(first, 'JS')), JS_MAX),
    ]),
  ];
  const misread = [form, newPassword]
    .flatMap(({ first, again }) => [...first, ...again])
    .filter(({ bodyBytes, saidBytes }) => saidBytes !== bodyBytes);
  const text = [
    row('bytes', ['files', 'wire', 'bodies', 'Length said', 'encoding']),
    table('étape 2, first visit', form.first),
    table('étape 2, again', form.again),
    table('étape 2, « Je ne peux ni lire ni écouter »', form.onDemand),
    table('étape 5, first visit', newPassword.first),
    ...aims.map(({ sentence }) => sentence),
    `${misread.length} answers whose length is not the one that the server said.\n`,
  ].join('');
  return { text, held: misread.length === 0 && aims.every(({ held }) => held) };
}

function aim(label: string, bytes: number, most: number) {
  const held = bytes <= most;
  return { held, sentence: `${label}: ${kB(bytes)}, ${held ? 'within' : 'above'} ${kB(most)} at most.\n` };
}

function table(title: string, fetched: readonly Fetched[]): string {
  const kinds = KINDS.filter(kind => ofKind(fetched, kind).length > 0);
  const line = (label: string, some: readonly Fetched[]) =>
    row(label, [
      some.length,
      wire(some),
      sum(some, 'bodyBytes'),
      sum(some, 'saidBytes'),
      [...new Set(some.map(({ encoding }) => encoding))].join(', '),
    ]);
  return [line(title, fetched), ...kinds.map(kind => line(`  ${kind}`, ofKind(fetched, kind)))].join('');
}

const row = (label: string, cells: readonly (string | number)[]) =>
  `${label.padEnd(LABEL)}${cells.map(cell => String(cell).padStart(COLUMN)).join('')}\n`;

const ofKind = (fetched: readonly Fetched[], kind: Fetched['kind']) =>
  fetched.filter(one => one.kind === kind);
const wire = (fetched: readonly Fetched[]) => sum(fetched, 'wireBytes');
const sum = (fetched: readonly Fetched[], key: 'wireBytes' | 'bodyBytes' | 'saidBytes') =>
  fetched.reduce((total, one) => total + (one[key] ?? 0), 0);
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

const NAMES: Record<Category, string> = {
  performance: 'performance',
  accessibility: 'accessibility',
  'best-practices': 'practices',
};
const SCORE_COLUMN = 15;
const scoreRow = (label: string, cells: readonly (string | number)[]) =>
  `${label.padEnd(LABEL)}${cells.map(cell => String(cell).padStart(SCORE_COLUMN)).join('')}`;

export const SCORES_HEAD = `${scoreRow(
  'Lighthouse, simulated throttling',
  CATEGORIES.map(category => NAMES[category]),
)}\n`;

/** The median of the runs; each run and what it lost when that is not 100 everywhere. */
export function writeScores(label: string, runs: readonly Scores[]): string {
  const middle = median(runs);
  const scores = scoreRow(
    label,
    CATEGORIES.map(category => middle[category]),
  );
  const told = runs.map(
    run => `\n  run: ${CATEGORIES.map(category => run[category]).join(', ')}: ${run.lost.join('; ')}`,
  );
  return `${scores}${runs.length === 1 ? '' : told.join('')}\n`;
}

export function isPerfect(scores: Record<Category, number>): boolean {
  return CATEGORIES.every(category => scores[category] === 100);
}
