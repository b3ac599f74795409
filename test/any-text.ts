/**
 * Any text at all, for what has to bear whatever is typed or sent: of every character there is but halves of surrogate
 * pairs. It is fast-check's unit `binary`, which would first write a table of all 1.1 million of them.
 */
import fc, { type StringConstraints } from 'fast-check';

const SURROGATES_START = 0xd800;
const SURROGATES = 0x800;
const POINT_MAX = 0x10ffff;

const anyCharacter = fc.integer({ min: 0, max: POINT_MAX - SURROGATES }).map(
  rank => String.fromCodePoint(rank < SURROGATES_START ? rank : rank + SURROGATES),
  character => {
    const [only, ...others] = String(character);
    const point = only?.codePointAt(0);
    if (point === undefined || others.length > 0) throw new Error('this is not one character');
    return point < SURROGATES_START ? point : point - SURROGATES;
  },
);

export function anyText(length: Pick<StringConstraints, 'maxLength'> = {}) {
  return fc.string({ unit: anyCharacter, ...length });
}
