/** `renouveau serve`: the service for real. It starts only with a complete and safe set of settings. */
import { createLog } from '../log.ts';
import { say } from './output.ts';
import { runServer } from './run-server.ts';
import { readSettings } from './settings.ts';

export async function serve(): Promise<void> {
  const config = readSettings('production');
  if (config === undefined) return;
  await runServer(config, createLog(), {}, server => {
    say(`Renouveau répond à ${config.publicBaseUrl} (écoute sur ${config.listen.host}:${server.port}).`);
  });
}
