/**
 * « Ce n'était pas moi »: what the line of a mail is worth at an instant, and how it can end (norms RST-6, SCAN-7; house rule:
 * expiry is tested at the boundary).
 */
import { OWNER_TRIES_MAX } from './owner-proof.ts';

const DAY_MS = 86_400_000;

/** Mails are read late; a request is not to be disavowed for ever. */
export const DISAVOWAL_LIFE_DAYS = 30;

/** renewal: the mail of étape 4. notice: that of étape 6, and wherever else a password was changed. */
export type DisavowalKind = 'renewal' | 'notice';

export type DisavowalEnding =
  /** From the renewal mail: its link was alive, and is not any more. */
  | 'linkRevoked'
  /** Somebody was faster: a password had been chosen with it. */
  | 'linkUsed'
  /** It had expired, been replaced or ended otherwise. */
  | 'linkDead'
  /** From the notice: nobody comes in any more, and a mail leaves for a new password. */
  | 'renewalStarted'
  /** The same, without a mail: no verified address, or not the one that the notice went to. */
  | 'accessClosed';

export type DisavowalFacts = {
  expiresAt: Date;
  /** Dates of birth given so far. */
  tries: number;
  ending: DisavowalEnding | undefined;
  endedAt: Date | undefined;
};

export type DisavowalState =
  | { state: 'open'; triesLeft: number }
  | { state: 'done'; ending: DisavowalEnding; endedAt: Date }
  | { state: 'tooManyTries' }
  | { state: 'expired' };

export function disavowalExpiry(from: Date): Date {
  return new Date(from.getTime() + DISAVOWAL_LIFE_DAYS * DAY_MS);
}

/** Open until the last millisecond before `expiresAt`; what was done outlasts it. */
export function disavowalState(facts: DisavowalFacts, now: Date): DisavowalState {
  const { ending, endedAt, expiresAt, tries } = facts;
  if (ending !== undefined && endedAt !== undefined) return { state: 'done', ending, endedAt };
  if (now >= expiresAt) return { state: 'expired' };
  if (tries >= OWNER_TRIES_MAX) return { state: 'tooManyTries' };
  return { state: 'open', triesLeft: OWNER_TRIES_MAX - tries };
}
