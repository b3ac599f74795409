/** The part of a file that a player asks for, in every spelling of RFC 9110 §14, and in none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.ts';
import { type RangeAsked, readRange } from './range.ts';

const SIZE_BYTES = 1000;
const WHOLE: RangeAsked = { state: 'whole' };
const UNSATISFIABLE: RangeAsked = { state: 'unsatisfiable' };
const partial = (start: number, end: number): RangeAsked => ({ state: 'partial', start, end });

function asked(table: readonly (readonly [string, RangeAsked])[], sizeBytes = SIZE_BYTES): void {
  for (const [header, expected] of table) assert.deepEqual(readRange(header, sizeBytes), expected, header);
}

test('no header asks for the whole', () => {
  assert.deepEqual(readRange(undefined, SIZE_BYTES), WHOLE);
});

test('a first and a last byte, both included; what lies beyond the end is cut', () => {
  asked([
    ['bytes=0-1', partial(0, 1)], // what iOS asks first
    ['bytes=0-0', partial(0, 0)],
    ['bytes=0-999', partial(0, 999)],
    ['bytes=500-999', partial(500, 999)],
    ['bytes=500-1000', partial(500, 999)],
    ['bytes=999-999', partial(999, 999)],
    ['bytes=000-0001', partial(0, 1)],
    ['BYTES=0-1', partial(0, 1)], // names of units have no case (§14.1)
    [' bytes=0-1 ', partial(0, 1)],
  ]);
});

test('a first byte alone asks for all that follows', () => {
  asked([
    ['bytes=0-', partial(0, 999)],
    ['bytes=999-', partial(999, 999)],
  ]);
});

test('a suffix asks for the last bytes: all of them when it is longer than the file', () => {
  asked([
    ['bytes=-1', partial(999, 999)],
    ['bytes=-1000', partial(0, 999)],
    ['bytes=-1001', partial(0, 999)],
  ]);
});

test('a start beyond the end and a suffix of nothing cannot be satisfied', () => {
  asked([
    ['bytes=1000-', UNSATISFIABLE],
    ['bytes=1000-1000', UNSATISFIABLE],
    ['bytes=5000-9000', UNSATISFIABLE],
    ['bytes=-0', UNSATISFIABLE],
  ]);
});

test('nothing can be satisfied of an empty file', () => {
  asked(
    [
      ['bytes=0-', UNSATISFIABLE],
      ['bytes=0-0', UNSATISFIABLE],
      ['bytes=-1', UNSATISFIABLE],
    ],
    0,
  );
});

test('numbers too great for any file are numbers all the same', () => {
  const huge = '9'.repeat(40);
  asked([
    [`bytes=0-${huge}`, partial(0, 999)],
    [`bytes=-${huge}`, partial(0, 999)],
    [`bytes=${huge}-`, UNSATISFIABLE],
    ['bytes=18446744073709551616-18446744073709551617', UNSATISFIABLE],
    [`bytes=0-${'9'.repeat(400)}`, WHOLE],
  ]);
});

test('several parts, another unit, an end before the start, and nonsense get the whole', () => {
  const several = ['bytes=0-1,3-4', 'bytes=0-1,', 'bytes=-1,-2', 'bytes=0-1, 5-'];
  const otherUnits = ['seconds=0-1', 'none', 'items=0-5', 'byte=0-1'];
  const nonsense = ['', 'bytes', 'bytes=', 'bytes=-', 'bytes=--1', 'bytes=1', 'bytes=a-b', 'bytes=0x1-2'];
  const odd = [
    'bytes=1.5-2',
    'bytes=+1-2',
    'bytes=1-2-3',
    'bytes =0-1',
    'bytes= 0-1',
    'bytes=0 -1',
    'bytes=1e3-',
  ];
  const backwards = ['bytes=5-2', 'bytes=2000-1000'];
  asked(
    [...several, ...otherUnits, ...nonsense, ...odd, ...backwards, 'bytes=٠-١'].map(h => [h, WHOLE] as const),
  );
});

test('whatever is sent, the answer lies within the file', () => {
  const header = fc.oneof(
    anyText(),
    fc.stringMatching(/^bytes=[0-9]{0,20}-[0-9]{0,20}$/),
    fc.stringMatching(/^bytes=[-,0-9 ]{0,70}$/),
  );
  fc.assert(
    fc.property(header, fc.nat(2000), (text, sizeBytes) => {
      const range = readRange(text, sizeBytes);
      if (range.state === 'partial')
        assert.ok(0 <= range.start && range.start <= range.end && range.end < sizeBytes);
    }),
    { numRuns: 1000 },
  );
});
