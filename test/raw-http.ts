/** HTTP by hand: what no client would write, sent as it is to a server that really listens, and what came back. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { createHttpServer, type Patience } from '../src/web/http-server.ts';
import { answerHeaders } from '../src/web/security-headers.ts';
import type { Bench } from './bench.ts';

export type RawAnswer = { status: number; headers: Map<string, string>; body: string };

export type Listening = {
  server: Server;
  port: number;
  /** Sends these bytes, and hangs up once there is an answer, unless told to hold the line. Gives all answers, at the end. */
  send(bytes: string | Buffer, line?: 'held'): Promise<RawAnswer[]>;
  close(): Promise<void>;
};

/** For requests that may never end: whoever sends them is not waited for. */
export const IMPATIENCE: Patience = { headersMs: 40, requestMs: 60, silenceMs: 2000, checkEveryMs: 20 };

/** A bench behind a port, as `startServer` would put it there. */
export async function listen(bench: Pick<Bench, 'app' | 'tools'>, patience?: Patience): Promise<Listening> {
  const server = createHttpServer(bench.app, bench.tools.config, patience);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    server,
    port,
    send: (bytes, line) => converse(port, bytes, line),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function converse(port: number, bytes: string | Buffer, line?: 'held'): Promise<RawAnswer[]> {
  const socket = connect(port, '127.0.0.1');
  const received: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => received.push(chunk));
  // A server that refuses early resets what is still being sent: what it answered before counts.
  socket.on('error', () => {});
  const sent = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
  socket.write(sent);
  if (line !== 'held') socket.once('data', () => socket.end());
  await once(socket, 'close');
  return readAnswers(Buffer.concat(received).toString('latin1'));
}

function readAnswers(text: string): RawAnswer[] {
  return text
    .split(/(?=HTTP\/1\.1 \d{3} )/)
    .filter(answer => /^HTTP\/1\.1 [2-5]/.test(answer))
    .map(readAnswer);
}

function readAnswer(text: string): RawAnswer {
  const [head = '', ...body] = text.split('\r\n\r\n');
  const [start = '', ...lines] = head.split('\r\n');
  const headers = lines.map(line => {
    const [name = '', ...value] = line.split(': ');
    return [name.toLowerCase(), value.join(': ')] as const;
  });
  return { status: Number(start.split(' ')[1]), headers: new Map(headers), body: body.join('\r\n\r\n') };
}

/** What this answer lacks of the one list, or should not say. Files that never change may be kept. */
export function headerFaults(
  answer: { headers: { get(name: string): string | null | undefined } },
  bench: Pick<Bench, 'tools'>,
): string[] {
  const lacking = Object.entries(answerHeaders(bench.tools.config))
    .filter(([name, value]) => answer.headers.get(name.toLowerCase()) !== value)
    .filter(
      ([name]) => name !== 'Cache-Control' || !answer.headers.get('cache-control')?.includes('immutable'),
    )
    .map(([name]) => `no ${name}`);
  const telling = TELLING.filter(name => answer.headers.get(name) != null).map(name => `${name} is there`);
  return [...lacking, ...telling];
}

const TELLING = [
  'server',
  'x-powered-by',
  'etag',
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-allow-credentials',
];
