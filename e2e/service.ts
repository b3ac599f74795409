/**
 * The whole service as `npm start` runs it, on a free port and a data folder of its own, with its clock in the test's
 * hands, its mails caught by a real SMTP server, and the people of the demonstration. Most walks have theirs on PostgreSQL.
 */
import { rm } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { readConfig } from '../src/config.ts';
import { enterDemonstration } from '../src/demonstration.ts';
import { codeBindingOf } from '../src/journey/2-forgotten-password/code-binding.ts';
import { createLog } from '../src/log.ts';
import { type StartedServer, startServer } from '../src/server.ts';
import { codeReader } from '../test/bench.ts';
import { toldByRun } from '../test/engines.ts';
import { createFixedWorld, type FixedWorld } from '../test/fixed-world.ts';
import { type MailSink, openMailSink } from '../test/mail-sink.ts';
import { clonePostgres } from '../test/prepared-postgres.ts';
import { freePort, temporaryFolder } from '../test/temporary.ts';

export type Service = {
  baseUrl: string;
  world: FixedWorld;
  sink: MailSink;
  server: StartedServer;
  log: string[];
  /** The code to copy on this page, by the keys that sealed it. */
  codeOn(page: Page): Promise<string>;
  /** The same, by what the page and its cookie hold. */
  codeIn(shown: { token: string; formSession: string }): string;
  stop(): Promise<void>;
};

export async function startService(
  settings: Record<string, string> = {},
  world = createFixedWorld(),
): Promise<Service> {
  const sink = await openMailSink();
  const folder = await temporaryFolder('renouveau-e2e-');
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const environment = {
    PUBLIC_BASE_URL: baseUrl,
    PORT: String(port),
    DATA_FOLDER: folder,
    SMTP_URL: sink.url,
  };
  const reading = readConfig('demonstration', {}, { ...environment, ...settings });
  if (reading.state === 'faulty') throw new Error(reading.faults.join('\n'));
  enterDemonstration(reading.config);
  const { prepareDemonstration } = await import('../src/demo/prepare.ts');
  const { openMailbox } = await import('../src/demo/mailbox.ts');
  const { demonstrationRoutes } = await import('../src/demo/route.ts');
  const mailbox = openMailbox(folder);
  const log: string[] = [];
  const server = await startServer(reading.config, createLog({ write: line => log.push(line) }), {
    world,
    prepare: prepareDemonstration,
    demonstration: (tools, site) => demonstrationRoutes(tools, site, mailbox),
  });
  if (server.state !== 'started') throw new Error(`the service is ${server.state}`);
  const readCode = codeReader(server.tools);
  const codeIn: Service['codeIn'] = ({ token, formSession }) => readCode(token, codeBindingOf(formSession));

  return {
    baseUrl,
    world,
    sink,
    server,
    log,
    codeIn,
    async codeOn(page) {
      const token = (await page.locator('input[name="code-jeton"]').getAttribute('value')) ?? '';
      return codeIn({ token, formSession: await formSession(page.context()) });
    },
    async stop() {
      await server.stop();
      await sink.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same on PostgreSQL, where it starts four times sooner than on PGlite, whose tables have to be made. */
export async function startOnPostgres(): Promise<Service> {
  const clone = await clonePostgres(toldByRun('TEST_POSTGRES_URL'));
  const service = await startService({ DATABASE_URL: clone.url });
  async function stop() {
    await service.stop();
    await clone.drop();
  }
  return { ...service, stop };
}

async function formSession(context: BrowserContext): Promise<string> {
  const cookies = await context.cookies();
  return cookies.find(cookie => /^(__Host-)?formulaire$/.test(cookie.name))?.value ?? '';
}
