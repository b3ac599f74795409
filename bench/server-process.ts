/**
 * The server under test, or its worker, each in a process of its own so that its CPU and its memory can be read alone: what
 * `renouveau serve` and `renouveau work` run on PostgreSQL, and an ear for what `server-under-test.ts` asks.
 * `process.cpuUsage()` counts all threads of the process, hence libuv's pool, where argon2id works.
 */
import { addAccount } from '../src/actions/add-account.ts';
import type { ActionTools } from '../src/actions/tools.ts';
import { type Config, readConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { inventPerson } from './people.ts';

/** Each question with its answer. CPU in milliseconds since the process began, user and system. */
export type Questions = {
  start: {
    /** The last `unproved` of the people have an address that nobody proved to be theirs. Without a worker elsewhere, it `works`. */
    asked: { settings: Record<string, string>; works: boolean; people: number; unproved?: number };
    told: { port: number };
  };
  /** Mails and purge, and no page: asked instead of `start`. */
  work: { asked: { settings: Record<string, string> }; told: Record<string, never> };
  cpu: { asked: Record<string, never>; told: { cpuMs: number } };
  hash: { asked: { hashes: number }; told: { cpuMs: number; seconds: number } };
  /** From now on so many renewals want a hash without end, with no page before theirs; 0 sends them away. */
  crowd: { asked: { hashers: number }; told: Record<string, never> };
  /** Now, and the most it ever was. */
  memory: { asked: Record<string, never>; told: { residentBytes: number; peakBytes: number } };
  stop: { asked: Record<string, never>; told: Record<string, never> };
};

type Heard = { question: keyof Questions; asked: unknown };

/** As many hashes as are waited for at once: more than the hasher lets through, fewer than it turns away. */
const HASHES_ASKED_AT_ONCE = 8;
const PASSWORD = 'Nouveau+Mdp=42';

const log = createLog({ write: line => process.stderr.write(line) });
let tools: ActionTools | undefined;
let stop: (() => Promise<void>) | undefined;
let crowded = 0;

const ANSWERS: { [Name in keyof Questions]: (asked: Questions[Name]['asked']) => Promise<object> } = {
  async start({ settings, works, people, unproved = 0 }) {
    const { startServer } = await import('../src/server.ts');
    const prepare = (own: ActionTools) => record(own, people, unproved);
    const started = await startServer(readSettings(settings), log, { works, prepare });
    if (started.state !== 'started') throw new Error(`the server does not start: ${started.state}`);
    ({ tools, stop } = started);
    return { port: started.port };
  },
  async work({ settings }) {
    const { startWorker } = await import('../src/worker-process.ts');
    const started = await startWorker(readSettings(settings), log);
    if (started.state !== 'started') throw new Error(`the worker does not start: ${started.state}`);
    ({ tools, stop } = started);
    return {};
  },
  cpu: async () => ({ cpuMs: cpuMs() }),
  hash: ({ hashes }) => hashAlone(hashes),
  async crowd({ hashers }) {
    crowded = hashers;
    for (let rank = 0; rank < hashers; rank++) void hashOnAndOn(rank);
    return {};
  },
  memory: async () => ({
    residentBytes: process.memoryUsage.rss(),
    peakBytes: 1024 * process.resourceUsage().maxRSS,
  }),
  async stop() {
    crowded = 0;
    await stop?.();
    return {};
  },
};

function readSettings(settings: Record<string, string>): Config {
  const reading = readConfig('production', {}, settings);
  if (reading.state === 'faulty') throw new Error(reading.faults.join('\n'));
  return reading.config;
}

async function record(own: ActionTools, people: number, unproved: number): Promise<void> {
  for (let rank = 0; rank < people; rank++) {
    const { nir, dateOfBirth, mailAddress } = inventPerson(rank);
    await addAccount(own, {
      nir,
      dateOfBirth,
      mailAddress,
      addressVerified: rank < people - unproved,
      password: null,
    });
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What the hash alone costs: the product's own, with its own bound on how many run at once. */
async function hashAlone(hashes: number): Promise<{ cpuMs: number; seconds: number }> {
  const hasher = tools?.secrets.passwordHasher;
  if (hasher === undefined) throw new Error('the server is not started');
  let left = hashes;
  const before = { cpuMs: cpuMs(), startedMs: performance.now() };
  const hashInTurn = async () => {
    while (left-- > 0) await hasher.hash(PASSWORD);
  };
  await Promise.all(Array.from({ length: HASHES_ASKED_AT_ONCE }, hashInTurn));
  return { cpuMs: cpuMs() - before.cpuMs, seconds: (performance.now() - before.startedMs) / 1000 };
}

/** Until the crowd is sent away, or until there is no room for this one. */
async function hashOnAndOn(rank: number): Promise<void> {
  while (rank < crowded) {
    if ((await tools?.secrets.passwordHasher.hash(PASSWORD))?.state !== 'hashed') return;
  }
}

async function answer({ question, asked }: Heard): Promise<void> {
  process.send?.(await (ANSWERS[question] as (asked: unknown) => Promise<object>)(asked));
  if (question === 'stop') process.disconnect?.();
}

process.on('message', (heard: Heard) => answer(heard));
