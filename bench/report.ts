/** What the bench prints: a line a figure, a column a round, their median last. */
export type Round = {
  journeysPerSecond: number;
  serverCpuMs: number;
  hashCpuMs: number;
  hashesPerSecond: number;
  /** undefined where the system does not tell. */
  databaseCpuMs: number | undefined;
  driverCpuMs: number;
};

export const RATIO_MAX = 1.5;

const LABEL = 50;
const COLUMN = 9;

export function writeReport(rounds: readonly Round[]): string {
  const line = (label: string, figures: (number | undefined)[], digits: number) =>
    `${label.padEnd(LABEL)}${[...figures, median(figures)].map(figure => written(figure, digits)).join('')}\n`;
  const lines = (label: string, figure: (round: Round) => number | undefined, digits: number) =>
    line(label, rounds.map(figure), digits);
  const heads = [...rounds.map((_, rank) => `round ${rank + 1}`), 'median'];
  const ratio = median(rounds.map(ratioOf)) ?? 0;
  return [
    `${''.padEnd(LABEL)}${heads.map(head => head.padStart(COLUMN)).join('')}\n`,
    lines('journeys a second', round => round.journeysPerSecond, 1),
    lines('server CPU, ms a journey', round => round.serverCpuMs, 1),
    lines('argon2id alone, same process, CPU ms a hash', round => round.hashCpuMs, 1),
    lines('argon2id alone, hashes a second', round => round.hashesPerSecond, 1),
    lines('a journey, in hashes (server CPU)', ratioOf, 2),
    lines('PostgreSQL CPU, ms a journey', round => round.databaseCpuMs, 1),
    lines('driver CPU (browsers, mail server), ms a journey', round => round.driverCpuMs, 1),
    `${ratio.toFixed(2)} hashes a journey: ${ratio <= RATIO_MAX ? 'within' : 'above'} the aim of ${RATIO_MAX} at most.\n`,
  ].join('');
}

function ratioOf(round: Round): number {
  return round.serverCpuMs / round.hashCpuMs;
}

function written(figure: number | undefined, digits: number): string {
  return (figure === undefined ? '–' : figure.toFixed(digits)).padStart(COLUMN);
}

function median(figures: readonly (number | undefined)[]): number | undefined {
  const known = figures.filter(figure => figure !== undefined).sort((a, b) => a - b);
  const [low, high] = [known[(known.length - 1) >> 1], known[known.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
