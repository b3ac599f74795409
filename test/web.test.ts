/** What holds for every answer of the site: headers, refusals, our own fault, and a log that tells nothing of anybody. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from './bench.ts';
import { addPeople, PEOPLE } from './people.ts';
import { headerFaults } from './raw-http.ts';
import { readable } from './readable.ts';
import { createVisitor, linkIn } from './visitor.ts';

describe('every answer', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
    await addPeople(bench, PEOPLE.camille);
  });
  after(() => bench.close());

  for (const { path, status } of [
    { path: '/', status: 200 },
    { path: '/mot-de-passe-oublie', status: 200 },
    { path: '/renouveler/x', status: 303 },
    { path: '/nouveau-mot-de-passe', status: 400 },
    { path: '/nouveau-mot-de-passe/x.css', status: 404 },
    { path: '/mot-de-passe-oublie/code/x/image.png', status: 404 },
    { path: '/rien', status: 404 },
    { path: '/.well-known/change-password', status: 302 },
    { path: '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200', status: 404 },
    { path: '/demonstration', status: 404 },
  ]) {
    test(`GET ${path} is ${status}, with all security headers and no-store (norms HDR-1 to HDR-6, WK-1, WK-2)`, async () => {
      const answer = await bench.app.request(path);
      assert.equal(answer.status, status);
      assert.deepEqual(headerFaults(answer, bench), []);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
    });
  }

  test('the policy lets nothing in but our own files, and no frame (norms HDR-1, HDR-2, HDR-4, ATK-19)', async () => {
    const { headers } = await bench.app.request('/');
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; .*frame-ancestors 'none'; base-uri 'none'$/);
    const sources = policy.split('; ').map(directive => directive.split(' ').slice(1).join(' '));
    assert.deepEqual([...new Set(sources)].sort(), ["'none'", "'self'"]);
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('x-frame-options'), 'DENY');
    assert.match(headers.get('permissions-policy') ?? '', /camera=\(\).*geolocation=\(\).*microphone=\(\)/);
  });

  const post = (headers: Record<string, string>, body = 'numero=1') =>
    bench.app.request('/mot-de-passe-oublie', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    });

  for (const { what, headers, status } of [
    { what: 'a post from another site', headers: { 'Sec-Fetch-Site': 'cross-site' }, status: 403 },
    { what: 'a post from a sibling site', headers: { 'Sec-Fetch-Site': 'same-site' }, status: 403 },
    { what: 'a post with a foreign origin', headers: { Origin: 'https://evil.example' }, status: 403 },
    {
      what: 'a post with an origin like ours',
      headers: { Origin: 'http://localhost:3000.evil.example' },
      status: 403,
    },
  ]) {
    test(`${what} is refused with a readable page (norms CSRF-1, ATK-20)`, async () => {
      const answer = await post(headers);
      assert.equal(answer.status, status);
      assert.match(readable(await answer.text()), /Demande refusée/);
    });
  }

  for (const headers of [
    { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' },
    { Origin: 'null' },
    { Origin: 'http://localhost:3000' },
  ]) {
    test(`an honest form is let through with ${JSON.stringify(headers)} (norm HDR-2)`, async () => {
      const visitor = createVisitor(bench);
      const page = await visitor.get('/mot-de-passe-oublie');
      assert.equal(page.status, 200);
      const seen = await visitor.post(
        '/mot-de-passe-oublie',
        { 'nouveau-code': '1', jeton: tokenIn(page.body) },
        headers,
      );
      assert.equal(seen.status, 200);
    });
  }

  test('what was typed is escaped (norm ATK-27)', async () => {
    const visitor = createVisitor(bench);
    await visitor.get('/mot-de-passe-oublie');
    const seen = await visitor.submit({
      numero: '"><script>alert(1)</script>',
      'adresse-mail': '"><img src=x>@x.fr',
    });
    assert.doesNotMatch(seen.body, /<script>|<img src=x/);
  });

  test('only GET and POST are there; nothing answers to CORS (norm ATK-34, HDR-6)', async () => {
    for (const [path, allow] of [
      ['/mot-de-passe-oublie', 'GET, HEAD, POST'],
      ['/renouveler/x', 'GET, HEAD'],
      ['/deconnexion', 'POST'],
    ] as const) {
      for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'QUERY']) {
        const answer = await bench.app.request(path, { method, headers: { Origin: 'http://evil.example' } });
        assert.equal(answer.status, 405);
        assert.equal(answer.headers.get('allow'), allow);
        assert.deepEqual(headerFaults(answer, bench), []);
      }
    }
    assert.equal((await bench.app.request('/rien', { method: 'PUT' })).status, 404);
  });

  test('our log holds nothing of the person after a whole journey (norms LOG-2, ATK-3)', async () => {
    const visitor = createVisitor(bench);
    await visitor.get('/mot-de-passe-oublie');
    const asked = {
      numero: '285077599099980',
      'date-de-naissance': '12/07/1985',
      'adresse-mail': 'camille.exemple@exemple.fr',
    };
    await visitor.submit({ ...asked, code: visitor.code() });
    bench.sink.behave('refuse');
    await bench.deliver();
    bench.sink.behave('none');
    bench.world.advance({ minutes: 2 });
    await visitor.get('/mot-de-passe-oublie');
    await visitor.submit({ ...asked, code: visitor.code() });
    const link = linkIn((await bench.deliver())[0]);
    await visitor.follow(await visitor.get(link));
    await visitor.submit({ 'nouveau-mot-de-passe': 'Canari+9876', 'mot-de-passe-repete': 'Canari+9876' });
    const log = bench.log.join('');
    assert.match(log, /refused a mail/);
    assert.doesNotMatch(log, /2850775990999|12.07.1985|camille|exemple\.fr|Canari/i);
    assert.ok(!log.includes(link.split('/').at(-1) ?? ''));
  });
});

test('our own fault: a reference, no detail, and the same reference in the log (norm ERR-1)', async () => {
  const bench = await openBench();
  const visitor = createVisitor(bench);
  await visitor.get(`/renouveler/${'A'.repeat(43)}Z`);
  await bench.database.db.schema.dropTable('renewal_links').execute();
  const seen = await visitor.get('/nouveau-mot-de-passe');
  await bench.close();
  assert.equal(seen.status, 500);
  const [, reference = ''] = /donnez cette référence : ([0-9A-F]{8})\./.exec(readable(seen.body)) ?? [];
  assert.ok(bench.log.some(line => line.includes(reference)));
  assert.doesNotMatch(seen.body, /renewal_links|error|stack|select/i);
  assert.match(seen.headers.get('content-security-policy') ?? '', /default-src 'none'/);
});

function tokenIn(body: string): string {
  return /name="jeton" value="([^"]+)"/.exec(body)?.[1] ?? '';
}
