/**
 * The only composition root: config → database → secrets → mail → jobs → app → a server that stops gracefully. What
 * is real here is chosen here; everything below is handed its tools. `worker-process.ts` works beside it with the same tools.
 */
import type { Hono } from 'hono';
import type { Transporter } from 'nodemailer';
import type { ActionTools } from './actions/tools.ts';
import { createApp } from './app.ts';
import { createChallenges } from './captcha/challenge.ts';
import { createProofs } from './captcha/proof.ts';
import type { Config } from './config.ts';
import { Accounts } from './database/accounts.ts';
import { InsuredPeople } from './database/insured-people.ts';
import { startJobs } from './database/jobs.ts';
import { migrate } from './database/migrate.ts';
import { type Database, openForServer } from './database/open.ts';
import { CLOSING_PATIENCE_MS, close, type Listening, listen } from './listening.ts';
import type { Log } from './log.ts';
import { createMailer, type Outlets } from './mail/mailer.ts';
import { createProviderFinder, dnsMx } from './mail/provider-finder.ts';
import { createRelays } from './mail/relays.ts';
import { openObservatory } from './observability/observatory.ts';
import { PROOF_LIFE_SECONDS } from './rules/retention.ts';
import { createSecrets } from './secrets/secrets.ts';
import type { Site } from './web/site.ts';
import { realWorld, type World } from './world.ts';

/** What a demonstration adds to a server, and the clock of a test. */
export type ServerExtras = {
  /** Whether it does the jobs too, as it does unless it is told that others do them. */
  works?: boolean;
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
  const { works = true } = extras;
  const opened = await openForServer(config.database, 'renouveau serve');
  if (opened.state === 'heldByAnother') return opened;
  const { database } = opened;
  const tools = await createTools(config, log, { world: realWorld, ...extras, works, database });
  const observatory = await openObservatory(tools);
  if (observatory.state === 'portTaken') {
    await endTools(tools, database);
    return observatory;
  }
  await extras.prepare?.(tools);
  if (works) await (await import('./worker.ts')).beginWork(tools);

  const app = createApp(tools, extras.demonstration);
  const listening = await listen(app, config);
  if (listening.state === 'portTaken') {
    await observatory.close();
    await endTools(tools, database);
    return listening;
  }
  const helpdesk = await listenForAgents(tools);
  if (helpdesk?.state === 'portTaken') {
    await close(listening.server, config);
    await observatory.close();
    await endTools(tools, database);
    return helpdesk;
  }
  const watch = works ? undefined : await watchForWorkers(tools);
  observatory.watch(listening.server);
  observatory.enter('running');
  return {
    state: 'started',
    port: listening.port,
    tools,
    stop: async () => {
      observatory.enter('stopping');
      clearInterval(watch);
      await Promise.all([close(listening.server, config), helpdesk && close(helpdesk.server, config)]);
      await observatory.close();
      await endTools(tools, database);
    },
  };
}

const WATCH_EVERY_MS = 60_000;

/** Pages promise mails that only workers send: as long as there is none, the log says so. */
async function watchForWorkers({ jobs, log }: ActionTools): Promise<NodeJS.Timeout> {
  async function look() {
    if (!(await jobs.areWorkedOn()))
      log.error('no worker is running: mails wait until one is (renouveau work)');
  }
  const onFault = (error: unknown) => log.error({ err: error }, 'whether a worker is running cannot be told');
  await look().catch(onFault);
  return setInterval(() => look().catch(onFault), WATCH_EVERY_MS).unref();
}

/**
 * Mails that did not begin to leave go back, for another worker at once; those that did are waited for, but not for ever,
 * and are recorded before the database closes.
 */
export async function endTools({ mailer, jobs }: ActionTools, database: Database): Promise<void> {
  mailer.beginNoMore();
  const impatience = setTimeout(() => mailer.close({ force: true }), CLOSING_PATIENCE_MS);
  await jobs.stop();
  clearTimeout(impatience);
  mailer.close();
  await database.close();
}

/** The tools over an open database, its tables brought up to date. */
export async function createTools(
  config: Config,
  log: Log,
  parts: { database: Database; world: World; transport?: Transporter; works?: boolean },
): Promise<ActionTools> {
  const { database, world, works = true } = parts;
  await migrate(database.db);
  const onFault = (error: Error) => log.error({ err: error }, 'the job queue reports a fault');
  const secrets = createSecrets(config.secretKeys, world);
  const codeKeys = secrets.keys.all('code').map(key => key.bytes);
  return {
    config,
    world,
    log,
    secrets,
    db: database.db,
    accounts: new Accounts(secrets),
    register: new InsuredPeople(secrets),
    jobs: await startJobs(database, onFault, works),
    challenges: createChallenges({ world, keys: codeKeys, lifeSeconds: config.codeLifeSeconds }),
    proofs: createProofs({ world, keys: codeKeys, lifeSeconds: PROOF_LIFE_SECONDS }),
    mailer: createMailer(await outletsOf(config, { ...parts, works }), config, world),
  };
}

type Ways = { world: World; transport?: Transporter; works: boolean };

/** In a demonstration no name server is asked: its people's domains do not exist. */
async function outletsOf(config: Config, ways: Ways): Promise<Outlets> {
  const { world } = ways;
  const transports = await transportsOf(config, ways);
  const resolveMx = config.mode === 'production' ? dnsMx(config.dnsServers) : async () => [];
  return {
    relays: createRelays(transports, world),
    findProvider: createProviderFinder(resolveMx, world),
  };
}

/** The agents' console, at an address of its own: read only where one is asked for. */
async function listenForAgents(tools: ActionTools): Promise<Listening | undefined> {
  if (tools.config.helpdesk === undefined) return undefined;
  const { createHelpdeskApp, helpdeskConfig } = await import('./helpdesk/app.ts');
  const own = helpdeskConfig(tools.config);
  return own && listen(createHelpdeskApp({ ...tools, config: own }), own);
}

/** None where no mail leaves from: a process of pages alone holds nothing of what speaks SMTP (docs/performance.md, « Load »). */
async function transportsOf(config: Config, { transport, works }: Ways): Promise<Transporter[]> {
  if (transport) return [transport];
  if (!works) return [];
  const { createSmtpTransport } = await import('./mail/transport.ts');
  const { relayUrls, tls } = config.mail;
  return relayUrls.map(url => createSmtpTransport(url, tls));
}
