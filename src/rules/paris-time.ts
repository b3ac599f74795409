/**
 * Hours as the people of the document read them: Paris time, summer and winter time right, whatever the
 * server's own zone (étapes 3bis, 4, 5 and 6; norm LIM-7). Pure: instants come in, French text goes out.
 */

const MINUTE_MS = 60_000;

const PARIS_PARTS = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const PARIS_LONG_DATE = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', dateStyle: 'full' });

function partsOf(instant: Date): Record<string, string> {
  return Object.fromEntries(PARIS_PARTS.formatToParts(instant).map(part => [part.type, part.value]));
}

/** `26/12/2022`, the date in Paris. */
export function parisDate(instant: Date): string {
  const { day, month, year } = partsOf(instant);
  return `${day}/${month}/${year}`;
}

/** `14h33`, the hour in Paris, rounded down to the minute. */
export function parisHour(instant: Date): string {
  const { hour, minute } = partsOf(instant);
  return `${hour}h${minute}`;
}

/** `à 14h33` on the day of `now`; another day, `le 26/12/2022 à 14h33`. */
export function parisHourOf(instant: Date, now: Date): string {
  return parisDate(instant) === parisDate(now) ? `à ${parisHour(instant)}` : `le ${parisMoment(instant)}`;
}

/** As in « depuis 14h33 »; another day, « depuis le 26/12/2022 à 14h33 ». */
export function sinceHour(instant: Date, now: Date): string {
  return parisDate(instant) === parisDate(now) ? parisHour(instant) : `le ${parisMoment(instant)}`;
}

/** `lundi 26 décembre 2022`, the date in Paris in full; `vendredi 1er juillet 2022` on the first of a month. */
export function parisLongDate(instant: Date): string {
  return PARIS_LONG_DATE.format(instant).replace(/ 1 /, ' 1er ');
}

/** `26/12/2022 - 14h33`, the end of a block as étape 3bis writes it: rounded up, so that it is never too early. */
export function parisBlockEnd(instant: Date): string {
  const end = roundedUp(instant);
  return `${parisDate(end)} - ${parisHour(end)}`;
}

/** `14h33`, from when something is possible again: rounded up, so that it is never too early. */
export function parisHourFrom(instant: Date): string {
  return parisHour(roundedUp(instant));
}

/** To the minute, so that an hour that is told is never too early. */
export function roundedUp(instant: Date): Date {
  return new Date(Math.ceil(instant.getTime() / MINUTE_MS) * MINUTE_MS);
}

/** `26/12/2022 à 14h33`, an event as the notice mail writes it (étape 6). */
export function parisMoment(instant: Date): string {
  return `${parisDate(instant)} à ${parisHour(instant)}`;
}

/** `30 minutes`, `1 minute`, kept on one line. */
export function minutes(count: number): string {
  return `${count}\u00a0minute${count < 2 ? '' : 's'}`;
}
