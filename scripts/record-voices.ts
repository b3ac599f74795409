/**
 * Run by hand when the voices of the code change: speaks the sixteen symbols with espeak-ng, trims and levels each
 * clip with sox, and writes src/captcha/voices/<voice>/<symbol>.wav. Neither program is needed to run, test or
 * build anything: `apt-get install espeak-ng sox`, then `node scripts/record-voices.ts`. A voice recorded by a
 * person is another folder there, which this script leaves alone.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CODE_ALPHABET } from '../src/captcha/alphabet.ts';

/**
 * Two low voices and two high ones, the farthest apart of those heard clearly. Not « fr-fr+f4 »: after that name
 * espeak-ng 1.51 drops the variant without a word, and four voices would be one.
 */
const VOICES = [
  { folder: 'espeak-fr', espeak: 'fr', pitch: 45 },
  { folder: 'espeak-m7', espeak: 'fr+m7', pitch: 65 },
  { folder: 'espeak-f4', espeak: 'fr+f4', pitch: 45 },
  { folder: 'espeak-annie', espeak: 'fr+Annie', pitch: 55 },
];

/** A letter alone is too short to be heard through anything: « effe » and « esse » differ by one consonant. */
const SPOKEN: Record<string, string> = {
  3: 'trois',
  4: 'quatre',
  5: 'cinq',
  6: 'six',
  7: 'sept',
  8: 'huit',
  9: 'neuf',
  F: 'F, comme François',
  H: 'H, comme Henri',
  J: 'J, comme Joseph',
  M: 'M, comme Marcel',
  R: 'R, comme Raoul',
  U: 'U, comme Ursule',
  X: 'X, comme Xavier',
  Y: 'Y, comme Yvonne',
  Z: 'Z, comme Zoé',
};

/** Slower than the 175 words a minute that espeak-ng speaks by itself. */
const WORDS_PER_MINUTE = '140';

/** Of full scale: quieter than the breath of an f, louder than nothing. */
const SILENCE = ['silence', '1', '0.005', '0.3%'];
/** Each end cut and eased, so that no clip starts or ends with a click; the end is a start once turned round. */
const TRIMMED = [...SILENCE, 'fade', 't', '0.004', 'reverse', ...SILENCE, 'fade', 't', '0.008', 'reverse'];
/** 3 dB below full scale, with a little air around. */
const LEVELLED = ['gain', '-n', '-3', 'pad', '0.01', '0.02'];

const scratch = mkdtempSync(join(tmpdir(), 'voices-'));
for (const { folder, espeak, pitch } of VOICES) {
  const target = join(import.meta.dirname, '../src/captcha/voices', folder);
  mkdirSync(target, { recursive: true });
  for (const symbol of CODE_ALPHABET) {
    const spoken = join(scratch, 'spoken.wav');
    const voice = ['-v', espeak, '-p', String(pitch), '-s', WORDS_PER_MINUTE, '-g', '2'];
    execFileSync('espeak-ng', [...voice, '-w', spoken, SPOKEN[symbol] ?? symbol]);
    // -D: without dither, whose chance would make other files at each run.
    const clip = [
      '-r',
      '16000',
      '-c',
      '1',
      '-b',
      '16',
      '-e',
      'signed-integer',
      join(target, `${symbol}.wav`),
    ];
    execFileSync('sox', ['-D', spoken, ...clip, ...TRIMMED, ...LEVELLED]);
  }
}
rmSync(scratch, { recursive: true });
