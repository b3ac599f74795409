/** Two server processes on one PostgreSQL, with their mails caught here, and visitors that go to one or the other. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DemoPerson } from '../src/demo/people.ts';
import { addPerson } from '../src/demo/prepare.ts';
import { createLog } from '../src/log.ts';
import { createTools } from '../src/server.ts';
import { realWorld } from '../src/world.ts';
import { assertJournalIsSound, toldAbout } from './audit.ts';
import { codeReader, testConfig } from './bench.ts';
import { openTestDatabase } from './engines.ts';
import { type MailSink, openMailSink } from './mail-sink.ts';
import { createVisitor, type Visitor } from './visitor.ts';

export type TwoServers = {
  sink: MailSink;
  /** A visitor of the first or the second server, by turns; `headers` as a proxy in front would add them. */
  visitor(turn: number, headers?: Record<string, string>): Visitor;
  /** Where the first or the second listens, by turns. */
  port(turn: number): number;
  /** The code to copy of a challenge: both hold the same keys. */
  readCode(token: string, binding: string): string;
  addPeople(...people: DemoPerson[]): Promise<void>;
  /** What the journal tells of this person, once it is found to be sound. */
  told(person: DemoPerson): Promise<string[]>;
  /** Stops the first or the second, by turns. */
  halt(turn: number): Promise<void>;
  /** Starts one that was stopped again, where it listened. */
  revive(turn: number): Promise<void>;
  stop(): Promise<void>;
};

export async function startTwoServers(settings: Record<string, string> = {}): Promise<TwoServers> {
  const sink = await openMailSink();
  const database = await openTestDatabase('PostgreSQL');
  const environment = {
    ...process.env,
    PUBLIC_BASE_URL: 'http://localhost:3000',
    PORT: '0',
    SMTP_URL: sink.url,
    DATABASE_URL: database.url,
    ...settings,
  };
  const servers = await Promise.all([startOne(environment), startOne(environment)]);
  const config = testConfig({ SMTP_URL: sink.url, ...settings });
  const tools = await createTools(config, createLog({ write: () => {} }), { database, world: realWorld });
  const readCode = codeReader(tools);
  return {
    sink,
    visitor: (turn, added = {}) => {
      const port = servers[turn % servers.length]?.port;
      function ask(path: string, init: RequestInit) {
        const headers = new Headers(init.headers);
        for (const [name, value] of Object.entries(added)) headers.set(name, value);
        return fetch(`http://127.0.0.1:${port}${path}`, { ...init, headers });
      }
      return createVisitor({ readCode, ask });
    },
    port: turn => servers[turn % servers.length]?.port ?? 0,
    readCode,
    addPeople: async (...people) => {
      for (const person of people) await addPerson(tools, person);
    },
    async told(person) {
      await assertJournalIsSound(tools);
      return toldAbout(tools, person);
    },
    async halt(turn) {
      await Promise.all(servers.slice(turn, turn + 1).map(stopOne));
    },
    async revive(turn) {
      servers[turn] = await startOne({ ...environment, PORT: String(servers[turn]?.port) });
    },
    async stop() {
      await Promise.all(servers.map(stopOne));
      await tools.jobs.stop();
      await sink.close();
      await database.close();
    },
  };
}

export type Started = { child: ChildProcess; port: number };

export async function startOne(environment: NodeJS.ProcessEnv): Promise<Started> {
  const child = fork(join(import.meta.dirname, 'server-process.ts'), { env: environment });
  const [port] = await once(child, 'message');
  return { child, port };
}

async function stopOne({ child }: Started): Promise<void> {
  if (!child.connected) return;
  child.send('stop');
  await once(child, 'exit');
}
