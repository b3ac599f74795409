/**
 * How long a mail is tried. Étape 4's is of use while the person waits for it: tried at once and after about 1, 3, 7
 * and 15 minutes, then given up, so that nobody gets a link for a request that they have forgotten. Étape 6's has no
 * deadline and is tried for days (norms ML-14, ML-16; RFC 5321 §4.5.4.1).
 */

/** From the request; each try makes a link whose own life starts when it leaves. */
export const REQUEST_USEFUL_MINUTES = 30;

const MINUTE_MS = 60_000;

export function isTooLate(askedAt: Date, now: Date): boolean {
  return now.getTime() - askedAt.getTime() >= REQUEST_USEFUL_MINUTES * MINUTE_MS;
}
