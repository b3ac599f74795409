/**
 * The life of the link that proves an address (« Validez votre adresse mail »): a day from the moment its mail left, since nobody
 * waits for it, and only the latest counts. Proving twice is proving once.
 */
import { OWNER_TRIES_MAX } from './owner-proof.ts';

export const ADDRESS_LINK_LIFE_HOURS = 24;
const HOUR_MS = 3_600_000;

/** How a link ended, as it is recorded. refused: the mail server would not take its mail. */
export type AddressLinkEnding = 'verified' | 'replaced' | 'refused';

export type AddressLinkState = 'live' | 'expired' | 'verified' | 'replaced' | 'refused' | 'triesExhausted';

export function addressLinkExpiry(from: Date): Date {
  return new Date(from.getTime() + ADDRESS_LINK_LIFE_HOURS * HOUR_MS);
}

export function addressLinkState(
  link: { expiresAt: Date; tries: number; ending: AddressLinkEnding | undefined },
  now: Date,
): AddressLinkState {
  if (link.ending !== undefined) return link.ending;
  if (now >= link.expiresAt) return 'expired';
  return link.tries >= OWNER_TRIES_MAX ? 'triesExhausted' : 'live';
}
