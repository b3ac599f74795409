/**
 * The code to copy (étape 2, « Recopiez les caractères »): issued, shown, compared. Single use is deliberately
 * elsewhere: a sealed text cannot know that it was already answered. Whoever judges an answer opens the token,
 * claims its `id` once in the database, whatever the outcome, and trusts `matches` only then; the double click
 * that repeats an answer is recognised there too.
 */
import { timingSafeEqual } from 'node:crypto';
import type { World } from '../world.ts';
import { CODE_BYTES, codeFrom, foldAnswer } from './alphabet.ts';
import { drawPicture } from './picture.ts';
import { createSealer, ID_BYTES, type Opened } from './seal.ts';
import { soundOf } from './sound.ts';
import type { Pace } from './speech.ts';

/*
 * The life of a code. It is drawn when the form is shown, each code as likely as another, and sealed at once into a
 * token that the form carries. Until it is answered it exists nowhere else: showing codes writes nothing, so it
 * fills nothing. The token is bound to the form it was made for, because a code solved in one session must be
 * worth nothing in another; it dies `lifeSeconds` later on the server's clock, because what is solved by hired
 * hands takes time. Outside, only the picture and the sound tell it. They are made from the token alone, hence the
 * same at each fetch: averaging several drawings of one code would rub the obstacles out. The code is never logged.
 */

export type ChallengeOptions = {
  readonly world: World;
  /** Secrets of 32 bytes or more: the first seals, all open. */
  readonly keys: readonly Buffer[];
  readonly lifeSeconds: number;
};

export type OpenedChallenge =
  | { readonly state: 'open'; readonly id: string; readonly expiresAt: Date }
  | { readonly state: 'expired'; readonly id: string }
  | { readonly state: 'forged' };

export type CodePicture =
  | { readonly state: 'drawn'; readonly png: Buffer }
  | { readonly state: 'expired' }
  | { readonly state: 'forged' };

export type CodeSound =
  | { readonly state: 'spoken'; readonly wav: Buffer }
  | { readonly state: 'expired' }
  | { readonly state: 'forged' };

/**
 * `binding` names the form and its session, as the caller likes: a token opens only under the one it was issued
 * for. Tokens and answers come from outside, hence their type: nothing is expected of them, and nothing throws.
 */
export type Challenges = {
  /** A new challenge, sealed: 76 characters that may stand in a form or in an address. */
  issue(binding: string): string;
  /** `id` is 24 characters of base64url. 'forged' also stands for another binding and for a withdrawn key. */
  open(token: unknown, binding: string): OpenedChallenge;
  /** A PNG of 440 × 160 pixels, the same bytes each time. Send it with `no-store`, and no ETag. */
  picture(token: unknown, binding: string): CodePicture;
  /** A WAV of about ten seconds, the same bytes each time at one pace. `no-store`, and a part on demand (range.ts). */
  sound(token: unknown, binding: string, pace: Pace): CodeSound;
  /** Whether the answer is right, the challenge being open. False, too, for an expired or forged token. */
  matches(token: unknown, binding: string, answer: unknown): boolean;
};

export function createChallenges({ world, keys, lifeSeconds }: ChallengeOptions): Challenges {
  if (!Number.isInteger(lifeSeconds) || lifeSeconds < 1)
    throw new RangeError('a challenge lives whole seconds');
  const sealer = createSealer(keys, world);
  const hasExpired = ({ challenge }: Extract<Opened, { state: 'opened' }>) =>
    world.now().getTime() >= challenge.expiresAtMs;

  return {
    issue(binding) {
      const codeBytes = world.randomBytes(CODE_BYTES);
      const id = world.randomBytes(ID_BYTES);
      const expiresAtMs = world.now().getTime() + lifeSeconds * 1000;
      return sealer.seal({ id, expiresAtMs, codeBytes }, binding);
    },
    open(token, binding) {
      const opened = sealer.open(token, binding);
      if (opened.state === 'forged') return opened;
      const id = opened.challenge.id.toString('base64url');
      if (hasExpired(opened)) return { state: 'expired', id };
      return { state: 'open', id, expiresAt: new Date(opened.challenge.expiresAtMs) };
    },
    picture(token, binding) {
      const opened = sealer.open(token, binding);
      if (opened.state === 'forged') return opened;
      if (hasExpired(opened)) return { state: 'expired' };
      const png = drawPicture(codeFrom(opened.challenge.codeBytes), opened.seedFor('picture'));
      return { state: 'drawn', png };
    },
    sound(token, binding, pace) {
      const opened = sealer.open(token, binding);
      if (opened.state === 'forged') return opened;
      if (hasExpired(opened)) return { state: 'expired' };
      // The same dice at either pace: the same voices, each word slower, so that slow is slower for certain.
      const seed = opened.seedFor('sound');
      return { state: 'spoken', wav: soundOf({ code: codeFrom(opened.challenge.codeBytes), seed, pace }) };
    },
    matches(token, binding, answer) {
      const opened = sealer.open(token, binding);
      if (opened.state === 'forged' || hasExpired(opened)) return false;
      return isSame(codeFrom(opened.challenge.codeBytes), foldAnswer(answer));
    },
  };
}

/** Takes the same time whichever character differs, so that the time tells nothing of the code. */
function isSame(code: string, answer: string): boolean {
  const [expected, given] = [Buffer.from(code), Buffer.from(answer)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
