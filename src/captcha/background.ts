/**
 * What is heard under the words: people talking backwards far off, and a breath of noise. It blurs the edges that
 * a ready-made recogniser cuts words at, and is light enough for somebody who listens once, on a poor speaker.
 */
import type { Dice, Range } from './dice.ts';
import { amplify, gainOf, laidLength, layOver, levelOf, type Samples, samplesIn } from './samples.ts';
import { SPEECH_LEVEL, type Voice } from './voices.ts';

/** Below the words. */
const BABBLE_DECIBELS = -14;
const NOISE_DECIBELS = -30;

const TALKERS = 3;
const TALKER_SPEED: Range = [0.8, 1.25];
const TALKER_GAIN: Range = [0.5, 1.2];
const TALKER_PAUSE_SECONDS: Range = [0, 0.12];
/** Talkers are already at it when they are first heard, each somewhere else in a word. */
const TALKER_LEAD_SECONDS: Range = [0, 0.4];

/** The share of each sample of noise that stays in the next: rather a breath than a hiss. */
const NOISE_MEMORY = 0.7;
/** One throw of the dice makes four samples of 256 steps each: fine enough for noise, four times fewer throws. */
const THROW: Range = [0, 2 ** 32];
const THROW_SAMPLES = 4;
const STEP_BITS = 8;

const FADE_SAMPLES = samplesIn(0.05);

/** Several people talking backwards over the whole strip: voices, and no word to mistake for one of the code. */
export function drawBabble(length: number, voices: readonly Voice[], dice: Dice): Samples {
  const babble = new Float32Array(length);
  const clips = voices.flatMap(voice => [...voice.clips.values()]);
  for (let talker = 0; talker < TALKERS; talker++) {
    let at = -samplesIn(dice.within(TALKER_LEAD_SECONDS));
    while (at < length) {
      const clip = dice.pick(clips);
      const [speed, gain] = [dice.within(TALKER_SPEED), dice.within(TALKER_GAIN)];
      layOver(babble, clip, { at, speed, gain, backwards: true });
      at += laidLength(clip, speed) + samplesIn(dice.within(TALKER_PAUSE_SECONDS));
    }
  }
  return settle(babble, BABBLE_DECIBELS);
}

export function drawNoise(length: number, dice: Dice): Samples {
  const noise = new Float32Array(length);
  let held = 0;
  let thrown = 0;
  for (let at = 0; at < length; at++) {
    thrown = at % THROW_SAMPLES === 0 ? dice.within(THROW) | 0 : thrown >> STEP_BITS;
    held = held * NOISE_MEMORY + ((thrown << 24) >> 24) + 0.5;
    noise[at] = held;
  }
  return settle(noise, NOISE_DECIBELS);
}

/** Brings a strip to its loudness under the words, and eases both ends. */
function settle(strip: Samples, decibels: number): Samples {
  amplify(strip, (SPEECH_LEVEL * gainOf(decibels)) / Math.max(levelOf(strip), Number.MIN_VALUE));
  for (let at = 0; at < Math.min(FADE_SAMPLES, strip.length); at++) {
    const share = at / FADE_SAMPLES;
    const last = strip.length - 1 - at;
    strip[at] = (strip[at] as number) * share;
    strip[last] = (strip[last] as number) * share;
  }
  return strip;
}
