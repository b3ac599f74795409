/** How long an agent stays signed in (issue of the console: « sessions short »): 15 minutes without a page, a shift at the most. */

const MINUTE_MS = 60_000;
export const AGENT_IDLE_MINUTES = 15;
const AGENT_WHOLE_MINUTES = 4 * 60;

export function agentSessionEnd({ openedAt, seenAt }: { openedAt: Date; seenAt: Date }): Date {
  const idle = seenAt.getTime() + AGENT_IDLE_MINUTES * MINUTE_MS;
  return new Date(Math.min(idle, openedAt.getTime() + AGENT_WHOLE_MINUTES * MINUTE_MS));
}
