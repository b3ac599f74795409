/** The door, over real connections: hosts, and shapes that two programs would read in two ways. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from './bench.ts';
import { addPeople, PEOPLE } from './people.ts';
import { headerFaults, type Listening, listen } from './raw-http.ts';
import { createVisitor, linkIn } from './visitor.ts';

const CAMILLE = {
  numero: '285077599099980',
  'date-de-naissance': '12/07/1985',
  'adresse-mail': 'camille.exemple@exemple.fr',
};
const OURS = 'Host: localhost:3000\r\n';
const POST = `POST /connexion HTTP/1.1\r\n${OURS}Content-Type: application/x-www-form-urlencoded\r\n`;

let bench: Bench;
let line: Listening;
before(async () => {
  bench = await openBench();
  await addPeople(bench, PEOPLE.camille);
  line = await listen(bench);
});
after(async () => {
  await line.close();
  await bench.close();
});

/** The statuses of all answers to these bytes, each with all our headers. */
async function statusesOf(bytes: string, hold?: 'held'): Promise<number[]> {
  const answers = await line.send(bytes, hold);
  for (const answer of answers) assert.deepEqual(headerFaults(answer, bench), []);
  return answers.map(answer => answer.status);
}

describe('a request that is not for us, or could be read in two ways, is refused with all our headers', () => {
  for (const { what, bytes, status } of [
    { what: 'a foreign host', bytes: 'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n', status: 421 },
    { what: 'no host', bytes: 'GET / HTTP/1.1\r\n\r\n', status: 400 },
    { what: 'no host, in HTTP/1.0', bytes: 'GET / HTTP/1.0\r\n\r\n', status: 400 },
    { what: 'an empty host', bytes: 'GET / HTTP/1.1\r\nHost:\r\n\r\n', status: 400 },
    { what: 'two hosts', bytes: `GET / HTTP/1.1\r\n${OURS}Host: evil.example\r\n\r\n`, status: 400 },
    { what: 'our host twice', bytes: `GET / HTTP/1.1\r\n${OURS}${OURS}\r\n`, status: 400 },
    {
      what: 'an address with another host',
      bytes: `GET http://evil.example/ HTTP/1.1\r\n${OURS}\r\n`,
      status: 400,
    },
    {
      what: 'an address with our host',
      bytes: `GET http://localhost:3000/ HTTP/1.1\r\n${OURS}\r\n`,
      status: 400,
    },
    { what: 'a folded header', bytes: `GET / HTTP/1.1\r\n${OURS} x: y\r\n\r\n`, status: 400 },
    {
      what: 'a space before the colon',
      bytes: `GET / HTTP/1.1\r\nHost : localhost:3000\r\n\r\n`,
      status: 400,
    },
    { what: 'bare line feeds', bytes: 'GET / HTTP/1.1\nHost: localhost:3000\n\n', status: 400 },
    { what: 'NUL in a header', bytes: `GET / HTTP/1.1\r\n${OURS}X: a\0b\r\n\r\n`, status: 400 },
    { what: 'an unknown verb', bytes: `FOO / HTTP/1.1\r\n${OURS}\r\n`, status: 400 },
    { what: 'CONNECT', bytes: `CONNECT localhost:3000 HTTP/1.1\r\n${OURS}\r\n`, status: 405 },
    { what: 'OPTIONS *', bytes: `OPTIONS * HTTP/1.1\r\n${OURS}\r\n`, status: 400 },
    { what: 'TRACE', bytes: `TRACE / HTTP/1.1\r\n${OURS}X-Secret: 1\r\n\r\n`, status: 405 },
    { what: 'a backslash', bytes: `GET /\\evil.example HTTP/1.1\r\n${OURS}\r\n`, status: 400 },
    { what: 'another expectation', bytes: `GET / HTTP/1.1\r\n${OURS}Expect: more\r\n\r\n`, status: 417 },
    { what: 'an endless address', bytes: `GET /${'a'.repeat(5000)} HTTP/1.1\r\n${OURS}\r\n`, status: 414 },
    {
      what: 'an endless header',
      bytes: `GET / HTTP/1.1\r\n${OURS}X: ${'a'.repeat(17_000)}\r\n\r\n`,
      status: 431,
    },
    { what: 'endless headers', bytes: `GET / HTTP/1.1\r\n${OURS}${'X: a\r\n'.repeat(120)}\r\n`, status: 431 },
    { what: 'a body with GET', bytes: `GET / HTTP/1.1\r\n${OURS}Content-Length: 3\r\n\r\nabc`, status: 400 },
    { what: 'a signed length', bytes: `${POST}Content-Length: +3\r\n\r\nabc`, status: 400 },
    { what: 'two lengths', bytes: `${POST}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`, status: 400 },
    {
      what: 'a length and chunks',
      bytes: `${POST}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      status: 400,
    },
    {
      what: 'chunks and a length',
      bytes: `${POST}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n`,
      status: 400,
    },
    {
      what: 'chunked twice',
      bytes: `${POST}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      status: 400,
    },
    {
      what: 'another encoding',
      bytes: `POST /rien HTTP/1.1\r\n${OURS}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
      status: 400,
    },
    { what: 'gzip, chunked', bytes: `${POST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`, status: 400 },
    {
      what: 'an odd chunk size',
      bytes: `${POST}Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n`,
      status: 400,
    },
    {
      what: 'endless chunk extensions',
      bytes: `${POST}Transfer-Encoding: chunked\r\n\r\n3;${'a'.repeat(17_000)}\r\nabc\r\n0\r\n\r\n`,
      status: 413,
    },
    { what: 'HTTP/2 in clear', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', status: 400 },
    { what: 'noise', bytes: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', status: 400 },
  ]) {
    test(`${what}: ${status} (norms HDR-1 to HDR-6, HDR-8, ATK-1, ATK-33, ATK-34)`, async () => {
      const statuses = await statusesOf(bytes);
      assert.equal(statuses[0], status);
      assert.ok(
        statuses.every(other => other >= 400),
        `then ${statuses}`,
      );
    });
  }

  test('an upgrade is not taken up: the page is served (norm ATK-34)', async () => {
    const upgrade = 'Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
    assert.deepEqual(await statusesOf(`GET / HTTP/1.1\r\n${OURS}${upgrade}\r\n`), [200]);
  });

  test('requests one behind the other are answered in order, and what follows a body is not part of it (norm ATK-34)', async () => {
    const get = `GET /connexion HTTP/1.1\r\n${OURS}\r\n`;
    const last = `GET /mon-compte HTTP/1.1\r\n${OURS}Connection: close\r\n\r\n`;
    assert.deepEqual(await statusesOf(get + get + last, 'held'), [200, 200, 303]);
    assert.deepEqual(await statusesOf(`${POST}Content-Length: 4\r\n\r\na=bc${last}`, 'held'), [400, 303]);
    assert.deepEqual(await statusesOf(`${POST}Content-Length: 2\r\n\r\na=bc${last}`, 'held'), [400]);
  });
});

describe('the link of a mail', () => {
  for (const hostile of [
    { 'X-Forwarded-Host': 'evil.example' },
    { 'X-Host': 'evil.example' },
    { Forwarded: 'for=192.0.2.1;host=evil.example;proto=http' },
    { 'X-Forwarded-Server': 'evil.example', 'X-Forwarded-Proto': 'gopher', 'X-Forwarded-Port': '666' },
    { 'X-Original-URL': '//evil.example/', 'X-Rewrite-URL': '//evil.example/' },
    { 'X-HTTP-Host-Override': 'evil.example', 'X-Original-Host': 'evil.example' },
    { Referer: 'http://evil.example/' },
  ]) {
    test(`starts with PUBLIC_BASE_URL whatever ${Object.keys(hostile)} say (norm ATK-1)`, async () => {
      bench.world.advance({ minutes: 120 });
      const ask = (path: string, init: RequestInit) => {
        const headers = { ...Object.fromEntries(new Headers(init.headers)), ...hostile };
        return fetch(`http://localhost:${line.port}${path}`, { ...init, headers });
      };
      const visitor = createVisitor({ ask, readCode: bench.readCode });
      await visitor.get('/mot-de-passe-oublie');
      assert.equal((await visitor.submit({ ...CAMILLE, code: visitor.code() })).status, 303);
      const [mail] = await bench.deliver();
      assert.equal(new URL(linkIn(mail)).origin, 'http://localhost:3000');
      assert.doesNotMatch(JSON.stringify(mail), /evil\.example|gopher|:666/);
    });
  }
});
