/**
 * `renouveau accounts export`: what a person may ask for (norm RGP-9, GDPR article 15), as French JSON, on standard output or in
 * a new file that its owner alone can read. Works beside a running server; the person is read on standard input.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { exportPerson } from '../actions/export-person.ts';
import type { Config } from '../config.ts';
import { Accounts } from '../database/accounts.ts';
import { migrate } from '../database/migrate.ts';
import { openForCommand } from '../database/open.ts';
import { createSecrets } from '../secrets/secrets.ts';
import { realWorld } from '../world.ts';
import { EXPORT_USAGE } from './accounts-usage.ts';
import { say, sayFault } from './output.ts';
import { type GivenPerson, readPerson } from './person.ts';
import { readSettings } from './settings.ts';

export async function exportCommand(words: readonly string[]): Promise<void> {
  if (words.includes('--help') || words.includes('-h')) return say(EXPORT_USAGE);
  const asked = readAsked(words);
  if (asked === undefined) return sayFault(EXPORT_USAGE);
  const config = readSettings('production');
  if (config === undefined) return;
  const read = await readPerson(EXPORT_USAGE);
  if (read.state === 'faulty') return sayFault(read.sentence);
  const text = await exportText(config, read.person);
  if (text === undefined) return sayFault('Rien n’est gardé de ce numéro et de cette date de naissance.');
  if (asked.output === undefined) return say(text);
  const isWritten = await writeFile(asked.output, `${text}\n`, { flag: 'wx', mode: 0o600 }).then(
    () => true,
    () => false,
  );
  if (isWritten) say(`Écrit dans ${asked.output}.`);
  else sayFault(`Le fichier ${asked.output} existe déjà, ou ne s’écrit pas.`);
}

function readAsked(words: readonly string[]): { output: string | undefined } | undefined {
  try {
    const { output } = parseArgs({ args: [...words], options: { output: { type: 'string' } } }).values;
    return { output };
  } catch {
    return undefined;
  }
}

async function exportText(config: Config, person: GivenPerson): Promise<string | undefined> {
  const database = await openForCommand(config.database);
  try {
    await migrate(database.db);
    const secrets = createSecrets(config.secretKeys, realWorld);
    const tools = { db: database.db, secrets, world: realWorld, accounts: new Accounts(secrets) };
    const exported = await exportPerson(tools, person);
    return exported.outcome === 'exported' ? JSON.stringify(exported.document, undefined, 2) : undefined;
  } finally {
    await database.close();
  }
}
