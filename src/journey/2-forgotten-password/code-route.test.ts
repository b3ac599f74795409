/** Étape 2, the code to copy over HTTP: the same bytes at each fetch, sound in pieces, renewing, quotas, 410 and 404. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from '../../../test/bench.ts';
import { readable } from '../../../test/readable.ts';
import { createVisitor, hiddenFields, type Visitor } from '../../../test/visitor.ts';

const FORM = '/mot-de-passe-oublie';

describe('the code to copy over HTTP', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  async function visitForm(): Promise<{ visitor: Visitor; fields: Record<string, string>; address: string }> {
    const visitor = createVisitor(bench);
    const fields = hiddenFields((await visitor.get(FORM)).body);
    return { visitor, fields, address: `${FORM}/code/${fields['code-jeton']}` };
  }

  async function fetchAs(visitor: Visitor, path: string, headers: Record<string, string> = {}) {
    const Cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await bench.app.request(path, { headers: { Cookie, ...headers } });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  for (const file of ['image.png', 'son.wav', 'son-lent.wav']) {
    test(`${file}: the same bytes at each fetch, never kept, 404 for another browser, 410 once expired (norm CAP-5)`, async () => {
      const { visitor, address } = await visitForm();
      const first = await fetchAs(visitor, `${address}/${file}`);
      const second = await fetchAs(visitor, `${address}/${file}`);
      assert.equal(first.status, 200);
      assert.ok(first.bytes.equals(second.bytes));
      assert.equal(first.headers.get('cache-control'), 'no-store');
      assert.equal(first.headers.get('etag'), null);
      assert.equal((await fetchAs((await visitForm()).visitor, `${address}/${file}`)).status, 404);
      bench.world.advance({ minutes: 5 });
      assert.equal((await fetchAs(visitor, `${address}/${file}`)).status, 410);
    });
  }

  test('the sound is served in pieces to players that ask for it so (RFC 9110, iOS)', async () => {
    const { visitor, address } = await visitForm();
    const whole = await fetchAs(visitor, `${address}/son.wav`);
    const size = whole.bytes.length;
    assert.equal(whole.headers.get('accept-ranges'), 'bytes');
    assert.equal(whole.headers.get('content-type'), 'audio/wav');
    for (const { asked, start, end } of [
      { asked: 'bytes=0-1', start: 0, end: 1 },
      { asked: 'bytes=44-', start: 44, end: size - 1 },
      { asked: 'bytes=-100', start: size - 100, end: size - 1 },
    ]) {
      const piece = await fetchAs(visitor, `${address}/son.wav`, { Range: asked });
      assert.equal(piece.status, 206, asked);
      assert.equal(piece.headers.get('content-range'), `bytes ${start}-${end}/${size}`);
      assert.ok(piece.bytes.equals(whole.bytes.subarray(start, end + 1)));
    }
    const beyond = await fetchAs(visitor, `${address}/son.wav`, { Range: `bytes=${size}-` });
    assert.equal(beyond.status, 416);
    assert.equal(beyond.headers.get('content-range'), `bytes */${size}`);
  });

  test('a new code by script: only with our form, and not without end (norms CAP-6, CSRF-1)', async () => {
    const { visitor, fields } = await visitForm();
    const jeton = fields.jeton ?? '';
    const renewed = JSON.parse((await visitor.post(`${FORM}/code`, { jeton })).body) as { token: string };
    assert.notEqual(renewed.token, fields['code-jeton']);
    assert.equal((await visitor.post(`${FORM}/code`, { jeton: 'x' })).status, 403);
    for (let i = 0; i < 39; i += 1) await visitor.post(`${FORM}/code`, { jeton });
    const refused = await visitor.post(`${FORM}/code`, { jeton });
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '600');
    assert.match(readable(refused.body), /Réessayez à partir de \d\dh\d\d \(heure de Paris\)/);
  });

  test('« Nouveau code » without script counts alike, and keeps what was typed (norm CAP-6)', async () => {
    const { visitor } = await visitForm();
    let seen = await visitor.submit({ numero: '2850775990999', 'nouveau-code': '1' });
    for (let i = 0; i < 40; i += 1)
      seen = await visitor.submit({ numero: '2850775990999', 'nouveau-code': '1' });
    assert.equal(seen.status, 429);
    assert.match(seen.body, /value="2850775990999"/);
    assert.match(readable(seen.body), /Trop de codes/);
  });

  test('a proof is asked for with our form only, and costs more each time (norm CAP-9)', async () => {
    const { visitor, fields } = await visitForm();
    const ask = async () =>
      JSON.parse((await visitor.post(`${FORM}/preuve`, { jeton: fields.jeton ?? '' })).body).tries;
    assert.deepEqual([await ask(), await ask()], [2000, 4000]);
    assert.equal((await visitor.post(`${FORM}/preuve`, { jeton: 'x' })).status, 403);
  });

  test('after 15 answers the form comes back filled, and says until when (norms CAP-6, LIM-11)', async () => {
    const { visitor } = await visitForm();
    const typed = {
      numero: '2850775990999',
      'date-de-naissance': '12/07/1985',
      'adresse-mail': 'a@exemple.fr',
    };
    let seen = await visitor.submit({ ...typed, code: 'FAUX' });
    for (let i = 0; i < 15; i += 1) seen = await visitor.submit({ ...typed, code: 'FAUX' });
    assert.equal(seen.status, 429);
    assert.equal(seen.headers.get('retry-after'), '600');
    assert.match(readable(seen.body), /Trop de codes ont été demandés ou saisis/);
    assert.match(seen.body, /value="12\/07\/1985"/);
  });
});
