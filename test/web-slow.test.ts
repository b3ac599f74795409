/** Slow clients, over real connections: each is waited for a moment, told so, and let go (norm ATK-33). */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Patience } from '../src/web/http-server.ts';
import { type Bench, openBench } from './bench.ts';
import { listen } from './raw-http.ts';

const OURS = 'Host: localhost:3000\r\n';
const POST = `POST /connexion HTTP/1.1\r\n${OURS}Content-Type: application/x-www-form-urlencoded\r\n`;

/** Each kind of patience alone is short, so that no other one does its work. */
const PATIENT: Patience = { headersMs: 60_000, requestMs: 60_000, silenceMs: 60_000, checkEveryMs: 20 };
const SHORT_MS = 50;

describe('a slow client', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  for (const { what, bytes, patience } of [
    { what: 'that says nothing', bytes: '', patience: { headersMs: SHORT_MS } },
    {
      what: 'whose headers do not end',
      bytes: `GET / HTTP/1.1\r\n${OURS}X: a`,
      patience: { headersMs: SHORT_MS },
    },
    {
      what: 'whose body does not end',
      bytes: `${POST}Content-Length: 100\r\n\r\nnumero=`,
      patience: { requestMs: SHORT_MS, headersMs: SHORT_MS },
    },
    {
      what: 'whose chunks do not end',
      bytes: `${POST}Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n`,
      patience: { requestMs: SHORT_MS, headersMs: SHORT_MS },
    },
  ]) {
    test(`${what} is answered 408 and let go, even if it holds the line (norm ATK-33)`, async () => {
      const line = await listen(bench, { ...PATIENT, ...patience });
      const accepted = once(line.server, 'connection');
      const client = connect({ port: line.port, host: '127.0.0.1', allowHalfOpen: true });
      let received = '';
      client.on('data', chunk => {
        received += chunk;
      });
      client.on('error', () => {});
      client.write(bytes);
      const [socket] = await accepted;
      await closed(socket);
      client.destroy();
      await line.close();
      assert.match(received, /^HTTP\/1\.1 408 Request Timeout\r\n/);
      assert.match(received, /\r\nContent-Security-Policy: default-src 'none'/);
    });
  }

  test('that does not read what it asked for is let go (norm ATK-33)', async () => {
    const line = await listen(bench, { ...PATIENT, silenceMs: SHORT_MS });
    const accepted = once(line.server, 'connection');
    const client = connect(line.port, '127.0.0.1').pause();
    client.on('error', () => {});
    client.write(`GET /connexion HTTP/1.1\r\n${OURS}\r\n`.repeat(2000));
    const [socket] = await accepted;
    await closed(socket);
    client.destroy();
    await line.close();
  });
});

/** A connection that was cut says so as an error first. */
function closed(socket: Socket): Promise<void> {
  return new Promise(resolve => socket.once('close', () => resolve()));
}
