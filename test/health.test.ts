/**
 * Health, at an address of its own and never at the site's (norm LOG-8): the process answers, it can work or says why not,
 * and what a real server answers is counted by étape.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { createLog } from '../src/log.ts';
import { type Observatory, openObservatory } from '../src/observability/observatory.ts';
import { startServer } from '../src/server.ts';
import { createHttpServer } from '../src/web/http-server.ts';
import { type Bench, openBench, testConfig } from './bench.ts';
import { openTestDatabase } from './engines.ts';
import { openMailSink } from './mail-sink.ts';

describe('LOG-8: health', () => {
  let bench: Bench;
  let observatory: Observatory;
  before(async () => {
    bench = await openBench({ engine: 'PostgreSQL', settings: { METRICS_LISTEN: '127.0.0.1:0' } });
    const opening = await openObservatory(bench.tools);
    assert.ok(opening.state === 'open');
    observatory = opening;
  });
  after(async () => {
    await observatory.close();
    await bench.close();
  });
  const asked = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${observatory.port}${path}`);
    return { status: answer.status, body: await answer.text() };
  };

  test('/healthz answers, /readyz says why it is not ready, then that it is, then that it stops', async () => {
    assert.equal((await asked('/healthz')).status, 200);
    const starting = await asked('/readyz');
    assert.equal(starting.status, 503);
    assert.match(starting.body, /démarre/);
    observatory.enter('running');
    assert.deepEqual(await asked('/readyz'), { status: 200, body: '{"pret":true,"raisons":[]}\n' });
    observatory.enter('stopping');
    assert.match((await asked('/readyz')).body, /s’arrête/);
    observatory.enter('running');
  });

  test('/metrics tells version, process and étapes there, and nowhere at the site’s own address', async () => {
    const { status, body } = await asked('/metrics');
    assert.equal(status, 200);
    for (const name of [
      'renouveau_build_info',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_seconds',
    ])
      assert.match(body, new RegExp(`^${name}`, 'm'));
    for (const path of ['/metrics', '/healthz', '/readyz'])
      assert.equal((await bench.ask(path, {})).status, 404);
    assert.equal((await asked('/')).status, 404);
  });

  test('what the site answers is counted by étape, once its answer is sent, and no address is told', async () => {
    const server = createHttpServer(bench.app, bench.tools.config);
    observatory.watch(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const headers = { Connection: 'close' };
    for (const path of ['/mot-de-passe-oublie', '/renouveler/un-lien-invente', '/chemin-invente']) {
      const answer = await fetch(`http://localhost:${port}${path}`, { headers, redirect: 'manual' });
      await answer.text();
    }
    server.close();
    await once(server, 'close');
    const { body } = await asked('/metrics');
    assert.match(body, /^renouveau_pages_shown_total\{etape="2"\} 1$/m);
    assert.match(body, /^renouveau_http_answer_seconds_count\{etape="4",method="GET",status="3xx"\} 1$/m);
    assert.match(
      body,
      /^renouveau_http_answer_seconds_count\{etape="unknown",method="GET",status="4xx"\} 1$/m,
    );
    assert.doesNotMatch(body, /invente/);
  });

  test('/readyz says that the tables are late, and that the database does not answer', async () => {
    const { db } = bench.tools;
    await db.schema.alterTable('kysely_migration').renameTo('kysely_migration_kept').execute();
    bench.world.advance({ seconds: 1 });
    const late = await asked('/readyz');
    assert.equal(late.status, 503);
    assert.match(late.body, /migrate/);
    await db.schema.alterTable('kysely_migration_kept').renameTo('kysely_migration').execute();
    bench.world.advance({ seconds: 1 });
    assert.equal((await asked('/readyz')).status, 200);
    await bench.tools.jobs.stop();
    await db.destroy();
    bench.world.advance({ seconds: 1 });
    assert.match((await asked('/readyz')).body, /base de données ne répond pas/);
  });
});

test('LOG-8: a server is ready once it works, and a taken address of the metrics is an ending that leaves nothing open', async () => {
  const sink = await openMailSink();
  const database = await openTestDatabase('PostgreSQL');
  const settings = { SMTP_URL: sink.url, DATABASE_URL: database.url ?? '', PORT: '0' };
  const log = createLog({ write: () => {} });
  const busy = createServer();
  await once(busy.listen(0, '127.0.0.1'), 'listening');
  const { port } = busy.address() as AddressInfo;
  const config = testConfig({ ...settings, METRICS_LISTEN: `127.0.0.1:${port}` });
  assert.deepEqual(await startServer(config, log), { state: 'portTaken', port });
  busy.close();
  await once(busy, 'close');

  const started = await startServer(config, log);
  assert.ok(started.state === 'started');
  assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200);
  await fetch(`http://localhost:${started.port}/`).then(answer => answer.text());
  await started.stop();
  await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`));
  await sink.close();
  await database.close();
});
