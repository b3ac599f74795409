/**
 * `renouveau serve`: the service for real. It starts only with a complete and safe set of settings. On PostgreSQL it serves
 * pages and `renouveau work` sends the mails; on the embedded database, which has one process, it does both.
 */
import { createLog } from '../log.ts';
import { say } from './output.ts';
import { runServer } from './run-server.ts';
import { readSettings } from './settings.ts';

export async function serve(): Promise<void> {
  const config = readSettings('production');
  if (config === undefined) return;
  const works = config.database.kind === 'folder';
  await runServer(config, createLog(), { works }, server => {
    say(`Renouveau répond à ${config.publicBaseUrl} (écoute sur ${config.listen.host}:${server.port}).`);
    if (!works) say('Les mails partent par «\u00a0renouveau work\u00a0», à lancer à côté.');
  });
}
