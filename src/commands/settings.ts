/** The settings of a command, or every fault in them, said once; and what most commands do with them: open the database. */
import { type Config, type Mode, readConfig } from '../config.ts';
import { Accounts } from '../database/accounts.ts';
import { type Jobs, startJobs } from '../database/jobs.ts';
import { migrate } from '../database/migrate.ts';
import { type Database, openForCommand } from '../database/open.ts';
import type { Db } from '../database/tables.ts';
import { createSecrets, type Secrets } from '../secrets/secrets.ts';
import { realWorld, type World } from '../world.ts';
import { BAD_USAGE, sayFault } from './output.ts';

export function readSettings(mode: Mode, defaults: Record<string, string> = {}): Config | undefined {
  const reading = readConfig(mode, defaults);
  if (reading.state === 'read') return reading.config;
  const faults = reading.faults.map(fault => `  - ${fault}`);
  sayFault(
    [
      'Les réglages ne sont pas bons\u00a0:',
      ...faults,
      'Chaque réglage est expliqué dans .env.example.',
    ].join('\n'),
    BAD_USAGE,
  );
  return undefined;
}

export type CommandTools = { config: Config; db: Db; secrets: Secrets; world: World; accounts: Accounts };

/** Does `work` with the settings of production, over tables that are up to date, beside a running server or not. */
export async function overDatabase(work: (tools: CommandTools) => Promise<void>): Promise<void> {
  await over(work);
}

/** The same with the queues, for what workers will do: the mails that the command causes. */
export async function overQueues(
  work: (tools: CommandTools & { jobs: Jobs }) => Promise<void>,
): Promise<void> {
  await over(async (tools, database) => {
    const onFault = () => sayFault('La file des mails ne répond pas.', BAD_USAGE);
    const jobs = await startJobs(database, onFault, false);
    await work({ ...tools, jobs }).finally(() => jobs.stop());
  });
}

async function over(work: (tools: CommandTools, database: Database) => Promise<void>): Promise<void> {
  const config = readSettings('production');
  if (config === undefined) return;
  const database = await openForCommand(config.database);
  try {
    await migrate(database.db);
    const secrets = createSecrets(config.secretKeys, realWorld);
    const accounts = new Accounts(secrets);
    await work({ config, db: database.db, secrets, world: realWorld, accounts }, database);
  } finally {
    await database.close();
  }
}
