/**
 * The life of a link (étapes 4 and 5): what it is worth at an instant. Each ending has its own page, told before
 * anything is typed (norms TOK-3, TOK-6, TOK-11; house rule: expiry is tested at the boundary second).
 */

const MINUTE_MS = 60_000;

/** « valable pour une durée de 30 minutes », from the moment the mail server has the mail. */
export const LINK_LIFE_MINUTES = 30;

/**
 * Why a link ended before its time. `addressChanged`: it lies in a mailbox that is not the account's any more. `refused`: the mail
 * server would not take its mail. `disavowed`: « Ce n'était pas moi ».
 */
export type LinkEnding = 'used' | 'replaced' | 'passwordChanged' | 'addressChanged' | 'disavowed' | 'refused';

export type LinkFacts = { expiresAt: Date; ending: LinkEnding | undefined; endedAt: Date | undefined };

export type LinkState =
  | { state: 'live'; expiresAt: Date }
  | { state: 'expired'; expiredAt: Date }
  | { state: LinkEnding; endedAt: Date };

export function linkExpiry(from: Date, lifeMinutes: number): Date {
  return new Date(from.getTime() + lifeMinutes * MINUTE_MS);
}

/** Live until the last millisecond before `expiresAt`. An ending outlasts expiry: « remplacé » stays « remplacé ». */
export function linkState(link: LinkFacts, now: Date): LinkState {
  if (link.ending !== undefined && link.endedAt !== undefined)
    return { state: link.ending, endedAt: link.endedAt };
  if (now >= link.expiresAt) return { state: 'expired', expiredAt: link.expiresAt };
  return { state: 'live', expiresAt: link.expiresAt };
}
