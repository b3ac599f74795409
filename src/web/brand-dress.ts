/**
 * The brand's colours, given once at start to the two files of `public/` that wear them, the stylesheet and the icon: so
 * there is one sheet, kept for ever by browsers, and nothing inline.
 */
import { type BrandColours, NEUTRAL_COLOURS } from '../rules/palette.ts';

type PublicFile = [name: string, content: Buffer];

export function dress([name, content]: PublicFile, colours: BrandColours): PublicFile {
  switch (name) {
    case 'style.css':
      return [name, Buffer.concat([Buffer.from(colourRule(colours)), content])];
    case 'icon.svg':
      return [name, Buffer.from(fillIn(content.toString(), colours))];
    default:
      return [name, content];
  }
}

/** Each colour under the name it has in the sheet: `accentSoft` is `--accent-soft`. */
function colourRule(colours: BrandColours): string {
  const lines = Object.entries({ ...NEUTRAL_COLOURS, ...colours }).map(([name, { light, dark }]) => {
    const written = name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
    return `  --${written}: light-dark(${light}, ${dark});\n`;
  });
  return `:root {\n${lines.join('')}}\n`;
}

/** An icon has one look: the light one, with its `{accent}` and `{onAccent}` replaced. */
function fillIn(icon: string, { accent, onAccent }: BrandColours): string {
  return icon.replaceAll('{accent}', accent.light).replaceAll('{onAccent}', onAccent.light);
}
