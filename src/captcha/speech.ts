/**
 * Who says each symbol of a code, when, how fast: the words of a sound, on their own track. As with the picture,
 * this is as mild as can be: people are lost long before a machine is (README.md has the figures).
 */
import type { Dice, Range } from './dice.ts';
import { gainOf, laidLength, layOver, type Samples, samplesIn } from './samples.ts';
import type { Voice } from './voices.ts';

/** How a person asks to hear a code. */
export type Pace = 'normal' | 'slow';

/** Nothing at all is heard first, so that a screen reader can finish its sentence (A11Y-5). */
export const QUIET_SECONDS = 1;

const GAP_SECONDS: Range = [0.35, 0.7];
const ENDING_SECONDS = 0.5;
const SPEED: Range = [0.94, 1.08];
/** On either side of the common loudness, for no two words of a person are as loud. */
const LOUDNESS_DECIBELS = 1.5;

/** By what the gaps and the speeds are multiplied. */
const PACES: Record<Pace, { readonly gaps: number; readonly speed: number }> = {
  normal: { gaps: 1, speed: 1 },
  slow: { gaps: 1.4, speed: 0.9 },
};

/** One symbol of the code on the track: from sample `at` on, over `length` samples. */
export type Utterance = {
  readonly symbol: string;
  readonly clip: Samples;
  readonly speed: number;
  readonly gain: number;
  readonly at: number;
  readonly length: number;
};

export type Speech = { readonly track: Samples; readonly utterances: readonly Utterance[] };

export function speak(code: string, voices: readonly Voice[], pace: Pace, dice: Dice): Speech {
  let end = samplesIn(QUIET_SECONDS);
  const utterances = Array.from(code, symbol => {
    const at = end + samplesIn(dice.within(GAP_SECONDS) * PACES[pace].gaps);
    const utterance = utter(symbol, voices, dice, { at, slowing: PACES[pace].speed });
    end = at + utterance.length;
    return utterance;
  });
  const track = new Float32Array(end + samplesIn(ENDING_SECONDS));
  for (const utterance of utterances) layOver(track, utterance.clip, utterance);
  return { track, utterances };
}

type Moment = { readonly at: number; readonly slowing: number };

function utter(symbol: string, voices: readonly Voice[], dice: Dice, { at, slowing }: Moment): Utterance {
  const clip = dice.pick(voices).clips.get(symbol);
  if (!clip) throw new RangeError('a code is made of the symbols of its alphabet');
  const speed = dice.within(SPEED) * slowing;
  const gain = gainOf(dice.around(LOUDNESS_DECIBELS));
  return { symbol, clip, speed, gain, at, length: laidLength(clip, speed) };
}
