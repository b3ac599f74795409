/**
 * What a command is, said once: its words are read and its help is written from the same lines, so that neither can promise
 * what the other does not know (docs/commands.md).
 */
import { parseArgs } from 'node:util';

export type Option = {
  says: string;
  /** What follows it, as its help names it; without, it is there or not. */
  takes?: string;
  /** All that may follow it. */
  oneOf?: readonly string[];
  isRepeated?: true;
  /** What is wrong with what follows it. */
  faultOf?(value: string): string | undefined;
};

export type Options = Readonly<Record<string, Option>>;

export type Given<O extends Options> = {
  -readonly [Name in keyof O]: O[Name] extends { oneOf: readonly (infer Value)[] }
    ? Value | undefined
    : O[Name] extends { isRepeated: true }
      ? string[]
      : O[Name] extends { takes: string }
        ? string | undefined
        : boolean;
};

export type Description<O extends Options> = {
  /** In one line, as the list of commands says it. */
  says: string;
  /** The one word that may follow without an option. */
  operand?: string;
  options: O;
  /** What else its help says: paragraphs, one a line. */
  more?: readonly string[];
  examples: readonly string[];
  /** What each status means; 2 means the same everywhere unless it is told here. */
  statuses: Readonly<Record<number, string>>;
};

export type Command = Description<Options> & {
  run(given: Given<Options>, operand: string | undefined): Promise<void>;
};

/** Only that `run` gets what `options` says: the words are read by {@link readWords}. */
export function command<const O extends Options>(
  described: Description<O> & { run(given: Given<O>, operand: string | undefined): Promise<void> },
): Command {
  return described as unknown as Command;
}

export const JSON_OPTION = { json: { says: 'donne le résultat en JSON' } } as const;

export type WordsReading =
  | { state: 'read'; given: Given<Options>; operand: string | undefined }
  | { state: 'help' }
  | { state: 'faulty'; sentence: string };

export function readWords(described: Description<Options>, words: readonly string[]): WordsReading {
  const options = Object.entries(described.options).map(([name, { takes, isRepeated }]) => {
    const type = takes === undefined ? 'boolean' : 'string';
    return [name, { type, multiple: isRepeated === true }] as const;
  });
  const help = { type: 'boolean', short: 'h' } as const;
  const { tokens, values, positionals } = parseArgs({
    args: [...words],
    options: { ...Object.fromEntries(options), help },
    strict: false,
    tokens: true,
  });
  if (values.help !== undefined) return { state: 'help' };
  for (const token of tokens) {
    const sentence = token.kind === 'option' ? faultOfOption(described.options, token) : undefined;
    if (sentence !== undefined) return { state: 'faulty', sentence };
  }
  const extra = positionals[described.operand === undefined ? 0 : 1];
  if (extra !== undefined) return { state: 'faulty', sentence: `«\u00a0${extra}\u00a0» est de trop.` };
  const otherwise = ({ takes, isRepeated }: Option) => {
    if (isRepeated) return [];
    return takes === undefined ? false : undefined;
  };
  const given = Object.entries(described.options).map(
    ([name, option]) => [name, values[name] ?? otherwise(option)] as const,
  );
  return {
    state: 'read',
    given: Object.fromEntries(given) as Given<Options>,
    operand: positionals[0],
  };
}

type Token = { name: string; rawName: string; value?: string | undefined; inlineValue?: boolean | undefined };

function faultOfOption(options: Options, { name, rawName, value, inlineValue }: Token): string | undefined {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined || !rawName.startsWith('--')) return `L’option ${rawName} n’existe pas.`;
  if (option.takes === undefined) {
    return value === undefined ? undefined : `L’option ${rawName} s’écrit seule, sans valeur.`;
  }
  const isForgotten = value === undefined || (inlineValue !== true && /^-./.test(value));
  if (isForgotten) return `L’option ${rawName} attend une valeur\u00a0: ${option.takes}.`;
  if (option.oneOf?.includes(value) === false) {
    return `L’option ${rawName} attend ${option.oneOf.join(' ou ')}, et non «\u00a0${value}\u00a0».`;
  }
  return option.faultOf?.(value);
}
