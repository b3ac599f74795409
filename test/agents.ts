/** The agents' console for a test: a bench whose console has a real identity provider beside it, and agents who sign in there. */
import type { Hono } from 'hono';
import { type Agent, findAgent } from '../src/actions/find-agent.ts';
import { createHelpdeskApp, helpdeskConfig } from '../src/helpdesk/app.ts';
import { close, listen } from '../src/listening.ts';
import { openAgentsEntrance } from './agents-entrance.ts';
import { type Bench, type BenchOptions, openBench } from './bench.ts';
import { createVisitor, hiddenFields, type Seen, type Visitor } from './visitor.ts';

export type ConsoleBench = Bench & {
  consoleUrl: string;
  console: Hono;
  /** Has the console listen at its address, for a real browser, until the bench is closed. */
  listen(): Promise<void>;
  /** A browser of an agent, that nobody has signed in. */
  visitConsole(): Visitor;
  /** Signs the agent in, and gives what the console answered at the end. */
  enterConsole(subject: string): Promise<Visitor>;
};

/** @param port where the console's address says that it is; nothing listens there unless `listen` is called */
export async function openConsoleBench(options: BenchOptions = {}, port = 3100): Promise<ConsoleBench> {
  const consoleUrl = `http://localhost:${port}`;
  const entrance = await openAgentsEntrance(consoleUrl, port);
  const bench = await openBench({ ...options, settings: { ...entrance.settings, ...options.settings } });
  const own = helpdeskConfig(bench.tools.config);
  if (own === undefined) throw new Error('the console is off');
  const app = createHelpdeskApp({ ...bench.tools, config: own });
  const site = { ...bench, ask: (path: string, init: RequestInit) => app.request(consoleUrl + path, init) };
  const visitConsole = () => createVisitor(site);
  const closing: (() => Promise<void>)[] = [];
  return {
    ...bench,
    consoleUrl,
    console: app,
    visitConsole,
    async listen() {
      const listening = await listen(app, own);
      if (listening.state === 'portTaken') throw new Error(`port ${port} is taken`);
      closing.push(() => close(listening.server, own));
    },
    async enterConsole(subject) {
      const visitor = visitConsole();
      const sent = await visitor.get('/connexion?aller=1');
      const back = await chooseAgent(sent.headers.get('Location') ?? '', subject, consoleUrl);
      await visitor.get(new URL(back).pathname + new URL(back).search);
      return visitor;
    },
    async close() {
      for (const end of closing) await end();
      await bench.close();
      await entrance.close();
    },
  };
}

/** At the provider, as a browser: follows it to its choice of agents, takes one, and gives where it then leads to. */
export async function chooseAgent(
  address: string,
  subject: string,
  consoleUrl = 'http://localhost:3100',
): Promise<string> {
  const jar = new Map<string, string>();
  let next = address;
  while (!next.startsWith(consoleUrl)) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const seen = await fetch(next, { redirect: 'manual', headers: { Cookie: cookie } });
    for (const line of seen.headers.getSetCookie()) {
      const [pair = ''] = line.split('; ');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    await seen.arrayBuffer();
    const choice = `${new URL(next).pathname}?agent=${subject}`;
    next = new URL(seen.headers.get('Location') ?? choice, next).href;
  }
  return next;
}

/** Who is signed in there, as the actions know them. */
export async function agentOf(bench: ConsoleBench, visitor: Visitor): Promise<Agent> {
  const found = await findAgent(bench.tools, visitor.cookies.get('conseiller'));
  if (found.outcome === 'signedOut') throw new Error('nobody is signed in there');
  return found.agent;
}

/** A case for this number or address: where it is, or what the search answered. */
export async function openCaseFor(agent: Visitor, search: string, reason = 'mailNotReceived'): Promise<Seen> {
  await agent.get('/');
  return agent.follow(await agent.submit({ recherche: search, motif: reason }, '/assures'));
}

/** What stands below a page of the console, posted with the token of its forms, whether or not it shows a form for that. */
export async function actAt(
  agent: Visitor,
  path: string,
  deed: string,
  fields: Record<string, string> = {},
): Promise<Seen> {
  const { body } = await agent.get(path);
  const own = body.slice(body.indexOf(`action="${path}/`));
  return agent.post(`${path}/${deed}`, { ...hiddenFields(own.slice(0, own.indexOf('</form>'))), ...fields });
}
