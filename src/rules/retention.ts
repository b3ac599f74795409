/**
 * How long each thing is kept (norms RGP-3, RGP-4, LOG-6), as the instant before which it may go. Nothing that still counts
 * goes: a code keeps its row as long as its answer, or a double click, can still come; a limit as long as it limits.
 */

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A code that was answered cannot be answered anew within this time, whatever its own life. */
const CODES_KEPT_SECONDS = 600;
/** A right answer waits this long for the rest of the form. */
export const GRANT_LIFE_SECONDS = 1800;
/** The way without copying has no hurry: as long as a form may stay open. */
export const PROOF_LIFE_SECONDS = 3600;
/** An address that waits for its proof, or that was left: longer than any mail about it is tried. */
const OTHER_ADDRESSES_KEPT_DAYS = 7;
/** What a limit counted is kept after it stopped counting. */
const LIMITS_KEPT_HOURS = 24;

export type RetentionNumbers = { requestsDays: number; auditDays: number };

export type Cutoffs = {
  now: Date;
  codesAnswered: Date;
  grantsAnswered: Date;
  proofsAnswered: Date;
  codesSpent: Date;
  limitsEnded: Date;
  requestsMade: Date;
  addressesGiven: Date;
  auditTold: Date;
};

export function cutoffsAt(
  now: Date,
  kept: RetentionNumbers & { codeLifeSeconds: number; repeatSeconds: number },
): Cutoffs {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const codesKeptSeconds = Math.max(CODES_KEPT_SECONDS, kept.codeLifeSeconds) + kept.repeatSeconds;
  return {
    now,
    codesAnswered: before(codesKeptSeconds * SECOND_MS),
    grantsAnswered: before(GRANT_LIFE_SECONDS * SECOND_MS),
    proofsAnswered: before((PROOF_LIFE_SECONDS + kept.repeatSeconds) * SECOND_MS),
    codesSpent: before(kept.repeatSeconds * SECOND_MS),
    limitsEnded: before(LIMITS_KEPT_HOURS * HOUR_MS),
    requestsMade: before(kept.requestsDays * DAY_MS),
    addressesGiven: before(OTHER_ADDRESSES_KEPT_DAYS * DAY_MS),
    auditTold: before(kept.auditDays * DAY_MS),
  };
}
