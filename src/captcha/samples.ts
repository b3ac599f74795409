/**
 * Strips of sound as numbers, one per sample, from -1 to 1: how long, how loud, and one laid over another at its
 * own speed. Nothing here knows what is said.
 */
export type Samples = Float32Array;

/** Enough for the s and f of speech, half of what a longer file would weigh. */
export const SAMPLES_PER_SECOND = 16_000;

export const samplesIn = (seconds: number): number => Math.round(seconds * SAMPLES_PER_SECOND);

/** By what to multiply samples to raise them by so many decibels. */
export const gainOf = (decibels: number): number => 10 ** (decibels / 20);

/** The root mean square: how loud a strip is on the whole, its silences included. */
export function levelOf(samples: Samples): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return Math.sqrt(energy / Math.max(1, samples.length));
}

const WINDOW_SAMPLES = samplesIn(0.02);
/** Below the loudest window by this, a window counts as a pause between words. */
const PAUSE_DECIBELS = -25;

/** How loud the words are, whatever pauses lie between them: « F, comme François » is as loud as « six ». */
export function speechLevelOf(samples: Samples): number {
  const windows = Array.from({ length: Math.ceil(samples.length / WINDOW_SAMPLES) }, (_, rank) =>
    levelOf(samples.subarray(rank * WINDOW_SAMPLES, (rank + 1) * WINDOW_SAMPLES)),
  );
  const loudest = Math.max(0, ...windows);
  const spoken = windows.filter(level => level >= loudest * gainOf(PAUSE_DECIBELS));
  return Math.sqrt(spoken.reduce((sum, level) => sum + level * level, 0) / Math.max(1, spoken.length));
}

export type Laying = {
  /** The sample of the track where the clip starts; what falls outside the track is not heard. */
  readonly at: number;
  /** Above 1, faster and higher. */
  readonly speed: number;
  readonly gain: number;
  readonly backwards?: boolean;
};

/** The samples a clip takes once laid at that speed: those that lie between two of its own. */
export const laidLength = (clip: Samples, speed: number): number =>
  Math.max(0, Math.floor((clip.length - 1) / speed));

/** Adds a clip to a track, each sample read on the straight line between two of the clip. */
export function layOver(track: Samples, clip: Samples, { at, speed, gain, backwards }: Laying): void {
  const length = laidLength(clip, speed);
  const [first, stride] = backwards ? [(length - 1) * speed, -speed] : [0, speed];
  const end = Math.min(length, track.length - at);
  for (let step = Math.max(0, -at); step < end; step++) {
    const position = first + step * stride;
    const before = position | 0;
    const here = clip[before] as number;
    const sample = here + ((clip[before + 1] as number) - here) * (position - before);
    track[at + step] = (track[at + step] as number) + sample * gain;
  }
}

export function amplify(samples: Samples, gain: number): void {
  for (let at = 0; at < samples.length; at++) samples[at] = (samples[at] as number) * gain;
}
