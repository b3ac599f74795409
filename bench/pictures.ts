/**
 * How many pictures of a code one core draws in a second, and how heavy they are. The code is shown to anybody
 * who opens the form, so its cost is a stranger's lever: the goal is 400 a second or more, 6 kB each or less.
 */
import { randomBytes } from 'node:crypto';
import { CODE_BYTES, codeFrom } from '../src/captcha/alphabet.ts';
import { drawPicture } from '../src/captcha/picture.ts';

const WARM_UP_PICTURES = 200;
const PICTURES = 2000;

const draw = () => drawPicture(codeFrom(randomBytes(CODE_BYTES)), randomBytes(32)).length;

for (let picture = 0; picture < WARM_UP_PICTURES; picture++) draw();

const started = performance.now();
const sizes = Array.from({ length: PICTURES }, draw).sort((a, b) => a - b);
const seconds = (performance.now() - started) / 1000;

const middle = sizes[PICTURES >> 1];
process.stdout.write(
  `${Math.round(PICTURES / seconds)} pictures/s on one core, 440 × 160\n` +
    `bytes: ${sizes.at(0)} at least, ${middle} at the median, ${sizes.at(-1)} at most (${PICTURES} pictures)\n`,
);
