/** `renouveau migrate`: brings the tables up to date. Safe to repeat. */
import { isConnectionLost } from '../database/lost-connection.ts';
import { migrate as migrateTables } from '../database/migrate.ts';
import { openForCommand } from '../database/open.ts';
import { command, JSON_OPTION } from './command.ts';
import { BAD_USAGE, say, sayFault } from './output.ts';
import { readSettings } from './settings.ts';

export const migrate = command({
  says: 'met les tables de la base à jour',
  options: { ...JSON_OPTION },
  more: ['Sans danger à répéter\u00a0: chaque mise à jour est faite une fois, entière ou pas du tout.'],
  examples: ['renouveau migrate'],
  statuses: { 0: 'les tables sont à jour' },
  async run({ json }) {
    const config = readSettings('production');
    if (config === undefined) return;
    const database = await openForCommand(config.database);
    try {
      const done = await migrateTables(database.db);
      if (json) return say(JSON.stringify({ misesAJour: done }));
      say(
        done.length === 0 ? 'Les tables sont déjà à jour.' : `Tables mises à jour\u00a0: ${done.join(', ')}.`,
      );
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      sayFault('La base ne répond pas.', BAD_USAGE);
    } finally {
      await database.close();
    }
  },
});
