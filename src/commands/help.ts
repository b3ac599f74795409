/** What --help says, of a command, of a family of commands, of all: written from their descriptions. */
import type { Command, Option } from './command.ts';
import { BAD_USAGE } from './output.ts';

/** Commands whose first word is the same: `accounts add`, `accounts show`… */
export type Family = { says: string; verbs: Readonly<Record<string, Command>> };

const BAD_USAGE_MEANS = 'la commande, l’entrée ou les réglages ne conviennent pas, ou la base ne répond pas';
const HELP: [string, string] = ['-h, --help', 'montre cette aide'];

export function usageOf(name: string, { operand, options }: Command): string {
  const written = Object.entries(options).map(([option, about]) => {
    const word = `[${writtenOption(option, about)}]`;
    return about.isRepeated ? `${word}…` : word;
  });
  if (operand !== undefined) written.push(`[${operand}]`);
  return ['Usage\u00a0: renouveau', name, ...written].join(' ');
}

const writtenOption = (name: string, { takes }: Option) =>
  takes === undefined ? `--${name}` : `--${name} ${takes}`;

export function helpOf(name: string, described: Command): string {
  const { says, options, more, examples } = described;
  const rows = Object.entries(options).map(
    ([option, about]) => [writtenOption(option, about), about.says] as [string, string],
  );
  const statuses: Record<number, string> = { [BAD_USAGE]: BAD_USAGE_MEANS, ...described.statuses };
  return [
    usageOf(name, described),
    '',
    `${says.charAt(0).toUpperCase()}${says.slice(1)}.`,
    ...(more === undefined ? [] : ['', ...more]),
    '',
    'Options\u00a0:',
    ...table([...rows, HELP]),
    '',
    'Exemples\u00a0:',
    ...examples.map(example => `  ${example}`),
    '',
    'Codes de sortie\u00a0:',
    ...table(Object.entries(statuses)),
  ].join('\n');
}

export function familyHelp(name: string, { says, verbs }: Family): string {
  const rows = Object.entries(verbs).map(
    ([verb, about]) => [`renouveau ${name} ${verb}`, about.says] as [string, string],
  );
  return [
    `Usage\u00a0: renouveau ${name} <commande> [options]`,
    '',
    `${says.charAt(0).toUpperCase()}${says.slice(1)}.`,
    '',
    ...table(rows),
    '',
    `L’aide de chacune\u00a0: renouveau ${name} <commande> --help`,
  ].join('\n');
}

/** @param all each by all its words */
export function rootHelp(all: readonly [string, Command][]): string {
  return [
    'Usage\u00a0: renouveau <commande> [options]',
    '',
    ...table(all.map(([name, { says }]) => [name, says])),
    '',
    'L’aide de chacune\u00a0: renouveau <commande> --help',
  ].join('\n');
}

function table(rows: readonly [string, string][]): string[] {
  const width = Math.max(...rows.map(([word]) => word.length));
  return rows.map(([word, says]) => `  ${word.padEnd(width)}  ${says}`);
}
