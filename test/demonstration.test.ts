/** `npm start` as a newcomer runs it: a process of its own in an empty folder, and the console beside it that an agent signs in to. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { chooseAgent } from './agents.ts';
import { ROOT } from './sources.ts';
import { temporaryFolder } from './temporary.ts';

/** The port that the demonstration gives to its console where nobody chooses: the second free one that it tries. */
async function portOfConsole(): Promise<number> {
  const free: number[] = [];
  for (let port = 3000; free.length < 2; port += 1) {
    const probe = createServer();
    const listening = once(probe.listen(port, '127.0.0.1'), 'listening');
    if (await listening.then(() => true).catch(() => false)) free.push(port);
    probe.close();
  }
  return Math.max(...free);
}

describe('the demonstration, with PORT the port that its console would have had', () => {
  let folder: string;
  let child: ChildProcess;
  let port: number;
  /** All that it said, on either output. */
  let said = '';

  before(async () => {
    folder = await temporaryFolder('renouveau-demonstration-');
    port = await portOfConsole();
    const { PATH, NODE_COMPILE_CACHE } = process.env;
    const env = { PATH, NODE_COMPILE_CACHE, HOME: folder, PORT: String(port), DATA_FOLDER: folder };
    const words = ['--disable-warning=ExperimentalWarning', '--liftoff-only', 'src/cli.ts', 'demo'];
    const started = spawn(process.execPath, words, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    await new Promise<void>((resolve, reject) => {
      started.once('close', () => reject(new Error(`it ended: ${said}`)));
      for (const output of [started.stdout, started.stderr])
        output.on('data', piece => {
          said += piece;
          if (said.includes('Pour arrêter')) resolve();
        });
    });
  });
  after(async () => {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  test('it comes up, an agent signs in to its console on another port, and it warns of nothing', async () => {
    const people = await (await fetch(`http://localhost:${port}/demonstration`)).text();
    const [, console = ''] = /href="([^"]*)">La console des conseillers/.exec(people) ?? [];
    assert.match(console, /^http:\/\/localhost:\d+$/);
    assert.notEqual(new URL(console).port, String(port));
    const sent = await fetch(`${console}/connexion?aller=1`, { redirect: 'manual' });
    const back = await chooseAgent(sent.headers.get('Location') ?? '', 'claire', console);
    const [cookie = ''] = sent.headers.getSetCookie();
    const entered = await fetch(back, {
      redirect: 'manual',
      headers: { Cookie: cookie.split(';', 1)[0] ?? '' },
    });
    assert.equal(entered.status, 303);
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    await ended;
    assert.doesNotMatch(said, /warning|notice|oidc/i);
  });
});
