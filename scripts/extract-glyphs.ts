/**
 * Run by hand when the fonts of the code change: reads five free fonts from their packages and writes the
 * outlines of the sixteen symbols to src/captcha/glyphs.json, and each font's licence to LICENSES/. Neither the
 * fonts nor their reader are needed to run, test or build anything, so they are not dependencies: they are
 * installed in a folder of their own (src/captcha/README.md says how) whose path is the only argument.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { CODE_ALPHABET } from '../src/captcha/alphabet.ts';

const FONT_VERSION = '5.3.0';
const FONTS = ['atkinson-hyperlegible', 'andika', 'lexend', 'overpass', 'ibm-plex-sans'];

/** Outlines are written in thousandths of the height of a capital, so that all fonts come out the same size. */
const CAPITAL_HEIGHT = 1000;

const OUTLINES_FILE = new URL('../src/captcha/glyphs.json', import.meta.url);
const LICENSES_FOLDER = new URL('../LICENSES/', import.meta.url);

/** What is used of opentype.js, which is not installed here and so cannot be asked for its types. */
type Command = { type: string; x?: number; y?: number; x1?: number; y1?: number };
type Glyph = { path: { commands: Command[] }; getBoundingBox(): { y2: number } };
type Font = { charToGlyph(symbol: string): Glyph };
type FontReader = { parse(file: ArrayBuffer): Font };

const packages = resolve(process.argv[2] ?? '.', 'node_modules');
const reader: FontReader = createRequire(join(packages, 'here.js'))('opentype.js');

const faces = FONTS.map(name => {
  const folder = join(packages, '@fontsource', name);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (version !== FONT_VERSION)
    throw new Error(`@fontsource/${name} is ${version}, expected ${FONT_VERSION}`);
  writeFileSync(new URL(`${name}-OFL.txt`, LICENSES_FOLDER), readFileSync(join(folder, 'LICENSE')));
  return {
    source: `@fontsource/${name}@${version}, weight 700, OFL-1.1`,
    outlines: outlinesOf(name, folder),
  };
});
writeFileSync(OUTLINES_FILE, `${JSON.stringify(faces, null, 1)}\n`);

function outlinesOf(name: string, folder: string): Record<string, string> {
  const file = readFileSync(join(folder, 'files', `${name}-latin-700-normal.woff`));
  const font = reader.parse(new Uint8Array(file).buffer);
  const scale = CAPITAL_HEIGHT / font.charToGlyph('H').getBoundingBox().y2;
  return Object.fromEntries(
    Array.from(CODE_ALPHABET, symbol => [symbol, pathOf(font.charToGlyph(symbol), scale)]),
  );
}

/** The outline in the letters of an SVG path: M, L and Q only, y upwards, contours closed by themselves. */
function pathOf(glyph: Glyph, scale: number): string {
  const step = ({ type, x, y, x1, y1 }: Command) => {
    if (type === 'Z') return '';
    if (type === 'M' || type === 'L') return `${type}${at(x, scale)} ${at(y, scale)}`;
    if (type === 'Q') return `Q${at(x1, scale)} ${at(y1, scale)} ${at(x, scale)} ${at(y, scale)}`;
    throw new Error(`an outline uses ${type}, which the picture does not draw`);
  };
  const { commands } = glyph.path;
  return commands
    .filter((command, rank) => !staysInPlace(command, commands[rank - 1]))
    .map(step)
    .join('');
}

/** These fonts follow each curve by a line of no length. */
function staysInPlace(command: Command, previous: Command | undefined): boolean {
  return command.type === 'L' && command.x === previous?.x && command.y === previous?.y;
}

function at(coordinate: number | undefined, scale: number): number {
  if (coordinate === undefined) throw new Error('an outline lacks a coordinate');
  return Math.round(coordinate * scale);
}
