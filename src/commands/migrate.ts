/** `renouveau migrate`: brings all tables up to date, those of the queues too, so that nobody else needs the right to. Safe to repeat. */
import { migrate as migrateTables } from '../database/migrate.ts';
import { openForCommand } from '../database/open.ts';
import { migrateQueues } from '../database/queues.ts';
import { command, JSON_OPTION } from './command.ts';
import { say } from './output.ts';
import { readSettings } from './settings.ts';

export const migrate = command({
  says: 'met les tables de la base à jour, celles des files aussi',
  options: { ...JSON_OPTION },
  more: [
    'Sans danger à répéter\u00a0: chaque mise à jour est faite une fois, entière ou pas du tout. Le rôle de DATABASE_URL doit avoir',
    'le droit de créer\u00a0; celui de «\u00a0serve\u00a0», de «\u00a0work\u00a0» et des autres commandes peut ensuite n’avoir que celui de lire et d’écrire.',
  ],
  examples: ['renouveau migrate'],
  statuses: { 0: 'les tables sont à jour' },
  async run({ json }) {
    const config = readSettings('production');
    if (config === undefined) return;
    const database = await openForCommand(config.database);
    try {
      const done = await migrateTables(database.db);
      const queues = await migrateQueues(database);
      if (queues !== undefined) done.push(`pgboss-${queues}`);
      if (json) return say(JSON.stringify({ misesAJour: done }));
      say(
        done.length === 0 ? 'Les tables sont déjà à jour.' : `Tables mises à jour\u00a0: ${done.join(', ')}.`,
      );
    } finally {
      await database.close();
    }
  },
});
