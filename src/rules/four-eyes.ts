/**
 * Two agents where one could be talked round (console, norm ATK-36; decision 0034): which deeds the body wants another agent to agree
 * to first, and how long what was asked waits. The same life holds for taking what was agreed to: it never outlives the call by much.
 */

export const FOUR_EYES = ['none', 'code', 'address', 'both'] as const;
export type FourEyes = (typeof FOUR_EYES)[number];

/** What may wait for another agent. */
export const APPROVED_DEEDS = {
  code: 'code provisoire',
  address: 'nouvelle adresse mail',
} as const;

export type ApprovedDeed = keyof typeof APPROVED_DEEDS;

export function needsTwo(setting: FourEyes, deed: ApprovedDeed): boolean {
  return setting === 'both' || setting === deed;
}

export type ApprovalAnswer = 'agreed' | 'refused';

/** What an approval is worth to the agent who asked for it. */
export type ApprovalState = 'waiting' | 'agreed' | 'refused' | 'done';

const MINUTE_MS = 60_000;
export const APPROVAL_MINUTES = 30;
/** In one list: an office that has more of them waiting has another trouble. */
export const APPROVALS_LISTED_MAX = 50;

export function approvalEnd(askedAt: Date): Date {
  return new Date(askedAt.getTime() + APPROVAL_MINUTES * MINUTE_MS);
}

export function approvalState(approval: {
  answer: ApprovalAnswer | undefined;
  doneAt: Date | undefined;
}): ApprovalState {
  return approval.doneAt !== undefined ? 'done' : (approval.answer ?? 'waiting');
}
