/** The command `renouveau` as an operator runs it: a process of its own, with the settings of production in its environment. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { EXAMPLE_SECRET_KEY } from '../src/config/secret-keys.ts';

const CLI = join(import.meta.dirname, '../src/cli.ts');
export const COMMAND_KEY = Buffer.from(EXAMPLE_SECRET_KEY, 'base64').reverse().toString('base64');

const SETTINGS = {
  PUBLIC_BASE_URL: 'https://compte.exemple.fr',
  SECRET_KEYS: COMMAND_KEY,
  SMTP_URL: 'smtp://127.0.0.1:1',
  TRUSTED_PROXIES: 'aucun',
  MAIL_FROM_ADDRESS: 'ne-pas-repondre@exemple.fr',
};

export type CommandEnding = { out: string; fault: string; status: number | null };

/** What its process is started with: as `npm start` does, PGlite is compiled once, not twice. @param settings those that are not as usual */
export function commandArguments(words: readonly string[], settings: Record<string, string | undefined>) {
  const argv = ['--disable-warning=ExperimentalWarning', '--liftoff-only', CLI, ...words];
  return { argv, env: { ...process.env, ...SETTINGS, ...settings } };
}

/** @param input what is on its standard input @param settings those that are not as usual */
export async function runCommand(
  words: readonly string[],
  input: string | Buffer,
  settings: Record<string, string | undefined>,
): Promise<CommandEnding> {
  const { argv, env } = commandArguments(words, settings);
  const child = spawn(process.execPath, argv, { env });
  child.stdin.end(input);
  const [out, fault, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>(resolve => child.once('close', resolve)),
  ]);
  return { out, fault, status };
}
