/**
 * The HTTP server under the app. Every answer has our headers from its first moment, so what is answered before or
 * without the app has them too: what the door refuses, what Node's parser cannot read, and whoever is too slow (norms
 * HDR-1 to HDR-6, HDR-8, ATK-33, ATK-34). An upgrade is not taken up: such a request is answered as any other.
 */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Config } from '../config.ts';
import { createHostJudge } from './own-host.ts';
import { type Refused, refusalOf } from './request-door.ts';
import { answerHeaders } from './security-headers.ts';

/** How long whoever is slow is waited for, in milliseconds. */
export type Patience = {
  headersMs: number;
  /** From the first byte to the last, body included. */
  requestMs: number;
  /** Without a byte in either direction, whoever the other waits for. */
  silenceMs: number;
  checkEveryMs: number;
};

const PATIENCE: Patience = { headersMs: 10_000, requestMs: 15_000, silenceMs: 60_000, checkEveryMs: 5000 };
const HEADER_BYTES_MAX = 16_384;
const CONNECTIONS_MAX = 4096;

type Status = Refused | 405 | 408 | 413 | 417;

export function createHttpServer(app: Pick<Hono, 'fetch'>, config: Config, patience = PATIENCE): Server {
  const headers = answerHeaders(config);
  const judgeHost = createHostJudge(config);
  const handOver = getRequestListener(app.fetch);

  const receive: RequestListener = (incoming, outgoing) => {
    prepare(incoming, outgoing, headers);
    if (!server.listening) outgoing.setHeader('Connection', 'close');
    const refused = refusalOf(incoming, judgeHost);
    if (refused === undefined) handOver(incoming, outgoing);
    else refuse(outgoing, refused);
  };

  const server = createServer(limits(patience), receive);
  server.maxHeadersCount = 0;
  server.maxConnections = CONNECTIONS_MAX;
  server.timeout = patience.silenceMs;
  server.on('checkExpectation', (incoming, outgoing) => {
    prepare(incoming, outgoing, headers);
    refuse(outgoing, 417);
  });
  server.on('connect', (_, socket: Socket) =>
    refuseOn(socket, 405, { ...headers, Allow: 'GET, HEAD, POST' }),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const begun = UNDER_WAY.get(socket);
    if (!socket.writable || (begun?.headersSent && !begun.writableFinished)) socket.destroy();
    else refuseOn(socket, MALFORMED[error.code ?? ''] ?? 400, headers);
  });
  return server;
}

/**
 * Takes no new connection. Those that are kept are not cut, as `server.close()` of Node's HTTP would: a proxy may be sending
 * its next request on one, and may not send it twice. Each ends with its next answer, or by itself after some seconds.
 */
export function closeGently(server: Server): Promise<void> {
  return new Promise(resolve => NetServer.prototype.close.call(server, () => resolve()));
}

/** `requireHostHeader` is off because Node's own refusal would have none of our headers: the door asks for the host. */
function limits(patience: Patience) {
  return {
    maxHeaderSize: HEADER_BYTES_MAX,
    requireHostHeader: false,
    insecureHTTPParser: false,
    headersTimeout: patience.headersMs,
    requestTimeout: patience.requestMs,
    connectionsCheckingInterval: patience.checkEveryMs,
  };
}

/** What each connection is being answered: nothing may be written into the middle of it. */
const UNDER_WAY = new WeakMap<Socket, ServerResponse>();

function prepare(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  headers: Readonly<Record<string, string>>,
): void {
  UNDER_WAY.set(incoming.socket, outgoing);
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
}

const MALFORMED: Record<string, Status> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

const UNREADABLE = 'Cette demande n’a pas pu être lue.';
const TOO_LONG = 'Cette demande est trop longue.';
const SENTENCES: Record<Status, string> = {
  400: UNREADABLE,
  405: UNREADABLE,
  408: 'Cette demande a mis trop de temps à arriver. Réessayez.',
  413: TOO_LONG,
  414: 'Cette adresse est trop longue.',
  417: UNREADABLE,
  421: 'Ce service ne répond pas à cette adresse.',
  431: TOO_LONG,
};

function sentence(status: Status) {
  const body = `${SENTENCES[status]}\n`;
  const length = Buffer.byteLength(body);
  return {
    body,
    headers: {
      Connection: 'close',
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Length': String(length),
    },
  };
}

function refuse(outgoing: ServerResponse, status: Status): void {
  const { body, headers } = sentence(status);
  outgoing.writeHead(status, headers).end(body);
}

/** Where Node has made no answer to write to. The connection ends with it, even if the other side holds it open. */
function refuseOn(socket: Socket, status: Status, own: Readonly<Record<string, string>>): void {
  const { body, headers } = sentence(status);
  const lines = Object.entries({ ...own, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
  socket.destroySoon();
}
