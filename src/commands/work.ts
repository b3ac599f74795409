/** `renouveau work`: sends the mails and purges, beside any number of `serve` and of other `work` on one PostgreSQL. */
import { createLog } from '../log.ts';
import { startWorker } from '../worker-process.ts';
import { say, sayFault } from './output.ts';
import { readSettings } from './settings.ts';
import { stopWhenAsked } from './until-stopped.ts';

export async function work(): Promise<void> {
  const config = readSettings('production');
  if (config === undefined) return;
  const started = await startWorker(config, createLog());
  switch (started.state) {
    case 'needsPostgres':
      return sayFault(
        'Sur la base embarquée, «\u00a0renouveau serve\u00a0» envoie aussi les mails\u00a0: «\u00a0renouveau work\u00a0» demande PostgreSQL (DATABASE_URL).',
      );
    case 'started':
      stopWhenAsked(started);
      return say('Renouveau envoie les mails.');
    default:
      return started satisfies never;
  }
}
