/** Strips of sound: how loud they are, and one laid over another. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gainOf, laidLength, layOver, levelOf, samplesIn, speechLevelOf } from './samples.ts';

const steady = (seconds: number, level: number) => new Float32Array(samplesIn(seconds)).fill(level);
const near = (given: number, expected: number) => assert.ok(Math.abs(given - expected) < 1e-6, `${given}`);

test('20 decibels are ten times as much, and -6 about half', () => {
  near(gainOf(20), 10);
  assert.ok(Math.abs(gainOf(-6) - 0.5) < 0.002);
});

test('the loudness of words leaves the pauses between them out; the loudness of a strip does not', () => {
  const word = steady(0.5, 0.2);
  const words = Float32Array.of(...word, ...steady(1.5, 0.001), ...word);
  near(speechLevelOf(words), 0.2);
  assert.ok(levelOf(words) < 0.15);
  assert.equal(speechLevelOf(new Float32Array()), 0);
  assert.equal(levelOf(new Float32Array()), 0);
});

test('a clip laid at its own speed is added as it is; backwards, turned round', () => {
  const clip = Float32Array.of(1, 2, 3, 4);
  const track = Float32Array.of(10, 10, 10, 10, 10);
  layOver(track, clip, { at: 1, speed: 1, gain: 2 });
  assert.deepEqual([...track], [10, 12, 14, 16, 10]);
  const turned = new Float32Array(4);
  layOver(turned, clip, { at: 0, speed: 1, gain: 1, backwards: true });
  assert.deepEqual([...turned], [3, 2, 1, 0]);
});

test('at half the speed a clip takes twice the time, on the straight lines between its samples', () => {
  const clip = Float32Array.of(0, 2, 4);
  const track = new Float32Array(4);
  layOver(track, clip, { at: 0, speed: 0.5, gain: 1 });
  assert.equal(laidLength(clip, 0.5), 4);
  assert.deepEqual([...track], [0, 1, 2, 3]);
});

test('a clip may stick out of the track on either side: nothing is read or written outside', () => {
  const laying = {
    at: fc.integer({ min: -50, max: 50 }),
    speed: fc.double({ min: 0.5, max: 2, noNaN: true }),
  };
  fc.assert(
    fc.property(fc.record(laying), fc.nat(40), fc.boolean(), ({ at, speed }, clipLength, backwards) => {
      const track = new Float32Array(20);
      layOver(track, new Float32Array(clipLength).fill(1), { at, speed, gain: 1, backwards });
      const end = at + laidLength(new Float32Array(clipLength), speed);
      for (const [place, sample] of track.entries()) near(sample, place >= at && place < end ? 1 : 0);
    }),
    { numRuns: 500 },
  );
});
