/**
 * Étape 5: how much time is left to choose a password, and how much more can be had (norms C-4, A11Y-12; RGAA 13.1, WCAG
 * 2.2.1: warned at least 20 seconds ahead, ten times at least). Why it is safe: docs/decisions/0023.
 */
import { untilWhenAtTheLatest } from './until-when.ts';

/** What one press of « J’ai besoin de plus de temps » gives. */
export const EXTENSION_MINUTES = 10;
/** How often it can be pressed for one link, by whomever. */
export const EXTENSIONS_MAX = 10;
/** How long before the end the page warns. */
export const WARNING_MINUTES = 5;

const SECOND_MS = 1000;
const MINUTE_SECONDS = 60;

export const WARNING_SECONDS = WARNING_MINUTES * MINUTE_SECONDS;

export type TimeLeft = {
  /** `15h03 (heure de Paris)`, never too late. */
  until: string;
  /** Whole seconds by the server's clock: a browser's own may be wrong. */
  secondsLeft: number;
  isNearlyOver: boolean;
  extensions: number;
  extensionsLeft: number;
};

export function timeLeft(now: Date, link: { expiresAt: Date; extensions: number }): TimeLeft {
  const secondsLeft = Math.floor((link.expiresAt.getTime() - now.getTime()) / SECOND_MS);
  return {
    until: untilWhenAtTheLatest(now, link.expiresAt),
    secondsLeft,
    isNearlyOver: secondsLeft <= WARNING_SECONDS,
    extensions: link.extensions,
    extensionsLeft: Math.max(0, EXTENSIONS_MAX - link.extensions),
  };
}
