/**
 * The colours of pages and mails, light and dark: the brand's own, and the neutral ones that every brand keeps. What
 * stands on what, and whether it can be read there (RGAA 3.2, 3.3; norms A11Y-15, TPL-4): text 4.5 to 1, edges, rings
 * and marks 3 to 1. A brand that cannot be read is refused at start, by `config/brand.ts`.
 */
import { contrast } from './contrast.ts';

const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];
/** `#rrggbb` each. */
export type Shades = Readonly<Record<Scheme, string>>;

/** `band` is the title of a mail, `aside` the box beside its letter. */
export type BrandColours = Readonly<
  Record<
    'page' | 'accent' | 'accentStrong' | 'onAccent' | 'accentSoft' | 'band' | 'onBand' | 'aside' | 'onAside',
    Shades
  >
>;

/** `bad` and `good` mean the same to everybody; the demonstration's yellow is nobody's. */
export const NEUTRAL_COLOURS = {
  card: { light: '#ffffff', dark: '#1a222c' },
  ink: { light: '#1d2733', dark: '#e8eef5' },
  soft: { light: '#4a5866', dark: '#b4c0cc' },
  edge: { light: '#6b7a89', dark: '#8494a4' },
  line: { light: '#d4dde6', dark: '#344150' },
  good: { light: '#1b6b3a', dark: '#7fd6a0' },
  goodSoft: { light: '#e8f5ec', dark: '#15301f' },
  bad: { light: '#b3202c', dark: '#ff9c9c' },
  badSoft: { light: '#fdecec', dark: '#3a1a1c' },
  demo: { light: '#fff3cd', dark: '#3b3110' },
} as const;

type Colour = keyof BrandColours | keyof typeof NEUTRAL_COLOURS;
type Pairs = readonly (readonly [front: Colour, backs: readonly Colour[]])[];

/** Each colour of text, and what it stands on. */
const TEXTS: Pairs = [
  ['ink', ['page', 'card', 'badSoft', 'goodSoft', 'accentSoft', 'demo']],
  ['soft', ['page', 'card', 'accentSoft']],
  ['accent', ['page', 'card', 'accentSoft', 'demo']],
  ['accentStrong', ['page', 'card', 'accentSoft']],
  ['onAccent', ['accent', 'accentStrong']],
  ['bad', ['card', 'badSoft']],
  ['onBand', ['band']],
  ['onAside', ['aside']],
];
/** The edge of fields and buttons, the ring of the focus, the ticks of the rules. */
const MARKS: Pairs = [
  ['edge', ['card']],
  ['accentStrong', ['demo']],
  ['good', ['accentSoft']],
];
const CONTRASTS = [
  { pairs: TEXTS, least: 4.5 },
  { pairs: MARKS, least: 3 },
];

export type ContrastFault = { front: Colour; back: Colour; scheme: Scheme; found: number; least: number };

/** Every pair that is too close, in the order of the tables above; empty when all can be read. */
export function contrastFaults(brand: BrandColours): ContrastFault[] {
  const palette: Record<Colour, Shades> = { ...NEUTRAL_COLOURS, ...brand };
  const measured = CONTRASTS.flatMap(({ pairs, least }) =>
    pairs.flatMap(([front, backs]) =>
      backs.flatMap(back =>
        SCHEMES.map(scheme => {
          const found = contrast(palette[front][scheme], palette[back][scheme]);
          return { front, back, scheme, found, least };
        }),
      ),
    ),
  );
  return measured.filter(({ found, least }) => found < least);
}
