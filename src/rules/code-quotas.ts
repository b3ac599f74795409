/**
 * How often the code to copy may be answered, renewed, listened to or done without (norms CAP-6, CAP-9). A person who
 * mistypes, listens three times and starts again stays far below; each has a quota by form session and, wider, by
 * client address, since many people may share one. The way without copying has the narrowest, and costs more each time.
 */
import type { Quota } from './quota.ts';

export type CodeUse = 'answer' | 'newCode' | 'picture' | 'sound' | 'proof';

const MINUTE_SECONDS = 60;

export const CODE_QUOTAS: Record<CodeUse, { session: Quota; client: Quota }> = {
  answer: { session: quota(15, 10), client: quota(150, 10) },
  newCode: { session: quota(40, 10), client: quota(400, 10) },
  picture: { session: quota(120, 10), client: quota(1200, 10) },
  // Each part that a player asks for counts: three or four to a listening.
  sound: { session: quota(80, 10), client: quota(800, 10) },
  proof: { session: quota(6, 60), client: quota(60, 60) },
};

function quota(hitsMax: number, windowMinutes: number): Quota {
  return { hitsMax, windowSeconds: windowMinutes * MINUTE_SECONDS };
}

const PROOF_EFFORT_FIRST = 1000;
const PROOF_EFFORT_MAX = 16_000;

/** Tries asked of the browser for its next proof, when it has asked for this many within the hour, itself included. */
export function proofEffort(askedLately: number): number {
  return Math.min(PROOF_EFFORT_FIRST * 2 ** Math.max(0, askedLately - 1), PROOF_EFFORT_MAX);
}
