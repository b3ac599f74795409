/**
 * How long one stays signed in (norm SES-2): half an hour after the last page, and a working day at the most. Who came in by
 * a provisional code has half an hour in all, to choose a password and for nothing else (norms RST-9, SES-4). An agent of the
 * console has a quarter of an hour, and half a day at the most.
 */

const MINUTE_MS = 60_000;
const LIVES = {
  account: { idleMinutes: 30, wholeMinutes: 8 * 60 },
  choosePassword: { idleMinutes: 30, wholeMinutes: 30 },
  console: { idleMinutes: 15, wholeMinutes: 4 * 60 },
} as const;

/** account: all of « Mon compte ». choosePassword: the page that a provisional code leads to. */
export type SessionScope = Exclude<keyof typeof LIVES, 'console'>;

/** When it ends unless it is used before. */
export function sessionEnd(session: { scope: keyof typeof LIVES; openedAt: Date; seenAt: Date }): Date {
  const { idleMinutes, wholeMinutes } = LIVES[session.scope];
  const idle = session.seenAt.getTime() + idleMinutes * MINUTE_MS;
  const whole = session.openedAt.getTime() + wholeMinutes * MINUTE_MS;
  return new Date(Math.min(idle, whole));
}
