/** The door for a mail server that brings back reports: who may, what it takes, and what it answers (norm DSN-1). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../test/bench.ts';
import { ask, member } from '../../test/renewal.ts';
import { ourRows, reportFrom } from '../../test/reports.ts';
import { identityOf } from '../actions/ask-for-renewal.ts';
import { listRequestHistories } from '../database/renewal-requests.ts';
import { requestTimeline } from '../rules/request-timeline.ts';

const SECRET = 'a-secret-of-the-bench-that-is-long-enough';
const HOOK = '/rapports-de-remise';
const LIMIT = 262_144;

describe('the hook for reports', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ settings: { REPORTS_SECRET: SECRET } });
  });
  after(() => bench.close());

  function post(body: Buffer | ReadableStream<Uint8Array>, headers: Record<string, string> = {}) {
    const given = { Authorization: `Bearer ${SECRET}`, 'Content-Type': 'message/rfc822', ...headers };
    return bench.ask(HOOK, { method: 'POST', body, headers: given, duplex: 'half' } as RequestInit);
  }

  async function mailTo(person: Awaited<ReturnType<typeof member>>): Promise<string> {
    await ask(bench, person);
    const [mail] = await bench.deliver();
    return mail?.sender ?? '';
  }

  test('DSN-1: asked, delivered, brought back: the agent reads why, the log holds no name', async () => {
    const person = await member(bench);
    const sender = await mailTo(person);
    const answer = await post(reportFrom('orange', sender));
    assert.deepEqual([answer.status, await answer.text()], [204, '']);
    assert.equal(answer.headers.get('Cache-Control'), 'no-store');
    assert.match(answer.headers.get('Content-Security-Policy') ?? '', /default-src 'none'/);
    const indexes = bench.tools.secrets.blindIndex.candidates('identity', identityOf(person));
    const [history] = await listRequestHistories(bench.tools.db, indexes);
    assert.ok(history !== undefined);
    const line = requestTimeline(history, bench.world.now()).find(({ event }) => event === 'failed');
    assert.match(line?.sentence ?? '', /n’existe pas chez le fournisseur/);
    const log = bench.log.join('');
    assert.match(log, /"outcome":"noted"/);
    assert.doesNotMatch(log, /@|exemple|marius|retour\+|invalide/i);
  });

  test('ATK-37: what is forged, or no report, is answered alike and changes nothing', async () => {
    const sender = await mailTo(await member(bench));
    const forged = sender.replace(/.(?=@)/, figure => (figure === '0' ? '1' : '0'));
    const former = await ourRows(bench.database.db);
    for (const raw of [reportFrom('orange', forged), reportFrom('auto-reply', sender), Buffer.from('?')]) {
      const answer = await post(raw);
      assert.deepEqual([answer.status, await answer.text()], [204, '']);
    }
    assert.deepEqual(await ourRows(bench.database.db), former);
  });

  test('the envelope’s recipient may be told beside the message', async () => {
    const sender = await mailTo(await member(bench));
    const former = await ourRows(bench.database.db);
    const raw = reportFrom('several', 'rapports@compte.exemple');
    await post(raw);
    assert.deepEqual(await ourRows(bench.database.db), former);
    await post(raw, { 'X-Destinataire': sender });
    assert.notDeepEqual(await ourRows(bench.database.db), former);
  });

  test('without the secret, or with another: 401, and the message is not read', async () => {
    const sender = await mailTo(await member(bench));
    const former = await ourRows(bench.database.db);
    const wrong = ['', 'Bearer', `Bearer ${SECRET}x`, `Bearer ${SECRET.slice(1)}`, `Basic ${SECRET}`, SECRET];
    for (const Authorization of wrong) {
      const answer = await post(reportFrom('orange', sender), { Authorization });
      assert.deepEqual([answer.status, await answer.text()], [401, ''], Authorization);
    }
    const tooLong = await post(Buffer.alloc(LIMIT + 1), { Authorization: 'Bearer x' });
    assert.equal(tooLong.status, 401);
    assert.deepEqual(await ourRows(bench.database.db), former);
  });

  test('256 KiB pass, one byte more is 413, told beforehand or not', async () => {
    const exact = Buffer.alloc(LIMIT, 'a');
    assert.equal((await post(exact, { 'Content-Length': String(LIMIT) })).status, 204);
    assert.equal((await post(Buffer.alloc(LIMIT + 1), { 'Content-Length': String(LIMIT + 1) })).status, 413);
    const stream = new Blob([Buffer.alloc(LIMIT + 1)]).stream();
    assert.equal((await post(stream, { 'Transfer-Encoding': 'chunked' })).status, 413);
  });

  test('a message under another type is refused, as a form would be', async () => {
    const types = { 'text/plain; charset=utf-8': 204, 'application/octet-stream': 204 };
    for (const [type, status] of Object.entries(types))
      assert.equal((await post(Buffer.from('?'), { 'Content-Type': type })).status, status, type);
    for (const type of ['application/x-www-form-urlencoded', 'message/rfc822x', ''])
      assert.equal((await post(Buffer.from('?'), { 'Content-Type': type })).status, 415, type);
  });

  test('it cannot be looked at', async () => {
    assert.equal((await bench.ask(HOOK, { method: 'GET' })).status, 405);
  });
});

test('without REPORTS_SECRET there is no hook, whatever secret is named', async t => {
  const bench = await openBench();
  t.after(() => bench.close());
  for (const Authorization of [`Bearer ${SECRET}`, 'Bearer undefined', 'Bearer ']) {
    const headers = { Authorization, 'Content-Type': 'message/rfc822' };
    assert.equal((await bench.ask(HOOK, { method: 'POST', body: '?', headers })).status, 404);
  }
});
