/**
 * How many sounds of a code one core makes in a second, how heavy and how long they are. Anybody who opens the form
 * may ask for one, so its cost is a stranger's lever: the goal is 80 a second or more. The processor's time is
 * counted, not the clock's, so that what else the machine does changes nothing.
 */
import { randomBytes } from 'node:crypto';
import { CODE_BYTES, codeFrom } from '../src/captcha/alphabet.ts';
import { SAMPLES_PER_SECOND } from '../src/captcha/samples.ts';
import { soundOf } from '../src/captcha/sound.ts';
import type { Pace } from '../src/captcha/speech.ts';
import { WAV_HEADER_BYTES } from '../src/captcha/wav.ts';

const WARM_UP_SOUNDS = 40;
const SOUNDS = 400;
const BYTES_PER_SECOND = SAMPLES_PER_SECOND * 2;

for (const pace of ['normal', 'slow'] as const) measure(pace);

function measure(pace: Pace): void {
  const make = () => soundOf({ code: codeFrom(randomBytes(CODE_BYTES)), seed: randomBytes(32), pace }).length;
  for (let sound = 0; sound < WARM_UP_SOUNDS; sound++) make();
  const before = process.cpuUsage();
  const sizes = Array.from({ length: SOUNDS }, make).sort((a, b) => a - b);
  const { user, system } = process.cpuUsage(before);
  const [least, middle, most] = [sizes.at(0), sizes[SOUNDS >> 1], sizes.at(-1)].map((size = 0) => ({
    bytes: size,
    seconds: ((size - WAV_HEADER_BYTES) / BYTES_PER_SECOND).toFixed(1),
  }));
  process.stdout.write(
    `${pace}: ${Math.round((SOUNDS * 1e6) / (user + system))} sounds per second of one core\n` +
      `  bytes: ${least?.bytes} at least, ${middle?.bytes} at the median, ${most?.bytes} at most (${SOUNDS} sounds)\n` +
      `  seconds: ${least?.seconds} at least, ${middle?.seconds} at the median, ${most?.seconds} at most\n`,
  );
}
