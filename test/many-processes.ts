/**
 * Several web processes and workers on one PostgreSQL, people who walk from étape 2 to étape 6 through the front, and their
 * mailboxes. What the test itself reads of the database it reads with the keys of the processes.
 */
import { sql } from 'kysely';
import { createLog } from '../src/log.ts';
import { createTools } from '../src/server.ts';
import { realWorld } from '../src/world.ts';
import { type Bench, codeReader } from './bench.ts';
import { openTestDatabase } from './engines.ts';
import { createFront } from './front.ts';
import { openMailSink } from './mail-sink.ts';
import { writtenDate } from './people.ts';
import { type Running, start } from './processes.ts';
import { PRODUCTION_URL, productionConfig } from './production.ts';
import { member, NEW_PASSWORD } from './renewal.ts';
import { COMMAND_KEY } from './run-command.ts';
import { createVisitor, linkIn, type Visitor } from './visitor.ts';

const FORM = '/mot-de-passe-oublie';
const SAVED = '/nouveau-mot-de-passe/enregistre';
const PASSWORDS = { 'nouveau-mot-de-passe': NEW_PASSWORD, 'mot-de-passe-repete': NEW_PASSWORD };

export type Walker = Awaited<ReturnType<typeof member>>;
export type ManyProcesses = Awaited<ReturnType<typeof openManyProcesses>>;

export async function openManyProcesses(count: { web: number; workers: number }) {
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
  const readCode = codeReader(tools);
  let visitors = 0;

  /** Each in turn is ended, and started again at its place. @returns what each ended with */
  async function restartAll(signal: NodeJS.Signals): Promise<(number | null)[]> {
    const statuses: (number | null)[] = [];
    for (const [rank, web] of webs.entries()) {
      statuses.push(await web.end(signal));
      webs[rank] = await start('serve', { ...settings, PORT: String(web.port) });
    }
    for (const [rank, worker] of workers.entries()) {
      statuses.push(await worker.end(signal));
      workers[rank] = await start('work', settings);
    }
    return statuses;
  }

  /** At an address of their own, as the front tells the processes. */
  function visitor(): Visitor {
    visitors += 1;
    const address = `2001:db8:${visitors.toString(16)}::1`;
    function ask(path: string, init: RequestInit) {
      const headers = new Headers(init.headers);
      headers.set('X-Forwarded-For', address);
      return front.ask(path, { ...init, headers });
    }
    return createVisitor({ readCode, ask });
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

  /** Every connection is ended and none is taken, as long as `work` lasts. */
  function withoutDatabase(work: () => Promise<void>): Promise<void> {
    const name = sql.id(new URL(database.url ?? '').pathname.slice(1));
    return database.db.connection().execute(async own => {
      await sql`alter database ${name} allow_connections false`.execute(own);
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.execute(own);
      await work();
      await sql`alter database ${name} allow_connections true`.execute(own);
    });
  }

  return {
    tools,
    withoutDatabase,
    restartAll,
    linksTo,
    askForMail,
    renewByMail,
    visitor,
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

function expectPlace(
  { status, headers, path }: { status: number; headers: Headers; path: string },
  place: string,
) {
  const there = headers.get('Location');
  if (status !== 303 || there !== place) throw new Error(`${path} answers ${status} ${there}, not ${place}`);
}
