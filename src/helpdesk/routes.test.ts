/**
 * Every route of the console, taken from the app itself, against whoever should not come through (norms ATK-36, SES-1, CSRF-1): a new
 * route that has no row here fails.
 */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { actAt, type ConsoleBench, openCaseFor, openConsoleBench } from '../../test/agents.ts';
import { CONSOLE_ROLES as ROLES, CONSOLE_ROUTES as ROUTES } from '../../test/console-routes.ts';
import { readable } from '../../test/readable.ts';
import { member } from '../../test/renewal.ts';
import { freePort } from '../../test/temporary.ts';
import { hiddenFields, type Seen, type Visitor } from '../../test/visitor.ts';
import { AGENTS } from '../demo/people.ts';
import type { AgentRole } from '../rules/agent-role.ts';

const FILES = /^GET \/(?:statique|favicon)/;
const NOBODYS = '00000000-0000-4000-8000-000000000000';

describe('every route of the console', () => {
  let bench: ConsoleBench;
  const agents = {} as Record<AgentRole, Visitor>;
  before(async () => {
    bench = await openConsoleBench({ settings: { HELPDESK_FOUR_EYES: 'both' } }, await freePort());
    agents.reader = await bench.enterConsole('leo');
    agents.adviser = await bench.enterConsole('claire');
    agents.supervisor = await bench.enterConsole('sofia');
  });
  after(() => bench.close());

  const guarded = Object.entries(ROUTES).flatMap(([route, role]) => {
    const [method = '', path = ''] = route.split(' ');
    return role === 'all' ? [] : [{ method, path, role }];
  });
  type Route = (typeof guarded)[number];
  const inCases = guarded.filter(({ path, method }) => path.includes('/assures/:ref') && method === 'POST');

  async function ask(visitor: Visitor, { method, path }: Omit<Route, 'role'>, ref = NOBODYS, fields = {}) {
    const address = path.replace(':ref', ref);
    return method === 'GET' ? visitor.get(address) : visitor.post(address, fields);
  }
  async function assertRefusedAll(visitor: Visitor, says: string): Promise<void> {
    for (const route of guarded) {
      const seen = await ask(visitor, route);
      assert.equal(seen.headers.get('Location'), '/connexion', `${says}: ${route.method} ${route.path}`);
      assert.equal(seen.body, '');
    }
  }
  /** All that can change by a deed: what was written, and what would leave. */
  const changes = async () => {
    const tables = ['agent_approvals', 'audit_entries', 'agent_cases', 'provisional_codes'] as const;
    const counts = await Promise.all(
      tables.map(table =>
        bench.tools.db
          .selectFrom(table)
          .select(db => db.fn.countAll().as('rows'))
          .execute(),
      ),
    );
    return JSON.stringify([counts, (await bench.deliver()).length]);
  };
  const tokenOf = ({ body }: Seen) => hiddenFields(body.slice(body.indexOf('<main'))).jeton ?? '';

  async function openVerified(): Promise<{ ref: string; path: string; token: string; person: string }> {
    const person = await member(bench);
    const page = await openCaseFor(agents.adviser, person.nir);
    await actAt(agents.adviser, page.path, 'appelant', { 'date-de-naissance': '23/04/1957' });
    const token = tokenOf(await agents.adviser.get(page.path));
    await bench.deliver();
    return { ref: page.path.split('/').at(-1) ?? '', path: page.path, token, person: person.mailAddress };
  }

  test('the table has every route of the app, and no other', () => {
    const known = bench.console.routes
      .map(({ method, path }) => `${method} ${path}`)
      .filter(route => !route.startsWith('ALL ') && !FILES.test(route));
    assert.deepEqual([...new Set(known)].toSorted(), Object.keys(ROUTES).toSorted());
  });

  test('nobody, or a cookie that was made up, copied from elsewhere or altered: led to the sign-in, and nothing is told', async () => {
    const good = agents.adviser.cookies.get('conseiller') ?? '';
    const before = await changes();
    for (const cookie of [
      undefined,
      'invented',
      '',
      good.slice(1),
      `${good}A`,
      good.toUpperCase(),
      "' or 1=1",
    ]) {
      const visitor = bench.visitConsole();
      if (cookie !== undefined) visitor.cookies.set('conseiller', cookie);
      await assertRefusedAll(visitor, cookie ?? 'none');
    }
    const formOnly = bench.visitConsole();
    formOnly.cookies.set('session', good);
    formOnly.cookies.set('formulaire', agents.adviser.cookies.get('formulaire') ?? '');
    await assertRefusedAll(formOnly, 'cookies of the public site');
    assert.equal(await changes(), before);
  });

  for (const role of ROLES)
    test(`${role}: comes through where the table says so, and is refused everything else`, async () => {
      for (const route of guarded) {
        const may = ROLES.indexOf(role) >= ROLES.indexOf(route.role);
        const seen = await ask(agents[role], route);
        const says = `${route.method} ${route.path}`;
        assert.equal(seen.status === 403, !may, says);
        if (!may) assert.match(readable(seen.body), /Votre rôle .* ne permet pas/, says);
        assert.notEqual(seen.status, 500, says);
      }
    });

  test('CSRF-1: a post without a token, or with that of another form, another browser or another site, changes nothing', async () => {
    const { ref, token } = await openVerified();
    const home = tokenOf(await agents.adviser.get('/'));
    const others = tokenOf(await agents.supervisor.get('/'));
    const before = await changes();
    for (const { path, role } of inCases)
      for (const jeton of ['', home, others, token.slice(0, -1), `${token}A`]) {
        const fields = { jeton, 'nouvelle-adresse': 'voleur@exemple.fr', 'date-de-naissance': '23/04/1957' };
        const seen = await agents.adviser.post(path.replace(':ref', ref), fields);
        assert.match(readable(seen.body), /ouverte depuis trop longtemps/, `${role} ${path}`);
      }
    for (const { path, method } of guarded.filter(route => route.method === 'POST'))
      for (const headers of [
        { Origin: 'https://ailleurs.exemple' },
        { Origin: 'http://localhost:3000' },
        { 'Sec-Fetch-Site': 'cross-site' },
        { 'Sec-Fetch-Site': 'same-site' },
      ]) {
        const seen = await agents.supervisor.post(path.replace(':ref', ref), { jeton: token }, headers);
        assert.equal(seen.status, 403, `${method} ${path} ${JSON.stringify(headers)}`);
      }
    assert.equal(await changes(), before);
  });

  test('another agent’s case, one that was closed, and what is no case: closed to all, whatever the token', async () => {
    const { ref, token, person } = await openVerified();
    const own = { jeton: token, 'nouvelle-adresse': 'voleur@exemple.fr', 'date-de-naissance': '23/04/1957' };
    const routes = [...inCases, { method: 'GET', path: '/assures/:ref' }];
    const closed = async (visitor: Visitor, refs: readonly string[]) => {
      for (const route of routes)
        for (const one of refs) {
          const seen = await ask(visitor, route, one, own);
          assert.match(readable(seen.body), /Ce dossier est fermé/, `${route.path} ${one}`);
          assert.equal(seen.body.includes(person), false);
        }
    };
    const before = await changes();
    await closed(agents.supervisor, [ref]);
    await closed(agents.adviser, [NOBODYS, 'x', '%27', `${ref}0`, ref.toUpperCase()]);
    assert.equal(await changes(), before);
    for (let tries = 0; tries < 3; tries += 1)
      await agents.adviser.post(`/assures/${ref}/appelant`, { ...own, 'date-de-naissance': '01/01/1990' });
    const later = await changes();
    await closed(agents.adviser, [ref]);
    assert.equal(await changes(), later);
  });

  test('SES-2: once the session has ended, and once the provider says no role any more, nothing opens', async () => {
    const leo = AGENTS.find(({ subject }) => subject === 'leo');
    assert.ok(leo !== undefined);
    const kept = leo.role;
    leo.role = 'none';
    const again = await bench.enterConsole('leo');
    leo.role = kept;
    await assertRefusedAll(again, 'no role any more');
    await assertRefusedAll(agents.reader, 'signed in with the role that was taken away');
    bench.world.advance({ minutes: 15 });
    for (const role of ROLES) await assertRefusedAll(agents[role], `${role}, too late`);
  });

  test('HDR-8: asked under another name than its own, the console answers nothing of itself, whatever the route', async () => {
    await bench.listen();
    const { port } = new URL(bench.consoleUrl);
    for (const { method, path } of guarded) {
      const answered = await new Promise<number | undefined>((resolve, reject) => {
        const headers = { Host: 'ailleurs.exemple', 'Content-Length': '0' };
        const asking = request({
          host: '127.0.0.1',
          port,
          method,
          path: path.replace(':ref', NOBODYS),
          headers,
        });
        asking.on('response', answer => resolve(answer.resume().statusCode)).on('error', reject);
        asking.end();
      });
      assert.equal(answered, 421, `${method} ${path}`);
    }
  });
});
