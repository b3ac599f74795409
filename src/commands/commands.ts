/** All the commands, in the order in which an operator meets them, and which one some words ask for. */
import { accounts } from './accounts.ts';
import { audit } from './audit.ts';
import type { Command } from './command.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import type { Family } from './help.ts';
import { keys } from './keys.ts';
import { mail } from './mail.ts';
import { migrate } from './migrate.ts';
import { purge } from './purge.ts';
import { register } from './register.ts';
import { reports } from './reports.ts';
import { requests } from './requests.ts';
import { serve } from './serve.ts';
import { version } from './version.ts';
import { work } from './work.ts';

const COMMANDS: Readonly<Record<string, Command | Family>> = {
  demo,
  serve,
  work,
  migrate,
  doctor,
  mail,
  accounts,
  register,
  requests,
  reports,
  keys,
  audit,
  purge,
  version,
};

/** Each by all its words: `accounts import`. */
export const ALL_COMMANDS: readonly [string, Command][] = Object.entries(COMMANDS).flatMap(([name, one]) =>
  'verbs' in one
    ? Object.entries(one.verbs).map(([verb, command]) => [`${name} ${verb}`, command] as [string, Command])
    : [[name, one] as [string, Command]],
);

export const FAMILIES: readonly [string, Family][] = Object.entries(COMMANDS).flatMap(([name, one]) =>
  'verbs' in one ? [[name, one] as [string, Family]] : [],
);

export type Wanted =
  | { state: 'command'; name: string; command: Command; words: readonly string[] }
  /** One of its commands was not named, or not well. */
  | { state: 'family'; name: string; family: Family; verb: string | undefined }
  | { state: 'unknown' };

export function findCommand([name = '', ...words]: readonly string[]): Wanted {
  const found = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (found === undefined) return { state: 'unknown' };
  if (!('verbs' in found)) return { state: 'command', name, command: found, words };
  const [verb = '', ...rest] = words;
  const command = Object.hasOwn(found.verbs, verb) ? found.verbs[verb] : undefined;
  if (command === undefined) return { state: 'family', name, family: found, verb: words[0] };
  return { state: 'command', name: `${name} ${verb}`, command, words: rest };
}
