/** The colours of `public/style.css`, light and dark: text 4.5 to 1, edges and marks 3 to 1 (RGAA 3.2, 3.3; norm A11Y-15). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ROOT } from './sources.ts';

const STYLE = readFileSync(join(ROOT, 'public/style.css'), 'utf8');
const PALETTE = new Map(
  [...STYLE.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

/** Each colour of text, and what it stands on. */
const TEXTS: Record<string, readonly string[]> = {
  ink: ['page', 'card', 'bad-soft', 'good-soft', 'calm-soft', 'demo'],
  soft: ['page', 'card', 'calm-soft'],
  blue: ['page', 'card', 'calm-soft', 'demo'],
  'blue-strong': ['page', 'card', 'calm-soft'],
  'on-blue': ['blue', 'blue-strong'],
  bad: ['card', 'bad-soft'],
};
/** The edge of fields and buttons, the ring of the focus, the ticks of the rules. */
const MARKS: Record<string, readonly string[]> = {
  edge: ['card'],
  blue: ['card'],
  'blue-strong': ['page', 'card', 'demo'],
  bad: ['card'],
  good: ['calm-soft'],
  soft: ['calm-soft'],
};

describe('the palette', () => {
  for (const { what, pairs, least } of [
    { what: 'text', pairs: TEXTS, least: 4.5 },
    { what: 'an edge, a ring or a tick', pairs: MARKS, least: 3 },
  ]) {
    test(`${what} is ${least} to 1 or more on all that it stands on, in light and dark (norm A11Y-15)`, () => {
      for (const [front, backs] of Object.entries(pairs)) {
        for (const back of backs) {
          for (const scheme of ['light', 'dark'] as const) {
            const found = contrast(colour(front, scheme), colour(back, scheme));
            assert.ok(found >= least, `${front} on ${back}, ${scheme}: ${found.toFixed(2)}`);
          }
        }
      }
    });
  }

  test('the drawn card of the help page can be read on both ends of its gradient (norm A11Y-15)', () => {
    const card = /\.vitale-card \{[^}]*\}/.exec(STYLE)?.[0] ?? '';
    const [, ink = ''] = /\n {2}color: (#\w{6})/.exec(card) ?? [];
    const ends = /gradient\(135deg, (#\w{6}), (#\w{6})\)/.exec(card)?.slice(1) ?? [];
    assert.equal(ends.length, 2);
    for (const end of ends) assert.ok(contrast(ink, end) >= 4.5, `${end}: ${contrast(ink, end).toFixed(2)}`);
  });
});

function colour(name: string, scheme: 'light' | 'dark'): string {
  return PALETTE.get(name)?.[scheme] ?? assert.fail(`the palette has no ${name}`);
}

/** As WCAG 2 defines it. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at =>
    linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
