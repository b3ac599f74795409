/**
 * What a password generator makes of the `passwordrules` attribute (étape 5, norm PWD-10): the grammar that Apple publishes,
 * read by a reader of our own, and passwords drawn as Safari draws them. The reader is stricter than Apple's, which
 * drops without a word what it does not know: here each sign counts, so that what the attribute says is what is read.
 */
import fc from 'fast-check';

export type PasswordRequirements = {
  minLength: number;
  maxLength: number;
  /** Each is a set of characters of which at least one is wanted. */
  required: readonly string[];
  /** All that a password may be made of: what is allowed and what is required. */
  allowed: string;
};

const between = (first: string, last: string) =>
  Array.from({ length: last.charCodeAt(0) - first.charCodeAt(0) + 1 }, (_, rank) =>
    String.fromCharCode(first.charCodeAt(0) + rank),
  ).join('');

export const ASCII_PRINTABLE = between(' ', '~');
const NAMED: Record<string, string> = {
  upper: between('A', 'Z'),
  lower: between('a', 'z'),
  digit: between('0', '9'),
  special: ASCII_PRINTABLE.replace(/[A-Za-z0-9]/g, ''),
  'ascii-printable': ASCII_PRINTABLE,
};

/** `name: value;` again and again. A class may hold `;` and `,`, hence no splitting. */
const RULE = /\s*(minlength|maxlength|required|allowed):\s*((?:\[[^\]]*\]|[^[\];])+);/y;
const CLASS = /\s*(?:\[([^\]]+)\]|([a-z-]+))\s*(?:,|$)/y;

export function readPasswordRules(text: string): PasswordRequirements {
  const rules = matchAllOf(RULE, text).map(([, name = '', value = '']) => ({ name, value }));
  const classes = (wanted: string) =>
    rules.filter(({ name }) => name === wanted).map(({ value }) => charactersOf(value));
  const length = (wanted: string) => {
    const values = rules.filter(({ name }) => name === wanted).map(({ value }) => value);
    if (values.length !== 1 || !/^\d+$/.test(values[0] ?? '')) throw new Error(`one ${wanted}: ${values}`);
    return Number(values[0]);
  };
  const required = classes('required');
  const allowed = [...required, ...classes('allowed')].join('');
  return {
    minLength: length('minlength'),
    maxLength: length('maxlength'),
    required,
    allowed: unique(allowed),
  };
}

/** Where the expression matches one time behind the other, to the very end. */
function matchAllOf(expression: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (let at = 0; at < text.length; at = expression.lastIndex) {
    expression.lastIndex = at;
    const match = expression.exec(text);
    if (match === null) throw new Error(`not understood: « ${text.slice(at)} »`);
    found.push(match);
  }
  return found;
}

function charactersOf(value: string): string {
  const parts = matchAllOf(CLASS, value).map(([part, custom, name = '']) => {
    const named = NAMED[name];
    if (named !== undefined) return named;
    if (custom === undefined || !isReadByApple(custom)) throw new Error(`not understood: « ${part} »`);
    return custom;
  });
  return unique(parts.join(''));
}

/** Apple's reader drops what is beyond ASCII, and a hyphen that is not the first of its brackets. */
function isReadByApple(characters: string): boolean {
  return [...characters].every(one => ASCII_PRINTABLE.includes(one)) && characters.lastIndexOf('-') < 1;
}

const unique = (characters: string) => [...new Set(characters)].join('');

/** Any length, one of each that is required, the rest of what is allowed, in any order. */
export function generatedPasswords(wanted: PasswordRequirements): fc.Arbitrary<string> {
  const oneOf = (characters: string) => fc.constantFrom(...characters);
  return fc.integer({ min: wanted.minLength, max: wanted.maxLength }).chain(length => {
    const rest = length - wanted.required.length;
    return fc
      .tuple(
        fc.tuple(...wanted.required.map(oneOf)),
        fc.array(oneOf(wanted.allowed), { minLength: rest, maxLength: rest }),
      )
      .chain(([must, may]) =>
        fc.shuffledSubarray([...must, ...may], { minLength: length, maxLength: length }),
      )
      .map(characters => characters.join(''));
  });
}
