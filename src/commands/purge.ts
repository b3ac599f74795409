/**
 * `renouveau purge`: removes now what has been kept long enough, as the worker does every hour (norms RGP-4, LOG-6). Works
 * beside a running server; may be interrupted and repeated.
 */
import { purge as purgeOldRows } from '../actions/purge.ts';
import { migrate } from '../database/migrate.ts';
import { openForCommand } from '../database/open.ts';
import { purgedSentence, purgedTableName } from '../rules/audit-sentences.ts';
import { createSecrets } from '../secrets/secrets.ts';
import { realWorld } from '../world.ts';
import { say, sayFault } from './output.ts';
import { readSettings } from './settings.ts';

const USAGE = 'renouveau purge  efface ce qui a été gardé assez longtemps, puis dit ce qui l’a été';

export async function purge(words: readonly string[]): Promise<void> {
  if (words.length > 0) return sayFault(USAGE);
  const config = readSettings('production');
  if (config === undefined) return;
  const database = await openForCommand(config.database);
  try {
    await migrate(database.db);
    const secrets = createSecrets(config.secretKeys, realWorld);
    const tools = { config, secrets, world: realWorld, db: database.db };
    const purged = await purgeOldRows(tools, (table, removed) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${purgedTableName(table)}\u00a0: ${removed}   `);
    });
    if (process.stderr.isTTY) process.stderr.write('\r');
    say(purged.outcome === 'purged' ? `Effacé\u00a0: ${purgedSentence(purged.removed)}.` : 'Rien à effacer.');
  } finally {
    await database.close();
  }
}
