/**
 * A whole service for a test: a database of its own, a world whose clock is moved by hand, a real SMTP server at the
 * other end, the app, and people. Nothing of ours is replaced. Its keys are the bench's own, which is how a test can
 * read a code to copy: by the secret that sealed it, as the service itself does.
 */
import type { Hono } from 'hono';
import type { LogConfig } from 'kysely';
import type { ActionTools } from '../src/actions/tools.ts';
import { createApp } from '../src/app.ts';
import { codeFrom } from '../src/captcha/alphabet.ts';
import { createSealer } from '../src/captcha/seal.ts';
import { type Config, readConfig } from '../src/config.ts';
import { enterDemonstration } from '../src/demonstration.ts';
import { createLog } from '../src/log.ts';
import { createTools } from '../src/server.ts';
import { jobHandlers } from '../src/worker.ts';
import { type Engine, openTestDatabase, type TestDatabase } from './engines.ts';
import { createFixedWorld, type FixedWorld } from './fixed-world.ts';
import { type MailSink, openMailSink, type SunkMail } from './mail-sink.ts';

export const BASE_URL = 'http://localhost:3000';

export type BenchOptions = {
  engine?: Engine;
  /** Settings by their names in `.env.example`. */
  settings?: Record<string, string>;
  onStatement?: LogConfig;
};

export type Bench = {
  tools: ActionTools;
  app: Hono;
  world: FixedWorld;
  database: TestDatabase;
  sink: MailSink;
  /** Every line that was logged. */
  log: string[];
  /** Works on all waiting jobs, then gives the mails that came since the last call. */
  deliver(): Promise<SunkMail[]>;
  /** Asks the app as a browser would, without a connection. */
  ask(path: string, init: RequestInit): Response | Promise<Response>;
  /** The code to copy of a challenge. */
  readCode(token: string, binding: string): string;
  close(): Promise<void>;
};

export function testConfig(settings: Record<string, string> = {}): Config {
  const reading = readConfig('demonstration', {}, { PUBLIC_BASE_URL: BASE_URL, ...settings });
  if (reading.state === 'faulty') throw new Error(reading.faults.join('\n'));
  return reading.config;
}

export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  const sink = await openMailSink();
  const config = testConfig({ SMTP_URL: sink.url, ...options.settings });
  enterDemonstration(config);
  const log: string[] = [];
  const world = createFixedWorld();
  const database = await openTestDatabase(options.engine ?? 'PostgreSQL', options.onStatement);
  const tools = await createTools(config, createLog({ write: line => log.push(line) }), { database, world });
  const app = createApp(tools);
  let delivered = 0;

  return {
    tools,
    app,
    ask: (path, init) => app.request(new URL(path, BASE_URL).href, init),
    world,
    database,
    sink,
    log,
    async deliver() {
      while ((await tools.jobs.workOnce(jobHandlers(tools))) > 0);
      const fresh = sink.mails.slice(delivered);
      delivered = sink.mails.length;
      return fresh;
    },
    readCode: codeReader(tools),
    async close() {
      await tools.jobs.stop();
      tools.mailer.close();
      await sink.close();
      await database.close();
    },
  };
}

/** Reads codes to copy by the secret that sealed them: only who holds the keys can. */
export function codeReader(tools: ActionTools): (token: string, binding: string) => string {
  const keys = tools.secrets.keys.all('code').map(key => key.bytes);
  const sealer = createSealer(keys, tools.world);
  return (token, binding) => {
    const opened = sealer.open(token, binding);
    if (opened.state === 'forged') throw new Error('this challenge does not open under this binding');
    return codeFrom(opened.challenge.codeBytes);
  };
}
