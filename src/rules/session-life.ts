/**
 * How long one stays signed in (norm SES-2): half an hour after the last page, and a working day at the most. Who came in by
 * a provisional code has half an hour in all, to choose a password and for nothing else (norms RST-9, SES-4).
 */

const MINUTE_MS = 60_000;
const IDLE_MINUTES = 30;
const WHOLE_MINUTES = { account: 8 * 60, choosePassword: IDLE_MINUTES } as const;

/** account: all of « Mon compte ». choosePassword: the page that a provisional code leads to. */
export type SessionScope = keyof typeof WHOLE_MINUTES;

/** When it ends unless it is used before. */
export function sessionEnd(session: { scope: SessionScope; openedAt: Date; seenAt: Date }): Date {
  const idle = session.seenAt.getTime() + IDLE_MINUTES * MINUTE_MS;
  const whole = session.openedAt.getTime() + WHOLE_MINUTES[session.scope] * MINUTE_MS;
  return new Date(Math.min(idle, whole));
}
