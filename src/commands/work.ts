/** `renouveau work`: sends the mails and purges, beside any number of `serve` and of other `work` on one PostgreSQL. */
import { createLog } from '../log.ts';
import { startWorker } from '../worker-process.ts';
import { command } from './command.ts';
import { say, sayFault } from './output.ts';
import { readSettings } from './settings.ts';
import { stopWhenAsked } from './until-stopped.ts';

export const work = command({
  says: 'sur PostgreSQL, envoie les mails et purge, à côté de «\u00a0serve\u00a0»',
  options: {},
  more: ['Autant que l’on veut, sur une ou plusieurs machines. Ctrl+C l’arrête une fois parti ce qui part.'],
  examples: ['set -a; . ./.env; set +a; renouveau work'],
  statuses: {
    0: 'arrêté par Ctrl+C ou par le système',
    1: 'la base est embarquée\u00a0: «\u00a0serve\u00a0» y envoie aussi les mails',
  },
  run: runWorker,
});

async function runWorker(): Promise<void> {
  const config = readSettings('production');
  if (config === undefined) return;
  const started = await startWorker(config, createLog());
  switch (started.state) {
    case 'needsPostgres':
      return sayFault(
        'Sur la base embarquée, «\u00a0renouveau serve\u00a0» envoie aussi les mails\u00a0: «\u00a0renouveau work\u00a0» demande PostgreSQL (DATABASE_URL).',
      );
    case 'portTaken':
      return sayFault(
        `Le port ${started.port} de METRICS_LISTEN est déjà pris. Donnez-en un autre à chaque processus.`,
      );
    case 'started':
      stopWhenAsked(started);
      return say('Renouveau envoie les mails.');
    default:
      return started satisfies never;
  }
}
