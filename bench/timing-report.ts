/** What `npm run bench:timing` found, as the tables of `docs/threats.md`. */
import { compare, quantile } from './statistics.ts';
import type { Timed } from './timing-asker.ts';
import type { TimingRound } from './timing-rounds.ts';

export function writeTimings(rounds: readonly TimingRound[], samples: number): string {
  const head = `${samples} samples a case, the cases in an order drawn by chance; times in ms\n\n`;
  const title =
    '| Round | Case | Median | Difference | Mann-Whitney p | Welch p | Next page: difference | p |\n';
  return `${head}${title}|---|---|---|---|---|---|---|---|\n${rounds.flatMap(rowsOf).join('\n')}\n`;
}

function rowsOf({ title, timings }: TimingRound): string[] {
  const [first, ...others] = [...timings];
  if (first === undefined) return [];
  const [firstCase, reference] = first;
  const alone = `| ${title} | ${firstCase} | ${median(reference)} | | | | | |`;
  return [
    alone,
    ...others.map(([name, timed]) => `| | ${name} | ${median(timed)} | ${against(reference, timed)} |`),
  ];
}

const answers = (timed: readonly Timed[]) => timed.map(({ answer }) => answer);
const nexts = (timed: readonly Timed[]) => timed.map(({ next }) => next);
const median = (timed: readonly Timed[]) => quantile(answers(timed), 0.5).toFixed(2);

function against(reference: readonly Timed[], timed: readonly Timed[]): string {
  const answer = compare(answers(reference), answers(timed));
  const next = compare(nexts(reference), nexts(timed));
  return [
    answer.medianDifference.toFixed(3),
    answer.mannWhitneyP.toFixed(3),
    answer.welchP.toFixed(3),
    next.medianDifference.toFixed(3),
    next.mannWhitneyP.toFixed(3),
  ].join(' | ');
}
