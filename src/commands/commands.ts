/**
 * All the commands, in the order in which an operator meets them, and which one some words ask for. Only the file of the command
 * that is run is read: a process of pages then holds nothing of what examines mail servers or reads a CSV.
 */
import type { Command } from './command.ts';
import type { Family } from './help.ts';

type Named = Command | Family;

const COMMANDS: Readonly<Record<string, () => Promise<Named>>> = {
  demo: async () => (await import('./demo.ts')).demo,
  serve: async () => (await import('./serve.ts')).serve,
  work: async () => (await import('./work.ts')).work,
  migrate: async () => (await import('./migrate.ts')).migrate,
  doctor: async () => (await import('./doctor.ts')).doctor,
  mail: async () => (await import('./mail.ts')).mail,
  accounts: async () => (await import('./accounts.ts')).accounts,
  register: async () => (await import('./register.ts')).register,
  code: async () => (await import('./code.ts')).code,
  requests: async () => (await import('./requests.ts')).requests,
  reports: async () => (await import('./reports.ts')).reports,
  keys: async () => (await import('./keys.ts')).keys,
  audit: async () => (await import('./audit.ts')).audit,
  purge: async () => (await import('./purge.ts')).purge,
  version: async () => (await import('./version.ts')).version,
};

/** Each by all its words: `accounts import`; and the families of those whose first word is the same. */
export async function allCommands(): Promise<{
  commands: readonly [string, Command][];
  families: readonly [string, Family][];
}> {
  const all: [string, Named][] = [];
  for (const [name, load] of Object.entries(COMMANDS)) all.push([name, await load()]);
  return {
    commands: all.flatMap(([name, one]) =>
      'verbs' in one
        ? Object.entries(one.verbs).map(
            ([verb, command]) => [`${name} ${verb}`, command] as [string, Command],
          )
        : [[name, one] as [string, Command]],
    ),
    families: all.flatMap(([name, one]) => ('verbs' in one ? [[name, one] as [string, Family]] : [])),
  };
}

export type Wanted =
  | { state: 'command'; name: string; command: Command; words: readonly string[] }
  /** One of its commands was not named, or not well. */
  | { state: 'family'; name: string; family: Family; verb: string | undefined }
  | { state: 'unknown' };

export async function findCommand([name = '', ...words]: readonly string[]): Promise<Wanted> {
  const found = Object.hasOwn(COMMANDS, name) ? await COMMANDS[name]?.() : undefined;
  if (found === undefined) return { state: 'unknown' };
  if (!('verbs' in found)) return { state: 'command', name, command: found, words };
  const [verb = '', ...rest] = words;
  const command = Object.hasOwn(found.verbs, verb) ? found.verbs[verb] : undefined;
  if (command === undefined) return { state: 'family', name, family: found, verb: words[0] };
  return { state: 'command', name: `${name} ${verb}`, command, words: rest };
}
