/**
 * The last 24 hours in figures, for whoever answers the phone: when mails went and what providers made of them, and how far
 * people came from étape 2 to étape 6. Pure: rows in, figures out.
 */

const HOUR_MS = 3_600_000;
export const BOARD_HOURS = 24;

/** What became of a mail: handed over and not come back, put off, or refused at once or later. */
export type MailFate = 'handedOver' | 'deferred' | 'refused';
export type MailCount = { hour: Date; provider: string | undefined; fate: MailFate; mails: number };
export type RequestCount = { hour: Date; requests: number };

export type HourFigures = Record<MailFate, number> & {
  from: Date;
  requests: number;
  isRequestSpike: boolean;
  isRefusalSpike: boolean;
};

/** The whole hours up to `now`, oldest first; an hour without anything is there too. */
export function hourFigures(
  now: Date,
  requests: readonly RequestCount[],
  mails: readonly MailCount[],
): HourFigures[] {
  const last = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  const hours = Array.from({ length: BOARD_HOURS }, (_, back) => last - (BOARD_HOURS - 1 - back) * HOUR_MS);
  const plain = hours.map(from => ({
    from: new Date(from),
    requests: sum(requests.filter(row => row.hour.getTime() === from).map(row => row.requests)),
    handedOver: fateOf(mails, from, 'handedOver'),
    deferred: fateOf(mails, from, 'deferred'),
    refused: fateOf(mails, from, 'refused'),
  }));
  return plain.map(figures => ({
    ...figures,
    isRequestSpike: isSpike(
      figures.requests,
      plain.map(other => other.requests),
    ),
    isRefusalSpike: isSpike(
      figures.refused,
      plain.map(other => other.refused),
    ),
  }));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

function fateOf(mails: readonly MailCount[], from: number, fate: MailFate): number {
  return sum(mails.filter(row => row.hour.getTime() === from && row.fate === fate).map(row => row.mails));
}

const SPIKE_TIMES = 3;
const SPIKE_MIN = 20;

/** Three times the usual hour of this day, and twenty at least: a quiet night makes no spike of two. */
export function isSpike(count: number, hours: readonly number[]): boolean {
  const sorted = hours.toSorted((one, other) => one - other);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return count >= SPIKE_MIN && count > SPIKE_TIMES * usual;
}

/** How many people came to each step, of those who passed the code to copy in one way. */
export type FunnelCount = {
  way: 'copied' | 'withoutCopying' | 'again';
  asked: number;
  matched: number;
  mailLeft: number;
  linkOpened: number;
  renewed: number;
};

export type FunnelStep = { step: string; people: number; share: number };

const STEPS = [
  ['asked', 'Ont demandé un mail (étape 2)'],
  ['matched', 'Ont été reconnus'],
  ['mailLeft', 'Mail parti (étape 4)'],
  ['linkOpened', 'Ont ouvert le lien (étape 5)'],
  ['renewed', 'Nouveau mot de passe (étape 6)'],
] as const;

/** Shares of those who asked, as whole percents. */
export function funnelSteps(count: Omit<FunnelCount, 'way'>): FunnelStep[] {
  return STEPS.map(([key, step]) => ({
    step,
    people: count[key],
    share: count.asked === 0 ? 0 : Math.round((100 * count[key]) / count.asked),
  }));
}

/** Where most are lost: the step that the fewest of those before it came to; undefined when nobody asked. */
export function worstStep(steps: readonly FunnelStep[]): FunnelStep | undefined {
  const losses = steps
    .slice(1)
    .map((step, rank) => ({ step, lost: (steps[rank]?.people ?? 0) - step.people }));
  const worst = losses.toSorted((one, other) => other.lost - one.lost)[0];
  return worst === undefined || worst.lost === 0 ? undefined : worst.step;
}
