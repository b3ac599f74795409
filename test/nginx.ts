/**
 * nginx as an operator runs it, with `ops/nginx/renouveau.conf`: the file as it is, but for ports, places and the name of
 * the site (norms C-8, LOG-3, LIM-6). A process of its own in the foreground, which needs no right of the system's.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { RELAY_KEY, TEST_AUTHORITY, TRUSTED_CERTIFICATE } from './fixtures/relay-certificates.ts';
import { ROOT } from './sources.ts';
import { freePort, temporaryFolder } from './temporary.ts';

const PROGRAM = 'nginx';
export const HAS_NGINX = spawnSync(PROGRAM, ['-v']).error === undefined;

export type Nginx = {
  httpPort: number;
  /** Asks over TLS, as if from this address of this machine. */
  ask(path: string, init: RequestInit, from?: string): Promise<Response>;
  /** Sends these bytes in plain to the port that only redirects. */
  sendPlain(bytes: string): Promise<string>;
  /** Lets every request that was begun be written down, then gives what was written, line by line. */
  stop(): Promise<Written>;
};

type Written = { access: string[]; errors: string };

type Places = { folder: string; httpPort: number; httpsPort: number };

export async function startNginx(upstreams: readonly number[]): Promise<Nginx> {
  const folder = await temporaryFolder('renouveau-nginx-');
  const places = { folder, httpPort: await freePort(), httpsPort: await freePort() };
  await writePlaces(places, upstreams);
  const child = spawn(
    PROGRAM,
    ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'start.log')],
    {
      stdio: 'ignore',
    },
  );
  await listening(child, places);
  let stopped: Promise<Written> | undefined;
  return {
    httpPort: places.httpPort,
    ask: (path, init, from = '127.0.0.1') => askOver(places.httpsPort, path, init, from),
    sendPlain: bytes => sendPlain(places.httpPort, bytes),
    stop: () => {
      stopped ??= stop(child, folder);
      return stopped;
    },
  };
}

async function stop(child: ChildProcess, folder: string): Promise<Written> {
  child.kill('SIGQUIT');
  await once(child, 'exit');
  const written = (name: string) => readFile(join(folder, name), 'utf8');
  const [access, errors, start] = await Promise.all(['access.log', 'error.log', 'start.log'].map(written));
  await rm(folder, { recursive: true, force: true });
  return { access: (access ?? '').trim().split('\n'), errors: `${errors}${start}` };
}

async function writePlaces(places: Places, upstreams: readonly number[]): Promise<void> {
  const { folder } = places;
  await mkdir(join(folder, 'temporary'));
  const bodies = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const around = [
    'daemon off;',
    'worker_processes 1;',
    `user ${userInfo().username} ${userInfo().gid === 0 ? 'root' : ''};`,
    `pid ${folder}/pid;`,
    'events { worker_connections 512; }',
    'http {',
    ...bodies.map(name => `${name}_temp_path ${folder}/temporary/${name};`),
    'access_log off;',
    `include ${folder}/renouveau.conf;`,
    '}',
  ];
  await writeFile(join(folder, 'nginx.conf'), around.join('\n'));
  await writeFile(join(folder, 'certificate.pem'), TRUSTED_CERTIFICATE);
  await writeFile(join(folder, 'key.pem'), RELAY_KEY, { mode: 0o600 });
  const shipped = await readFile(join(ROOT, 'ops/nginx/renouveau.conf'), 'utf8');
  await writeFile(join(folder, 'renouveau.conf'), placed(shipped, places, upstreams));
}

/** What the file itself says that an operator changes, and what only root may have: low ports, places of the system. */
function placed(
  shipped: string,
  { folder, httpPort, httpsPort }: Places,
  upstreams: readonly number[],
): string {
  const changes: [RegExp, string][] = [
    [/listen \[::\]:\d+.*;/g, ''],
    [/listen 80;/g, `listen 127.0.0.1:${httpPort};`],
    [/listen 443 /g, `listen 127.0.0.1:${httpsPort} `],
    [/\/etc\/letsencrypt\S+fullchain\.pem/g, `${folder}/certificate.pem`],
    [/\/etc\/letsencrypt\S+privkey\.pem/g, `${folder}/key.pem`],
    [/server_name compte\.exemple\.fr;/g, 'server_name localhost;'],
    [/\/var\/log\/nginx\/renouveau\./g, `${folder}/`],
    [/\/srv\/renouveau\//g, `${ROOT}/`],
    [/server 127\.0\.0\.1:3001 /g, `server 127.0.0.1:${upstreams[0]} `],
    [/server 127\.0\.0\.1:3002 /g, `server 127.0.0.1:${upstreams[1]} `],
  ];
  return changes.reduce((conf, [there, here]) => {
    if (conf.search(there) < 0) throw new Error(`ops/nginx/renouveau.conf has nothing like ${there}`);
    return conf.replace(there, here);
  }, shipped);
}

/** Both ports are opened before the pid is written: that file is what is looked for. */
async function listening(child: ChildProcess, { folder }: Places): Promise<void> {
  while ((await readFile(join(folder, 'pid'), 'utf8').catch(() => '')) === '') {
    if (child.exitCode !== null) throw new Error(await readFile(join(folder, 'start.log'), 'utf8'));
  }
}

async function askOver(port: number, path: string, init: RequestInit, from: string): Promise<Response> {
  const headers = { Host: 'localhost', ...Object.fromEntries(new Headers(init.headers)) };
  const asked = request({
    host: '127.0.0.1',
    servername: 'localhost',
    port,
    path,
    headers,
    localAddress: from,
    method: init.method ?? 'GET',
    ca: TEST_AUTHORITY,
    agent: false,
  });
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  asked.end(init.body ?? undefined);
  const [answer] = await answered;
  const body = await text(answer);
  const pairs = answer.rawHeaders.flatMap((name, rank, all) =>
    rank % 2 === 0 ? [[name, all[rank + 1] ?? ''] as [string, string]] : [],
  );
  const status = answer.statusCode ?? 0;
  return new Response([204, 304].includes(status) ? null : body, { status, headers: new Headers(pairs) });
}

async function sendPlain(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(bytes);
  return text(socket);
}
