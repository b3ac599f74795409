/** The sound as it is heard: quiet first, six words apart from each other and well above the rest (CAP-4, CAP-5, A11Y-5). */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { CODE_ALPHABET, codeFrom } from './alphabet.ts';
import { levelOf, SAMPLES_PER_SECOND, type Samples, samplesIn, speechLevelOf } from './samples.ts';
import { partsOf, type SpokenCode, soundOf } from './sound.ts';
import type { Utterance } from './speech.ts';
import { readWav } from './wav.ts';

const SOUNDS = 24;
/** 23 dB below full scale: what broadcasters level speech at (EBU R 128). */
const HEARD_WELL = 0.07;

const digest = (text: string) => createHash('sha256').update(text).digest();
const numbered = (number: number, pace: SpokenCode['pace'] = 'normal'): SpokenCode => ({
  code: codeFrom(digest(`code ${number}`).subarray(0, 3)),
  seed: digest(`seed ${number}`),
  pace,
});
const all = Array.from({ length: SOUNDS }, (_, number) => numbered(number));
const slow = Array.from({ length: SOUNDS }, (_, number) => numbered(number, 'slow'));

function heard(spoken: SpokenCode): Samples {
  const reading = readWav(soundOf(spoken));
  assert.equal(reading.state, 'read');
  return reading.samples;
}

const secondsOf = (samples: Samples) => samples.length / SAMPLES_PER_SECOND;
const decibels = (ratio: number) => 20 * Math.log10(ratio);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const endOf = ({ at, length }: Utterance) => at + length;

test('A11Y-5: the first second is silence itself, so that a screen reader can finish', () => {
  for (const spoken of [...all, ...slow]) {
    const samples = heard(spoken);
    assert.equal(levelOf(samples.subarray(0, samplesIn(1))), 0);
    assert.ok(levelOf(samples.subarray(samplesIn(1), samplesIn(1.3))) > 0, 'then the background starts');
  }
});

test('CAP-4: all that is said is the code, in its order, one word after another', () => {
  for (const spoken of all) {
    const { utterances } = partsOf(spoken).speech;
    assert.equal(utterances.map(({ symbol }) => symbol).join(''), spoken.code);
  }
  assert.deepEqual(new Set(all.flatMap(({ code }) => [...code])), new Set(CODE_ALPHABET));
});

test('A11Y-5: words lie .35 s to .7 s apart, and when slow .49 s to .98 s', () => {
  const gapsOf = (spoken: SpokenCode) => {
    const { utterances } = partsOf(spoken).speech;
    return utterances.map(({ at }, rank) => {
      const before = utterances[rank - 1];
      return (at - (before ? endOf(before) : samplesIn(1))) / SAMPLES_PER_SECOND;
    });
  };
  const [gaps, slowGaps] = [all.flatMap(gapsOf), slow.flatMap(gapsOf)];
  assert.ok(gaps.every(gap => gap > 0.349 && gap < 0.701) && Math.max(...gaps) > 0.65);
  assert.ok(slowGaps.every(gap => gap > 0.489 && gap < 0.981) && Math.max(...slowGaps) > 0.9);
});

test('A11Y-5: words are said at .94 to 1.08 of their speed, a tenth slower when asked for', () => {
  const speedsOf = (spoken: SpokenCode) => partsOf(spoken).speech.utterances.map(({ speed }) => speed);
  const [speeds, slowSpeeds] = [all.flatMap(speedsOf), slow.flatMap(speedsOf)];
  assert.ok(speeds.every(speed => speed >= 0.94 && speed <= 1.08));
  assert.ok(slowSpeeds.every(speed => speed >= 0.846 && speed <= 0.972));
  assert.ok(new Set(speeds).size > 100);
});

test('a sound lasts 5 s to 16 s, and the same code said slowly lasts longer', () => {
  for (const [number, spoken] of all.entries()) {
    const seconds = secondsOf(heard(spoken));
    assert.ok(seconds > 5 && seconds < 16, `${seconds} s`);
    assert.ok(secondsOf(heard(numbered(number, 'slow'))) > seconds * 1.14);
  }
});

test('the words stand 14 dB above the people behind, and 30 dB above the noise', () => {
  const ratios = all.map(spoken => {
    const { speech, babble, noise } = partsOf(spoken);
    const words = speech.utterances.map(({ at, length }) =>
      speechLevelOf(speech.track.subarray(at, at + length)),
    );
    return [decibels(mean(words) / levelOf(babble)), decibels(mean(words) / levelOf(noise))];
  });
  for (const [overBabble = 0, overNoise = 0] of ratios) {
    assert.ok(overBabble > 12.5 && overBabble < 15.5, `${overBabble} dB over the people`);
    assert.ok(overNoise > 28.5 && overNoise < 31.5, `${overNoise} dB over the noise`);
  }
  assert.ok(Math.abs(mean(ratios.map(([overBabble = 0]) => overBabble)) - 14) < 0.5);
});

test('in the sound itself, every word is at least 6 dB louder than what is heard between words', () => {
  for (const spoken of all) {
    const samples = heard(spoken);
    const { utterances } = partsOf(spoken).speech;
    const pauses = utterances.slice(1).map(({ at }, rank) => {
      const before = utterances[rank];
      return levelOf(samples.subarray(before ? endOf(before) : 0, at));
    });
    for (const { symbol, at, length } of utterances) {
      const above = decibels(speechLevelOf(samples.subarray(at, at + length)) / Math.max(...pauses));
      assert.ok(above > 6, `${symbol}: ${above} dB`);
    }
  }
});

test('A11Y-5: a sound is as loud as can be without touching full scale', () => {
  for (const spoken of [...all, ...slow]) {
    const peak = heard(spoken).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    assert.ok(peak > 0.88 && peak < 0.9, `peak ${peak}`);
    assert.ok(speechLevelOf(heard(spoken)) > HEARD_WELL, 'the words are heard');
  }
});

test('the voice changes within a code: all four are heard in a few codes', () => {
  const clips = new Set(all.flatMap(spoken => partsOf(spoken).speech.utterances.map(({ clip }) => clip)));
  assert.ok(clips.size > 40, `${clips.size} clips of 64`);
});

test('CAP-5: the same code, seed and pace give the same bytes; another of any of them, another sound', () => {
  const [spoken] = all;
  assert.ok(spoken);
  const sound = soundOf(spoken);
  assert.deepEqual(soundOf({ ...spoken, seed: Buffer.from(spoken.seed) }), sound);
  assert.notDeepEqual(soundOf({ ...spoken, seed: digest('other seed') }), sound);
  assert.notDeepEqual(soundOf({ ...spoken, code: '333333' }), sound);
  assert.notDeepEqual(soundOf({ ...spoken, pace: 'slow' }), sound);
});

test('what is no symbol of the alphabet cannot be said', () => {
  assert.throws(() => soundOf({ code: 'O', seed: digest('seed'), pace: 'normal' }), RangeError);
});
