/**
 * `npm run bench:ocr`: how many fresh pictures ready-made OCR reads. It says what docs/threats.md quotes, and nothing of
 * a network trained on purpose, which reads nearly all of them. Where a reader is not installed, it says so.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeFrom, foldAnswer } from '../src/captcha/alphabet.ts';
import { drawPicture } from '../src/captcha/picture.ts';
import { realWorld } from '../src/world.ts';

const PICTURES = 300;
const CODE_BYTES = 3;
const SEED_BYTES = 32;
const LETTERS = '3456789FHJMRUXYZ';

type Reader = { name: string; read(picture: string): string };

const run = (command: string, args: string[]) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const READERS: Reader[] = [
  ...['7', '8', '13'].map(mode => ({
    name: `tesseract --psm ${mode}`,
    read: (picture: string) =>
      run('tesseract', [picture, '-', '--psm', mode, '-c', `tessedit_char_whitelist=${LETTERS}`]),
  })),
  { name: 'gocr', read: picture => run('gocr', ['-C', LETTERS, picture]) },
];

function isInstalled({ name }: Reader): boolean {
  return spawnSync(name.split(' ')[0] ?? '', ['--version']).error === undefined;
}

const folder = mkdtempSync(join(tmpdir(), 'renouveau-ocr-'));
const pictures = Array.from({ length: PICTURES }, (_, i) => {
  const code = codeFrom(realWorld.randomBytes(CODE_BYTES));
  const path = join(folder, `${i}.png`);
  writeFileSync(path, drawPicture(code, realWorld.randomBytes(SEED_BYTES)));
  return { code, path };
});

for (const reader of READERS) {
  if (!isInstalled(reader)) {
    process.stdout.write(`${reader.name}: not measured, it is not installed (Debian: tesseract-ocr, gocr)\n`);
    continue;
  }
  const right = pictures.filter(({ code, path }) => foldAnswer(reader.read(path)) === code).length;
  process.stdout.write(`${reader.name}: ${right} of ${PICTURES} pictures read\n`);
}
rmSync(folder, { recursive: true });
