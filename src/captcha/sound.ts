/**
 * The sound of a code, for who does not see the picture: a second of quiet, then six symbols said in French by
 * voices drawn by lot, letters with a first name (« F, comme François »), over a light background. Made anew at
 * each fetch and kept nowhere: the same code, seed and pace give the same bytes (CAP-5), of which a player may ask
 * for a part (range.ts).
 */
import { drawBabble, drawNoise } from './background.ts';
import { createDice } from './dice.ts';
import { type Samples, samplesIn } from './samples.ts';
import { type Pace, QUIET_SECONDS, type Speech, speak } from './speech.ts';
import { loadVoices } from './voices.ts';
import { encodeWav } from './wav.ts';

export const VOICES = loadVoices(`${import.meta.dirname}/voices`);

/** The loudest sample of a sound: as loud as can be without touching full scale, 1 dB below. */
const PEAK = 0.89;

export type SpokenCode = { readonly code: string; readonly seed: Buffer; readonly pace: Pace };

/** A WAV file of about ten seconds, fourteen when slow. */
export function soundOf(spoken: SpokenCode): Buffer {
  const { speech, babble, noise } = partsOf(spoken);
  return encodeWav(mix(speech.track, babble, noise));
}

export type Parts = {
  readonly speech: Speech;
  /** Both start when the quiet ends. */
  readonly babble: Samples;
  readonly noise: Samples;
};

/** A sound before it is mixed, each part at its loudness under the others. Only tests listen to parts. */
export function partsOf({ code, seed, pace }: SpokenCode): Parts {
  const dice = createDice(seed);
  const speech = speak(code, VOICES, pace, dice);
  const length = speech.track.length - samplesIn(QUIET_SECONDS);
  return { speech, babble: drawBabble(length, VOICES, dice), noise: drawNoise(length, dice) };
}

/** Written over the speech: one strip less to hold for each listener. */
function mix(speech: Samples, babble: Samples, noise: Samples): Samples {
  const quiet = speech.length - babble.length;
  let peak = 0;
  for (let at = 0; at < babble.length; at++) {
    const sum = (speech[quiet + at] as number) + (babble[at] as number) + (noise[at] as number);
    speech[quiet + at] = sum;
    peak = Math.max(peak, Math.abs(sum));
  }
  const gain = PEAK / peak;
  for (let at = 0; at < speech.length; at++) speech[at] = (speech[at] as number) * gain;
  return speech;
}
