/** `renouveau migrate`: brings the tables up to date. Safe to repeat. */
import { migrate as migrateTables } from '../database/migrate.ts';
import { openForCommand } from '../database/open.ts';
import { say } from './output.ts';
import { readSettings } from './settings.ts';

export async function migrate(): Promise<void> {
  const config = readSettings('production');
  if (config === undefined) return;
  const database = await openForCommand(config.database);
  try {
    const done = await migrateTables(database.db);
    say(
      done.length === 0 ? 'Les tables sont déjà à jour.' : `Tables mises à jour\u00a0: ${done.join(', ')}.`,
    );
  } finally {
    await database.close();
  }
}
