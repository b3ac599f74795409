/** When a limit ends, as a person reads it and as a program does (norm LIM-11): rounded up, so never too early. */
import { parisDate, parisHour } from './paris-time.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

/** `14h33 (heure de Paris)`, and `14h33 le 27/12/2022 (heure de Paris)` when that is another day. */
export function untilWhen(now: Date, until: Date): string {
  return writtenEnd(now, new Date(Math.ceil(until.getTime() / MINUTE_MS) * MINUTE_MS));
}

/** The same for the end of what can still be done: rounded down, so never too late. */
export function untilWhenAtTheLatest(now: Date, until: Date): string {
  return writtenEnd(now, until);
}

function writtenEnd(now: Date, end: Date): string {
  const day = parisDate(end) === parisDate(now) ? '' : ` le ${parisDate(end)}`;
  return `${parisHour(end)}${day} (heure de Paris)`;
}

/** For the `Retry-After` header: seconds, at least one. */
export function retryAfter(now: Date, until: Date): string {
  return String(Math.max(1, Math.ceil((until.getTime() - now.getTime()) / SECOND_MS)));
}
