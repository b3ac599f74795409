/** How soon a newcomer sees the demonstration: from its process to its first page, in an empty folder and again in it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { freePort, temporaryFolder } from '../test/temporary.ts';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 10;

export async function measureStartUp(): Promise<{ firstSeconds: number; laterSeconds: number }> {
  const folder = await temporaryFolder('renouveau-start-');
  try {
    return { firstSeconds: await startOnce(folder), laterSeconds: await startOnce(folder) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startOnce(folder: string): Promise<number> {
  const port = await freePort();
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, 'demo'], {
    env: { PATH: process.env.PATH, HOME: folder, PORT: String(port), DATA_FOLDER: folder },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  try {
    while (!(await answers(port))) {
      if (performance.now() - startedMs > PATIENCE_MS) throw new Error('the demonstration does not answer');
      await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return (performance.now() - startedMs) / 1000;
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
