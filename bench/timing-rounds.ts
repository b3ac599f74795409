/** The rounds of `npm run bench:timing`: which policy, which state of the mail, which cases; each with its own server. */
import { randomBytes, randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { openMailSink } from '../test/mail-sink.ts';
import { clonePostgres, startPostgres } from '../test/prepared-postgres.ts';
import { freePort, temporaryFolder } from '../test/temporary.ts';
import { forkServer } from './server-under-test.ts';
import { type Case, createAsker, type Timed } from './timing-asker.ts';
import { createCodeReader } from './walk.ts';

export type TimingRound = { title: string; timings: ReadonlyMap<Case, readonly Timed[]> };

type Plan = {
  title: string;
  cases: readonly Case[];
  settings: Record<string, string>;
  mail: 'up' | 'down' | 'hanging';
};

const FOUR: readonly Case[] = ['match', 'wrong date', 'other address', 'unknown number'];
const PLANS: readonly Plan[] = [
  { title: 'documented', cases: FOUR, settings: {}, mail: 'up' },
  {
    title: 'neutral',
    cases: [...FOUR, 'address not proved'],
    settings: { ANSWERS: 'neutral' },
    mail: 'up',
  },
  { title: 'mail server down', cases: FOUR, settings: {}, mail: 'down' },
  { title: 'mail server hanging', cases: FOUR, settings: {}, mail: 'hanging' },
  { title: 'at the limit', cases: ['blocked, known', 'blocked, unknown'], settings: {}, mail: 'up' },
  { title: 'signing in', cases: ['wrong password', 'sign-in of nobody'], settings: {}, mail: 'up' },
];
const WARM_UP = 60;

export async function timingRounds(samples: number): Promise<TimingRound[]> {
  const folder = await temporaryFolder('renouveau-timing-');
  const postgres = await startPostgres(folder);
  try {
    const rounds: TimingRound[] = [];
    for (const plan of PLANS) rounds.push(await runRound(plan, samples, postgres.url));
    return rounds;
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runRound(plan: Plan, samples: number, postgresUrl: string): Promise<TimingRound> {
  const sink = await openMailSink();
  if (plan.mail === 'hanging') sink.behave('hangAtGreeting');
  const smtpUrl = plan.mail === 'down' ? `smtp://127.0.0.1:${await freePort()}` : sink.url;
  const server = forkServer([]);
  const agent = new Agent({ keepAlive: true });
  // Drawn by chance, a case comes more often than it has to.
  const people = 2 * plan.cases.length * (samples + WARM_UP);
  try {
    const secretKey = randomBytes(32);
    const settings = await settingsOf(plan, { smtpUrl, secretKey, postgresUrl });
    const unproved = 2 * (samples + WARM_UP);
    const asked = { settings, works: true, people: people + unproved, unproved };
    const { port } = await server.ask('start', asked);
    const asker = createAsker({ server: { port, agent }, readCode: createCodeReader(secretKey), people });
    for (let i = 0; i < WARM_UP; i += 1) for (const one of plan.cases) await asker.ask(one);
    return { title: plan.title, timings: await askAll(plan.cases, samples, asker.ask) };
  } finally {
    agent.destroy();
    sink.cut();
    await server.stop();
    await sink.close();
  }
}

async function settingsOf(
  plan: Plan,
  { smtpUrl, secretKey, postgresUrl }: { smtpUrl: string; secretKey: Buffer; postgresUrl: string },
): Promise<Record<string, string>> {
  return {
    PUBLIC_BASE_URL: 'https://compte.exemple',
    PORT: '0',
    DATABASE_URL: (await clonePostgres(postgresUrl)).url,
    SECRET_KEYS: secretKey.toString('base64'),
    SMTP_URL: smtpUrl,
    SMTP_TLS: 'optional',
    SITE_REQUESTS_PER_MINUTE: '100000',
    MAIL_FROM_ADDRESS: 'ne-pas-repondre@compte.exemple',
    TRUSTED_PROXIES: '127.0.0.1',
    ...plan.settings,
  };
}

/**
 * Each case drawn by itself, whatever came before it, until all have enough: what a request leaves behind it (a mail that
 * is being sent) then falls on all cases alike. In turns, a match would follow a match more seldom than the others do.
 */
async function askAll(
  cases: readonly Case[],
  samples: number,
  ask: (one: Case) => Promise<Timed>,
): Promise<Map<Case, Timed[]>> {
  const timings = new Map<Case, Timed[]>(cases.map(one => [one, []]));
  const all = [...timings.values()];
  while (all.some(timed => timed.length < samples)) {
    const one = cases[randomInt(cases.length)] as Case;
    timings.get(one)?.push(await ask(one));
  }
  return timings;
}
