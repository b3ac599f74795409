/**
 * The only composition root: config → database → secrets → mail → jobs → app → a server that stops gracefully. What
 * is real here is chosen here; everything below is handed its tools.
 */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hono } from 'hono';
import type { Transporter } from 'nodemailer';
import { purge } from './actions/purge.ts';
import type { ActionTools } from './actions/tools.ts';
import { createApp } from './app.ts';
import { createChallenges } from './captcha/challenge.ts';
import { createProofs } from './captcha/proof.ts';
import type { Config } from './config.ts';
import { Accounts } from './database/accounts.ts';
import { startJobs } from './database/jobs.ts';
import { migrate } from './database/migrate.ts';
import { type Database, openForServer } from './database/open.ts';
import type { Log } from './log.ts';
import { createMailer, type Outlets } from './mail/mailer.ts';
import { createProviderFinder, dnsMx } from './mail/provider-finder.ts';
import { createRelays } from './mail/relays.ts';
import { createSmtpTransport } from './mail/transport.ts';
import { openObservatory } from './observability/observatory.ts';
import { PROOF_LIFE_SECONDS } from './rules/retention.ts';
import { createSecrets } from './secrets/secrets.ts';
import { createHttpServer } from './web/http-server.ts';
import type { Site } from './web/site.ts';
import { jobHandlers } from './worker.ts';
import { realWorld, type World } from './world.ts';

/** What a demonstration adds to a server, and the clock of a test. */
export type ServerExtras = {
  world?: World;
  transport?: Transporter;
  prepare?: (tools: ActionTools) => Promise<void>;
  demonstration?: (tools: ActionTools, site: Site) => Hono;
};

export type StartedServer = {
  state: 'started';
  /** Where it really listens: the port may have been left to the system. */
  port: number;
  tools: ActionTools;
  stop(): Promise<void>;
};

export type StartOutcome =
  | StartedServer
  | { state: 'heldByAnother'; folder: string }
  | { state: 'portTaken'; port: number };

export async function startServer(
  config: Config,
  log: Log,
  extras: ServerExtras = {},
): Promise<StartOutcome> {
  const opened = await openForServer(config.database);
  if (opened.state === 'heldByAnother') return opened;
  const tools = await createTools(config, log, { world: realWorld, ...extras, database: opened.database });
  const observatory = await openObservatory(tools);
  if (observatory.state === 'portTaken') {
    await tools.jobs.stop();
    await opened.database.close();
    return observatory;
  }
  await extras.prepare?.(tools);
  await tools.jobs.work(jobHandlers(tools));
  await tools.jobs.purgeHourly(() => purge(tools));

  const stop = async () => {
    // Nothing new leaves; what is leaving is waited for, but not for ever, and is recorded before the database closes.
    tools.mailer.close();
    const impatience = setTimeout(() => tools.mailer.close({ force: true }), CLOSING_PATIENCE_MS);
    await tools.jobs.stop();
    clearTimeout(impatience);
    await observatory.close();
    await opened.database.close();
  };

  const app = createApp(tools, extras.demonstration);
  const listening = await listen(app, config);
  if (listening.state === 'portTaken') {
    await stop();
    return listening;
  }
  observatory.watch(listening.server);
  observatory.enter('running');
  return {
    state: 'started',
    port: listening.port,
    tools,
    stop: async () => {
      observatory.enter('stopping');
      await close(listening.server);
      await stop();
    },
  };
}

/** The tools over an open database, its tables brought up to date. */
export async function createTools(
  config: Config,
  log: Log,
  parts: { database: Database; world: World; transport?: Transporter },
): Promise<ActionTools> {
  const { database, world } = parts;
  await migrate(database.db);
  const secrets = createSecrets(config.secretKeys, world);
  const codeKeys = secrets.keys.all('code').map(key => key.bytes);
  return {
    config,
    world,
    log,
    secrets,
    db: database.db,
    accounts: new Accounts(secrets),
    jobs: await startJobs(database, error => log.error({ err: error }, 'the job queue reports a fault')),
    challenges: createChallenges({ world, keys: codeKeys, lifeSeconds: config.codeLifeSeconds }),
    proofs: createProofs({ world, keys: codeKeys, lifeSeconds: PROOF_LIFE_SECONDS }),
    mailer: createMailer(outletsOf(config, parts), config, world),
  };
}

/** In a demonstration no name server is asked: its people's domains do not exist. */
function outletsOf(config: Config, { world, transport }: { world: World; transport?: Transporter }): Outlets {
  const { relayUrls, tls } = config.mail;
  const transports = transport ? [transport] : relayUrls.map(url => createSmtpTransport(url, tls));
  const resolveMx = config.mode === 'production' ? dnsMx(config.dnsServers) : async () => [];
  return {
    relays: createRelays(transports, world),
    findProvider: createProviderFinder(resolveMx, world),
  };
}

type Listening = { state: 'listening'; server: Server; port: number } | { state: 'portTaken'; port: number };

function listen(app: Hono, config: Config): Promise<Listening> {
  const server = createHttpServer(app, config);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve({ state: 'portTaken', port: config.listen.port });
      else reject(error);
    });
    server.listen(config.listen.port, config.listen.host, () => {
      resolve({ state: 'listening', server, port: (server.address() as AddressInfo).port });
    });
  });
}

/** How long those still there when the server stops are waited for. */
const CLOSING_PATIENCE_MS = 10_000;

/** Finishes what was begun, takes nothing new, and does not wait for ever for whoever trickles. */
async function close(server: Server): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), CLOSING_PATIENCE_MS);
  await closed;
  clearTimeout(impatience);
}
