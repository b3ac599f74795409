/**
 * How soon a newcomer sees the demonstration: from its process to its first page, in an empty folder and again in it. With the
 * CPU that took, which a busy machine does not make longer by waiting. As `npm start` after `npm ci`: what Node makes of the sources is
 * kept by the first one, for the second (`scripts/node.cjs`).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, temporaryFolder } from '../test/temporary.ts';
import { processCpuMs } from './cluster-cpu.ts';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
/** As `npm start`. */
const START_OPTIONS = ['--disable-warning=ExperimentalWarning', '--liftoff-only'];
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 10;

export type StartUp = { seconds: number; cpuSeconds: number };

export async function measureStartUp(): Promise<{ first: StartUp; later: StartUp }> {
  const folder = await temporaryFolder('renouveau-start-');
  try {
    return { first: await startOnce(folder), later: await startOnce(folder) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startOnce(folder: string): Promise<StartUp> {
  const port = await freePort();
  const startedMs = performance.now();
  const child = spawn(process.execPath, [...START_OPTIONS, CLI, 'demo'], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      PORT: String(port),
      DATA_FOLDER: folder,
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  try {
    while (!(await answers(port))) {
      if (performance.now() - startedMs > PATIENCE_MS) throw new Error('the demonstration does not answer');
      await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const seconds = (performance.now() - startedMs) / 1000;
    return { seconds, cpuSeconds: (processCpuMs(child.pid ?? 0) ?? Number.NaN) / 1000 };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    get({ host: 'localhost', port, path: '/' }, answer => {
      answer.resume();
      resolve(answer.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}
