/**
 * `renouveau serve`: the service for real. It starts only with a complete and safe set of settings. On PostgreSQL it serves
 * pages and `renouveau work` sends the mails; on the embedded database, which has one process, it does both.
 */
import { createLog } from '../log.ts';
import { command } from './command.ts';
import { say } from './output.ts';
import { runServer } from './run-server.ts';
import { readSettings } from './settings.ts';

export const serve = command({
  says: 'le service, avec les réglages de l’environnement (voir .env.example)',
  options: {},
  more: [
    'Chaque réglage est vérifié avant d’ouvrir la base, les tables sont mises à jour. Ctrl+C l’arrête une fois servi ce qui est en cours.',
  ],
  examples: ['set -a; . ./.env; set +a; renouveau serve'],
  statuses: {
    0: 'arrêté par Ctrl+C ou par le système',
    1: 'le port est pris, ou un autre serveur tient le dossier des données',
  },
  run: runService,
});

async function runService(): Promise<void> {
  const config = readSettings('production');
  if (config === undefined) return;
  const works = config.database.kind === 'folder';
  await runServer(config, createLog(), { works }, server => {
    say(`Renouveau répond à ${config.publicBaseUrl} (écoute sur ${config.listen.host}:${server.port}).`);
    if (!works) say('Les mails partent par «\u00a0renouveau work\u00a0», à lancer à côté.');
  });
}
