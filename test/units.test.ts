/** What operators copy from ops/ (units of systemd, the container) agrees with the code and with docs/operations.md (norm C-8). */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { allCommands } from '../src/commands/commands.ts';
import { ROOT, readSources } from './sources.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const FOLDER = join(ROOT, 'ops/systemd');
const UNITS = readdirSync(FOLDER);
const SERVICES = UNITS.filter(name => name.endsWith('.service')).map(name => ({
  name,
  text: read(`ops/systemd/${name}`),
}));
const OPERATIONS = read('docs/operations.md');

test('each unit starts a command that there is, as the service’s user, with the settings’ file', async () => {
  const names = (await allCommands()).commands.map(([name]) => name);
  for (const { name, text } of SERVICES) {
    const [, words = ''] = /^ExecStart=.* src\/cli\.ts ([a-z ]+)/m.exec(text) ?? [];
    assert.ok(names.includes(words.trim()), `${name}: ${words}`);
    assert.match(text, /^User=renouveau$/m, name);
    assert.match(text, /^EnvironmentFile=\/etc\/renouveau\/settings\.env$/m, name);
  }
});

test('ML-13: systemd waits longer than a process that stops waits for requests and then for mails, as the document says', () => {
  const [, patienceMs = ''] = /CLOSING_PATIENCE_MS = ([\d_]+)/.exec(read('src/listening.ts')) ?? [];
  const longestSeconds = (2 * Number(patienceMs.replace('_', ''))) / 1000;
  assert.ok(longestSeconds > 0);
  const lasting = SERVICES.filter(({ text }) => /^Restart=always$/m.test(text));
  assert.equal(lasting.length, 2);
  for (const { name, text } of lasting) {
    const given = Number(/^TimeoutStopSec=(\d+)$/m.exec(text)?.[1]);
    assert.ok(given > longestSeconds, name);
    assert.ok(OPERATIONS.includes(`Give the system’s own stop ${given} seconds.`), name);
  }
});

test('ML-13: a unit that lasts is started once its process can work: systemd asks where the process was told to answer', () => {
  const first = read('docs/operations/from-nothing-to-production.md')
    .split('\n')
    .find(line => /^apt-get/.test(line));
  assert.match(first ?? '', / curl /);
  for (const { name, text } of SERVICES.filter(service => /^Restart=always$/m.test(service.text))) {
    const [, place] = /^ExecStart=.*METRICS_LISTEN=(\S+)/m.exec(text) ?? [];
    const [, asked] = /^ExecStartPost=.*curl .*http:\/\/(\S+)\/readyz;/m.exec(text) ?? [];
    assert.ok(place);
    assert.equal(asked, place, name);
  }
});

test('LOG-7: what the alert on the journal watches are units that there are', () => {
  const [rule = ''] = read('ops/prometheus/alerts.yml').split('alert: JournalNonVerifie').slice(1);
  const watched = [...rule.matchAll(/name="([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(watched, ['renouveau-audit.service', 'renouveau-audit.timer']);
  for (const name of watched) assert.ok(UNITS.includes(name ?? ''), name);
});

test('LOG-8: no two units listen at one address for metrics, and Prometheus is told of each', () => {
  const places = ['renouveau-web@3001', 'renouveau-web@3002', 'renouveau-work@1'].map(unit => {
    const [template = '', instance = ''] = unit.split('@');
    const text = read(`ops/systemd/${template}@.service`);
    return /METRICS_LISTEN=(\S+)/.exec(text)?.[1]?.replace('%i', instance);
  });
  assert.deepEqual(places, ['127.0.0.1:13001', '127.0.0.1:13002', '127.0.0.1:14001']);
  assert.ok(OPERATIONS.includes(`[${places.map(place => `'${place}'`).join(', ')}]`));
});

test('C-8: where the console is switched on, each process of pages has it at an address of its own', () => {
  const [, listens] =
    /^ExecStart=.* HELPDESK_LISTEN=(\S+)/m.exec(read('ops/systemd/renouveau-web@.service')) ?? [];
  assert.equal(listens, '$${HELPDESK_LISTEN:+127.0.0.1:2%i}');
  const proxy = read('ops/nginx/renouveau-console.conf');
  for (const port of ['3001', '3002']) assert.match(proxy, new RegExp(`server 127\\.0\\.0\\.1:2${port} `));
});

test('every unit is one that systemd reads without a word (where systemd is installed)', () => {
  const names = UNITS.map(name => join(FOLDER, name.replace('@.', '@1.')));
  const told = spawnSync('systemd-analyze', ['verify', '--man=no', ...names], { encoding: 'utf8' });
  if (told.error !== undefined) return;
  const ours = told.stderr.split('\n').filter(line => /renouveau/.test(line) && !/not executable/.test(line));
  assert.deepEqual(ours, []);
});

test('the container has every folder that the code reads beside itself', () => {
  const container = read('ops/container/Containerfile');
  const outside = readSources('src/**/*.ts')
    .filter(({ path }) => !path.endsWith('.test.ts'))
    .flatMap(({ text }) => [...text.matchAll(/'\.\.\/\.\.\/(\w+)(?:\/[^'.]+)?[^']*'/g)])
    .map(([, folder = '']) => folder)
    .filter(folder => readdirSync(ROOT).includes(folder));
  assert.ok(outside.includes('public'));
  for (const folder of new Set(outside)) assert.match(container, new RegExp(`^COPY ${folder} `, 'm'), folder);
});
