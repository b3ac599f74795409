/** `renouveau serve`: the service for real. It starts only with a complete and safe set of settings. */
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
  await runServer(config, createLog(), {}, server => {
    say(`Renouveau répond à ${config.publicBaseUrl} (écoute sur ${config.listen.host}:${server.port}).`);
  });
}
