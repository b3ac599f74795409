/** `renouveau demo`: the whole service on this machine, with people to be and a mailbox to read. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { enterDemonstration } from '../demonstration.ts';
import { HELPDESK_PATHS } from '../helpdesk/plan.ts';
import { createLog } from '../log.ts';
import type { ServerExtras } from '../server.ts';
import { command } from './command.ts';
import { say } from './output.ts';
import { runServer } from './run-server.ts';
import { readSettings } from './settings.ts';

const PORTS_TRIED_FIRST = 3000;
const PORTS_TRIED = 20;
const DEMONSTRATION_FOLDER = '.renouveau';

export const demo = command({
  says: 'la démonstration, avec des personnes inventées et une boîte aux lettres',
  options: {},
  more: [
    'Aucun réglage n’est nécessaire. PORT choisit le port, DATA_FOLDER le dossier des données, SMTP_URL un vrai serveur de mail.',
    'Ctrl+C l’arrête\u00a0; relancée, elle retrouve ses données.',
  ],
  examples: ['renouveau demo', 'PORT=4000 renouveau demo'],
  statuses: {
    0: 'arrêtée par Ctrl+C ou par le système',
    1: 'le port est pris, ou un autre serveur tient le dossier des données',
  },
  run: runDemonstration,
});

async function runDemonstration(): Promise<void> {
  const given = readSettings('demonstration', { PORT: String(await findFreePort(PORTS_TRIED_FIRST)) });
  if (given === undefined) return;
  const { port } = given.listen;
  const consolePort = await findFreePort(Math.max(port + 1, PORTS_TRIED_FIRST));
  const providerPort = await findFreePort(consolePort + 1);
  const config = readSettings('demonstration', {
    PORT: String(port),
    HELPDESK_BASE_URL: `http://localhost:${consolePort}`,
    HELPDESK_LISTEN: `127.0.0.1:${consolePort}`,
    HELPDESK_ISSUER: `http://127.0.0.1:${providerPort}`,
    HELPDESK_CLIENT_ID: 'console-de-demonstration',
    HELPDESK_CLIENT_SECRET: 'le-secret-de-la-demonstration-et-de-rien-d-autre',
  });
  if (config === undefined) return;
  enterDemonstration(config);
  const { PEOPLE, FORMER_PASSWORD, writtenDate, writtenNir } = await import('../demo/people.ts');
  const lines = Object.values(PEOPLE).map(
    person =>
      `  ${person.name.padEnd(17)}${writtenNir(person.nir)}  ${writtenDate(person.dateOfBirth)}  ${person.mailAddress ?? '(aucune adresse)'}\n  ${''.padEnd(17)}${person.story}`,
  );
  await openConsoleDoor(config, providerPort).catch(() => say(NO_CONSOLE_DOOR));
  await runServer(config, createLog(), await demonstrationExtras(config), () => {
    say(`\nRenouveau, la démonstration\u00a0: ${config.publicBaseUrl}\n`);
    say(`La boîte aux lettres\u00a0: ${mailPlace(config)}`);
    say(`Qui être (ancien mot de passe de tous\u00a0: ${FORMER_PASSWORD})\u00a0:\n`);
    say(`${lines.join('\n')}\n`);
    say('Pour arrêter\u00a0: Ctrl+C');
  });
}

const NO_CONSOLE_DOOR =
  'La console des conseillers n’a pas pu ouvrir son service d’identité\u00a0: le reste fonctionne.';

/** Where agents say who they are. Nothing of it is read before one comes. */
async function openConsoleDoor(config: Config, port: number): Promise<void> {
  if (config.helpdesk?.issuer !== `http://127.0.0.1:${port}`) return;
  const { clientId, clientSecret, publicBaseUrl } = config.helpdesk;
  const { openIdentityProvider } = await import('../demo/identity-provider.ts');
  const client = { clientId, clientSecret, callback: `${publicBaseUrl}${HELPDESK_PATHS.callback}` };
  await openIdentityProvider(port, client);
}

function mailPlace(config: Config): string {
  if (config.mail.relayUrls.length > 0) return 'les mails partent vers le serveur SMTP_URL';
  return `${config.publicBaseUrl}/demonstration/boite-aux-lettres`;
}

/** The mailbox is always there to look at; mails go to a real server when one is given. */
async function demonstrationExtras(config: Config): Promise<ServerExtras> {
  const { openMailbox } = await import('../demo/mailbox.ts');
  const { prepareDemonstration } = await import('../demo/prepare.ts');
  const { demonstrationRoutes } = await import('../demo/route.ts');
  const folder = config.database.kind === 'folder' ? config.database.folder : DEMONSTRATION_FOLDER;
  const mailbox = openMailbox(join(folder, 'boite-aux-lettres'));
  return {
    ...(config.mail.relayUrls.length === 0 && { transport: mailbox.transport }),
    prepare: prepareDemonstration,
    demonstration: (tools, site) => demonstrationRoutes(tools, site, mailbox),
  };
}

/** So that a newcomer whose port 3000 is busy sees the service all the same. A port given in PORT is taken as it is. */
async function findFreePort(first: number): Promise<number> {
  for (let port = first; port < first + PORTS_TRIED; port += 1) {
    if (await isFree(port)) return port;
  }
  return first;
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
