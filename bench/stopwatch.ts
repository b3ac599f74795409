/** How long each page of a journey takes its visitor, by étape; and, for a journey at a time, what it costs the server. */
import { PATHS } from '../src/journey/plan.ts';
import type { Browser, Page } from './browser.ts';
import { quantile } from './statistics.ts';

export const STEPS = [
  'étape 2, form',
  'étape 2, picture',
  'étape 2, sent',
  'étape 3',
  'étape 4, link',
  'étape 5, form',
  'étape 5, sent',
  'étape 6',
] as const;
export type Step = (typeof STEPS)[number];

export type Stopwatch = {
  through(browser: Browser): Browser;
  milliseconds(step: Step): readonly number[];
  /** Of the server's CPU, where `cpuMs` was given. */
  cpu(step: Step): readonly number[];
};

/** @param cpuMs the server's so far: asked around each page, so for one journey at a time only */
export function createStopwatch(cpuMs?: () => Promise<number>): Stopwatch {
  const times = new Map<Step, number[]>();
  const costs = new Map<Step, number[]>();
  const note = (kept: Map<Step, number[]>, step: Step, figure: number) =>
    kept.set(step, [...(kept.get(step) ?? []), figure]);

  async function time(step: Step, work: () => Promise<Page>): Promise<Page> {
    const costBefore = await cpuMs?.();
    const startedMs = performance.now();
    const page = await work();
    note(times, step, performance.now() - startedMs);
    const costAfter = await cpuMs?.();
    if (costBefore !== undefined && costAfter !== undefined) note(costs, step, costAfter - costBefore);
    return page;
  }

  return {
    through: browser => ({
      ...browser,
      get: path => time(stepOf('GET', path), () => browser.get(path)),
      post: (path, fields) => time(stepOf('POST', path), () => browser.post(path, fields)),
    }),
    milliseconds: step => times.get(step) ?? [],
    cpu: step => costs.get(step) ?? [],
  };
}

function stepOf(method: 'GET' | 'POST', path: string): Step {
  if (path === PATHS.forgottenPassword) return method === 'GET' ? 'étape 2, form' : 'étape 2, sent';
  if (path.endsWith('/image.png')) return 'étape 2, picture';
  if (path === PATHS.mailSent) return 'étape 3';
  if (path === PATHS.newPassword) return method === 'GET' ? 'étape 5, form' : 'étape 5, sent';
  return path === PATHS.saved ? 'étape 6' : 'étape 4, link';
}

/** Half of them and all but a hundredth are as fast, in milliseconds. */
export function percentiles(samples: readonly number[]): { p50: number; p99: number } {
  return { p50: quantile(samples, 0.5), p99: quantile(samples, 0.99) };
}
