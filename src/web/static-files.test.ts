/** The files that browsers fetch, and the form in which each browser gets them (RFC 9110 §12.5.3). */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type Bench, openBench, testConfig } from '../../test/bench.ts';
import { BROWSER_RULES, browserRule } from '../../test/browser-rules.ts';
import { type Listening, listen } from '../../test/raw-http.ts';
import { ROOT } from '../../test/sources.ts';
import { loadStaticFiles } from './static-files.ts';

const FILES = loadStaticFiles(testConfig().brand.colours);
const STYLE = FILES.url('style.css');
const FONT = FILES.url('fonts/atkinson-400.woff2');
const OPENED = { br: brotliDecompressSync, gzip: gunzipSync, identity: (bytes: Buffer) => bytes };

for (const name of BROWSER_RULES) {
  test(`« Votre mot de passe doit\u00a0: »: what browsers have of ${name} is what the server has (scripts/browser-rules.ts)`, async () => {
    const copy = await readFile(join(ROOT, `public/regles/${name}.js`), 'utf8');
    assert.equal(copy, await browserRule(name));
  });
}

describe('a file that browsers fetch', () => {
  let bench: Bench;
  let line: Listening;
  before(async () => {
    bench = await openBench();
    line = await listen(bench);
  });
  after(async () => {
    await line.close();
    await bench.close();
  });

  async function ask(path: string, accepted?: string, method = 'GET') {
    const headers = accepted === undefined ? {} : { 'Accept-Encoding': accepted };
    const { promise, resolve, reject } = Promise.withResolvers<import('node:http').IncomingMessage>();
    request({ port: line.port, path, method, headers: { Host: 'localhost:3000', ...headers } }, resolve)
      .on('error', reject)
      .end();
    const answer = await promise;
    const bytes = Buffer.concat(await answer.toArray());
    return { status: answer.statusCode, headers: answer.headers, bytes };
  }

  for (const { accepted, encoding } of [
    { accepted: 'gzip, deflate, br, zstd', encoding: 'br' },
    { accepted: 'gzip, deflate', encoding: 'gzip' },
    { accepted: 'GZIP;q=0.8, br;q=0.2', encoding: 'gzip' },
    { accepted: 'br;q=0, gzip', encoding: 'gzip' },
    { accepted: '*', encoding: 'br' },
    { accepted: 'br;q=0, *;q=0.5', encoding: 'gzip' },
    { accepted: 'identity, br;q=0.5', encoding: 'identity' },
    { accepted: 'identity;q=0, *;q=0', encoding: 'identity' },
    { accepted: 'brotli, x-gzip, deflate', encoding: 'identity' },
    { accepted: 'br;q=many', encoding: 'identity' },
    { accepted: ', ;q=, =', encoding: 'identity' },
    { accepted: undefined, encoding: 'identity' },
  ] as const) {
    test(`is sent as ${encoding} to who accepts « ${accepted ?? 'nothing said'} », and is the same file`, async () => {
      const plain = await ask(STYLE);
      const answer = await ask(STYLE, accepted);
      assert.equal(answer.headers['content-encoding'] ?? 'identity', encoding);
      assert.equal(answer.headers.vary, 'Accept-Encoding');
      assert.equal(answer.headers['content-length'], String(answer.bytes.length));
      assert.deepEqual(OPENED[encoding](answer.bytes), plain.bytes);
    });
  }

  test('is the smaller for it, and HEAD says the same of it', async () => {
    const [plain, gzip, br] = [await ask(STYLE), await ask(STYLE, 'gzip'), await ask(STYLE, 'br')];
    assert.ok(br.bytes.length < gzip.bytes.length && gzip.bytes.length < plain.bytes.length / 3);
    const head = await ask(STYLE, 'br', 'HEAD');
    for (const name of ['content-encoding', 'content-type', 'cache-control', 'vary']) {
      assert.equal(head.headers[name], br.headers[name], name);
    }
    assert.equal(head.bytes.length, 0);
  });

  test('is left as it is when it is compressed in itself, for whoever asks', async () => {
    const answer = await ask(FONT, 'gzip, br');
    assert.equal(answer.headers['content-encoding'], undefined);
    assert.equal(answer.headers.vary, undefined);
    assert.equal(answer.bytes.subarray(0, 4).toString(), 'wOF2');
  });

  test('is kept for ever, and asking for a piece or for a newer one gives it whole', async () => {
    const answer = await ask(STYLE, 'br');
    assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(answer.headers.etag, undefined);
    const headers = { 'Accept-Encoding': 'br', Range: 'bytes=0-9', 'If-None-Match': '*' };
    const insisted = await bench.app.request(STYLE, { headers });
    assert.equal(insisted.status, 200);
    assert.deepEqual(Buffer.from(await insisted.arrayBuffer()), answer.bytes);
  });

  test('and a page, which bears secrets, is never compressed (norm ATK-29, BREACH)', async () => {
    for (const path of ['/', '/connexion', '/mot-de-passe-oublie', '/rien']) {
      const answer = await ask(path, 'gzip, deflate, br, zstd');
      assert.equal(answer.headers['content-encoding'], undefined, path);
      assert.match(answer.bytes.toString(), /<!DOCTYPE html>/);
    }
  });
});
