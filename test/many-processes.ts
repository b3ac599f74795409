/**
 * Several web processes and workers on one PostgreSQL, people who walk from étape 2 to étape 6 through the front, and their
 * mailboxes. What the test itself reads of the database it reads with the keys of the processes.
 */
import { sql } from 'kysely';
import type { ActionTools } from '../src/actions/tools.ts';
import { openPostgres } from '../src/database/open.ts';
import { createLog } from '../src/log.ts';
import { createTools } from '../src/server.ts';
import { realWorld } from '../src/world.ts';
import { type Bench, codeReader } from './bench.ts';
import { openTestDatabase, type TestDatabase } from './engines.ts';
import { createFront } from './front.ts';
import { type MailSink, openMailSink } from './mail-sink.ts';
import { writtenDate } from './people.ts';
import { type Running, start } from './processes.ts';
import { PRODUCTION_URL, productionConfig } from './production.ts';
import { takeBackJobs } from './queue-time.ts';
import { member, NEW_PASSWORD } from './renewal.ts';
import { COMMAND_KEY } from './run-command.ts';
import { createVisitor, linkIn, type VisitedSite, type Visitor } from './visitor.ts';

const FORM = '/mot-de-passe-oublie';
const SAVED = '/nouveau-mot-de-passe/enregistre';
const PASSWORDS = { 'nouveau-mot-de-passe': NEW_PASSWORD, 'mot-de-passe-repete': NEW_PASSWORD };

export type Walker = Awaited<ReturnType<typeof member>>;
export type ManyProcesses = Awaited<ReturnType<typeof openManyProcesses>>;

/** @param prepare what is done to the database before anything starts @returns settings of the processes that are not as usual */
export async function openManyProcesses(
  count: { web: number; workers: number },
  prepare: (database: TestDatabase) => Promise<Record<string, string>> = async () => ({}),
) {
  const sink = await openMailSink();
  const database = await openTestDatabase('PostgreSQL');
  const settings = {
    SMTP_URL: sink.url,
    SMTP_TLS: 'optional',
    DATABASE_URL: database.url ?? '',
    PORT: '0',
    TRUSTED_PROXIES: '127.0.0.1',
    REPEAT_SECONDS: '0',
    REQUESTS_MAX: '20',
    ...(await prepare(database)),
  };
  const config = productionConfig({ ...settings, SECRET_KEYS: COMMAND_KEY });
  const tools = await createTools(config, createLog({ write: () => {} }), {
    database,
    world: realWorld,
    works: false,
  });
  const many = (word: 'serve' | 'work', wanted: number) =>
    Promise.all(Array.from({ length: wanted }, () => start(word, settings)));
  const [webs, workers] = await Promise.all([many('serve', count.web), many('work', count.workers)]);
  const ports = webs.map(web => web.port);
  const front = createFront(new URL(PRODUCTION_URL).host, ports);

  /** The first web and the first worker are ended and started again at their place, then the next. @returns the statuses */
  async function restartAll(signal: NodeJS.Signals): Promise<(number | null)[]> {
    const statuses: (number | null)[] = [];
    for (const rank of webs.keys()) {
      statuses.push(...(await Promise.all([restart('serve', rank, signal), restart('work', rank, signal)])));
    }
    return statuses;
  }

  async function restart(word: 'serve' | 'work', rank: number, signal: NodeJS.Signals) {
    const all = word === 'serve' ? webs : workers;
    const status = await all[rank]?.end(signal);
    all[rank] = await start(word, { ...settings, PORT: String(ports[rank]) });
    return status ?? null;
  }

  return {
    withoutDatabase: (work: () => Promise<void>) => withoutDatabase(settings.DATABASE_URL, work),
    restartAll,
    finishJobs: () => finishJobs(tools),
    ...createWalks(sink, { ask: front.ask, readCode: codeReader(tools) }),
    newcomer: () => member({ tools } as Bench),
    async close() {
      await Promise.all([...webs, ...workers].map((one: Running) => one.end('SIGKILL')));
      front.close();
      await tools.jobs.stop();
      tools.mailer.close();
      await sink.close();
      await database.close();
    },
  };
}

/** The jobs of the dead are taken back, until none waits. */
async function finishJobs(tools: ActionTools): Promise<void> {
  const waiting = sql<object>`select 1 from pgboss.job where name like '%-mail' and state < 'completed'`;
  while ((await waiting.execute(tools.db)).rows.length > 0) await takeBackJobs(tools);
}

/** Every connection is ended and none is taken, as long as `work` lasts. */
async function withoutDatabase(address: string, work: () => Promise<void>): Promise<void> {
  const url = new URL(address);
  const name = url.pathname.slice(1);
  url.pathname = 'postgres';
  const beside = openPostgres(url.href);
  await sql`alter database ${sql.id(name)} allow_connections false`.execute(beside.db);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`.execute(
    beside.db,
  );
  await work();
  await sql`alter database ${sql.id(name)} allow_connections true`.execute(beside.db);
  await beside.close();
}

/** What people do, one after the other, each in a browser of their own. */
function createWalks(sink: MailSink, site: VisitedSite) {
  let visitors = 0;

  /** At an address of their own, as the front tells the processes. */
  function visitor(): Visitor {
    visitors += 1;
    const address = `2001:db8:${visitors.toString(16)}::1`;
    function ask(path: string, init: RequestInit) {
      const headers = new Headers(init.headers);
      headers.set('X-Forwarded-For', address);
      return site.ask(path, { ...init, headers });
    }
    return createVisitor({ ...site, ask });
  }

  const linksTo = (person: Walker) =>
    sink.mails
      .filter(mail => mail.recipients.includes(person.mailAddress) && mail.text.includes('/renouveler/'))
      .map(linkIn);

  /** Étapes 2 and 3. */
  async function askForMail(visitor: Visitor, person: Walker): Promise<void> {
    await visitor.get(FORM);
    const sent = await visitor.submit({
      numero: person.nir,
      'date-de-naissance': writtenDate(person.dateOfBirth),
      'adresse-mail': person.mailAddress,
      code: visitor.code(),
    });
    expectPlace(sent, `${FORM}/mail-envoye`);
  }

  /** Étapes 4 to 6, with the newest mail of the box: when that one was replaced, a newer one is there, or on its way. */
  async function renewByMail(visitor: Visitor, person: Walker): Promise<void> {
    let opened = 0;
    for (;;) {
      const links = linksTo(person);
      if (links.length === opened) await sink.arrival();
      else {
        opened = links.length;
        const form = await visitor.follow(await visitor.get(links.at(-1) ?? ''));
        const end = form.status === 410 ? form : await visitor.submit(PASSWORDS);
        if (end.status !== 410) return expectPlace(end, SAVED);
      }
    }
  }

  return { visitor, linksTo, askForMail, renewByMail };
}

function expectPlace(
  { status, headers, path }: { status: number; headers: Headers; path: string },
  place: string,
) {
  const there = headers.get('Location');
  if (status !== 303 || there !== place) throw new Error(`${path} answers ${status} ${there}, not ${place}`);
}
