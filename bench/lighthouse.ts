/**
 * Lighthouse's three scores of a page, on a telephone and on a computer, in the browser that is already open. Throttling
 * is simulated (Lighthouse's own default: a slow 4G and a telephone, computed from what was seen), nothing is sent to
 * anybody: only its command line, which is not used, can report errors.
 */
import lighthouse, { desktopConfig, type Flags } from 'lighthouse';

export type Screen = 'mobile' | 'desktop';
export const SCREENS: readonly Screen[] = ['mobile', 'desktop'];

export const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
export type Category = (typeof CATEGORIES)[number];

export type Scores = Record<Category, number> & {
  /** What cost points, by Lighthouse's own names. */
  lost: string[];
};

/** @param port where the browser listens to DevTools */
export async function score(address: string, screen: Screen, port: number): Promise<Scores> {
  const flags = { port, logLevel: 'silent', onlyCategories: [...CATEGORIES] } satisfies Flags;
  const told = await lighthouse(address, flags, screen === 'desktop' ? desktopConfig : undefined);
  if (told === undefined) throw new Error(`Lighthouse says nothing of ${address}`);
  const { categories, audits, runtimeError } = told.lhr;
  if (runtimeError !== undefined) throw new Error(`${address}: ${runtimeError.message}`);
  const scoreOf = (category: Category) => Math.round(100 * (categories[category]?.score ?? 0));
  const weighed = CATEGORIES.flatMap(category => categories[category]?.auditRefs ?? []);
  const lost = weighed
    .filter(({ weight, id }) => weight > 0 && (audits[id]?.score ?? 1) < LOSS_BELOW)
    .map(({ id }) => `${id} ${audits[id]?.displayValue ?? ''}`.trim());
  return {
    performance: scoreOf('performance'),
    accessibility: scoreOf('accessibility'),
    'best-practices': scoreOf('best-practices'),
    lost,
  };
}

/** Each part of the performance score loses a little of its own: what is above is not why a page misses 100. */
const LOSS_BELOW = 0.99;

/** Of one run, or of three. */
export function median(runs: readonly Scores[]): Record<Category, number> {
  const middle = (category: Category) =>
    runs.map(run => run[category]).toSorted((one, other) => one - other)[runs.length >> 1] ?? 0;
  return {
    performance: middle('performance'),
    accessibility: middle('accessibility'),
    'best-practices': middle('best-practices'),
  };
}
