/** Runs a server until the system asks it to stop, and says why when it cannot start. */
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { type ServerExtras, type StartedServer, startServer } from '../server.ts';
import { sayFault } from './output.ts';
import { stopWhenAsked } from './until-stopped.ts';

/** @param announce what to say once it listens */
export async function runServer(
  config: Config,
  log: Log,
  extras: ServerExtras,
  announce: (server: StartedServer) => void,
): Promise<void> {
  const started = await startServer(config, log, extras);
  switch (started.state) {
    case 'heldByAnother':
      sayFault(
        `Le dossier ${started.folder} est déjà utilisé par un autre serveur. Arrêtez-le, ou donnez un autre dossier\u00a0: DATA_FOLDER=autre-dossier.`,
      );
      return;
    case 'portTaken':
      sayFault(
        `Le port ${started.port} est déjà pris. Donnez-en un autre, par exemple\u00a0: ${settingOfPort(config, started.port)}${started.port + 1}.`,
      );
      return;
    case 'started':
      stopWhenAsked(started);
      announce(started);
      return;
    default:
      started satisfies never;
  }
}

/** Which of its addresses it was, as the setting that changes it. */
function settingOfPort({ metricsListen, helpdesk }: Config, port: number): string {
  if (port === helpdesk?.listen.port) return `HELPDESK_LISTEN=${helpdesk.listen.host}:`;
  return port === metricsListen?.port ? `METRICS_LISTEN=${metricsListen.host}:` : 'PORT=';
}
