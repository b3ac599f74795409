/**
 * An address that has just been changed gets no link for a day (norm RST-7): whoever came in by another's password, or sits at
 * another's open session, cannot turn that into the account by changing its address and then its password. The owner, who
 * was told at the former address, has the day to say so. Signing in goes on meanwhile.
 */

const HOUR_MS = 3_600_000;

export const HOLD_HOURS = 24;

export function holdEnd(changedAt: Date): Date {
  return new Date(changedAt.getTime() + HOLD_HOURS * HOUR_MS);
}

/** @param heldUntil null for an address that was never changed */
export function isHeld(heldUntil: Date | null, now: Date): boolean {
  return heldUntil !== null && now < heldUntil;
}
