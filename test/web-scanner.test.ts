/**
 * What a scanner that nobody here wrote would try: each form, each address that programs ask for, each place where
 * a path or a redirect could be bent.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Hono } from 'hono';
import { PATHS } from '../src/journey/plan.ts';
import { createSite } from '../src/web/site.ts';
import { loadStaticFiles } from '../src/web/static-files.ts';
import { wellKnownRoutes } from '../src/web/well-known.ts';
import { type Bench, openBench } from './bench.ts';
import { headerFaults, type Listening, listen } from './raw-http.ts';
import { renderState, STATE_NAMES } from './states.ts';

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

async function ask(target: string, verb = 'GET') {
  const [answer] = await line.send(
    `${verb} ${target} HTTP/1.1\r\nHost: localhost:3000\r\nConnection: close\r\n\r\n`,
  );
  assert.ok(answer !== undefined);
  assert.deepEqual(headerFaults(answer, bench), []);
  return answer;
}

describe('addresses that programs ask for', () => {
  for (const { path, status } of [
    { path: '/robots.txt', status: 200 },
    { path: '/favicon.ico', status: 302 },
    { path: '/.well-known/security.txt', status: 404 },
    { path: '/.well-known/', status: 404 },
    { path: '/.env', status: 404 },
    { path: '/.git/config', status: 404 },
    { path: '/package.json', status: 404 },
    { path: '/src/cli.ts', status: 404 },
    { path: '/renouveau-donnees/base', status: 404 },
    { path: '/demonstration', status: 404 },
    { path: '/statique/', status: 404 },
    { path: '/connexion/', status: 404 },
    { path: '//connexion', status: 404 },
    { path: '/CONNEXION', status: 404 },
    { path: '/connexion/x.css', status: 404 },
    { path: '/nouveau-mot-de-passe/x.css', status: 404 },
    { path: '/mot-de-passe-oublie/mail-envoye.js', status: 404 },
    { path: '/connexion;x.css', status: 404 },
    { path: '/connexion%2fx.css', status: 404 },
  ]) {
    test(`GET ${path} is ${status} (norms ATK-29, WK-3)`, async () => {
      assert.equal((await ask(path)).status, status);
    });
  }

  for (const bent of ['/../', '/..%2f', '/%2e%2e/', '/..%5c', '/....//', '/%252e%252e/', '/.%00/', '/']) {
    test(`/statique${bent}… leads out of nothing (norm ATK-29)`, async () => {
      const folder = loadStaticFiles(bench.tools.config.brand.colours)
        .url('style.css')
        .replace('/style.css', '');
      for (const target of [
        'package.json',
        '../package.json',
        '.env',
        'fonts',
        '',
        'style.css%00.js',
        'constructor',
      ]) {
        const answer = await ask(`${folder}${bent}${target}`);
        assert.ok([400, 404].includes(answer.status), `${target}: ${answer.status}`);
        assert.equal(answer.headers.get('cache-control'), 'no-store');
      }
    });
  }

  test('robots are asked to read nothing (norm HDR-4)', async () => {
    assert.equal((await ask('/robots.txt')).body, 'User-agent: *\nDisallow: /\n');
  });

  test('HEAD is GET without its body, and leaves no cookie (norms URL-1, ATK-34)', async () => {
    for (const path of ['/', '/connexion', '/mot-de-passe-oublie', '/mon-compte', '/robots.txt', '/rien']) {
      const [head, get] = [await ask(path, 'HEAD'), await ask(path)];
      assert.equal(head.status, get.status);
      assert.equal(head.body, '');
      assert.equal(head.headers.get('content-type'), get.headers.get('content-type'));
      assert.equal(head.headers.get('set-cookie'), undefined);
    }
    assert.notEqual((await ask('/connexion')).headers.get('set-cookie'), undefined);
  });
});

describe('redirects', () => {
  const evils = [
    '//evil.example',
    'https://evil.example',
    '\\\\evil.example',
    'https:evil.example',
    '%2f%2fevil.example',
  ];

  test('lead to our own pages, whatever is asked (norm ATK-26)', async () => {
    const leading = [
      '/.well-known/change-password',
      '/mon-compte',
      '/nouveau-mot-de-passe/enregistre',
      '/renouveler/x',
    ];
    const own = new Set<string>(Object.values(PATHS));
    for (const path of leading) {
      for (const name of ['retour', 'next', 'url', 'redirect', 'return_to', 'continue', 'service']) {
        for (const evil of evils) {
          const answer = await bench.app.request(`${path}?${name}=${encodeURIComponent(evil)}`);
          assert.ok(
            own.has(answer.headers.get('location') ?? ''),
            `${path}: ${answer.headers.get('location')}`,
          );
        }
      }
    }
  });

  test('are never made of the address asked (norm ATK-26)', async () => {
    for (const evil of evils) {
      for (const path of [`/${evil}`, `/${evil}/..`, `/renouveler/${evil}`, `//evil.example/%2e%2e`]) {
        const { status, headers } = await ask(path.replaceAll('\\', '%5c'));
        assert.ok([200, 303, 400, 404].includes(status));
        assert.doesNotMatch(headers.get('location') ?? '', /evil/);
      }
    }
  });
});

describe('whom to tell of a flaw', () => {
  const asked = async (contact: string | undefined) => {
    const site = createSite(bench.tools.config, loadStaticFiles(bench.tools.config.brand.colours));
    const settings = { publicBaseUrl: 'https://compte.exemple.fr', contact };
    const routes = new Hono().route('/', wellKnownRoutes(site, bench.world, settings));
    return routes.request('/.well-known/security.txt');
  };

  test('is said when the settings say it, in a file that never runs out (norm WK-3)', async () => {
    const YEAR_MS = 365 * 24 * 3600 * 1000;
    for (let month = 0; month < 14; month += 1) {
      const answer = await asked('mailto:securite@exemple.fr');
      assert.equal(answer.headers.get('content-type')?.toLowerCase(), 'text/plain; charset=utf-8');
      const fields = new Map(
        (await answer.text())
          .trimEnd()
          .split('\n')
          .map(one => one.split(': ', 2) as [string, string]),
      );
      assert.deepEqual([...fields.keys()], ['Contact', 'Expires', 'Preferred-Languages', 'Canonical']);
      assert.equal(fields.get('Contact'), 'mailto:securite@exemple.fr');
      assert.equal(fields.get('Canonical'), 'https://compte.exemple.fr/.well-known/security.txt');
      const left = new Date(fields.get('Expires') ?? '').getTime() - bench.world.now().getTime();
      assert.ok(left > YEAR_MS / 12 && left < YEAR_MS, `${left}`);
      bench.world.advance({ minutes: 30 * 24 * 60 });
    }
  });

  test('is not said when the settings do not (norm WK-3)', async () => {
    assert.equal((await asked(undefined)).status, 404);
  });
});

describe('forms', () => {
  for (const name of STATE_NAMES) {
    test(`${name}: each form is posted to us with its token, each field says what may fill it in (norms CSRF-1, PM-1)`, async () => {
      const page = await renderState(name);
      for (const [form = ''] of page.matchAll(/<form[\s\S]*?<\/form>/g)) {
        assert.match(form, /^<form method="post" action="\/[a-z/-]+"/);
        assert.match(form, /<input type="hidden" name="jeton" value="[^"]+">/);
      }
      for (const [input] of page.matchAll(/<input (?!type="hidden")[^>]*>/g)) {
        if (!/type="(?:checkbox|radio|submit)"/.test(input)) assert.match(input, / autocomplete="[a-z-]+"/);
        if (/type="password"/.test(input)) assert.doesNotMatch(input, / value=/);
      }
      assert.doesNotMatch(page, /target="_blank"(?![^>]*rel="[^"]*noopener)/);
    });
  }
});
