/** Agents come in by their identity provider only, with a role only, and go out for good (console; norms SES-1, SES-3, CSRF-1). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ConsoleBench, chooseAgent, openConsoleBench } from '../../test/agents.ts';
import { readable } from '../../test/readable.ts';

describe('the door of the agents’ console', () => {
  let bench: ConsoleBench;
  before(async () => {
    bench = await openConsoleBench();
  });
  after(() => bench.close());

  const heard = async () => {
    const rows = await bench.tools.db
      .selectFrom('audit_entries')
      .select(['event', 'detail'])
      .orderBy('at')
      .execute();
    return rows.filter(row => row.event.startsWith('agent'));
  };

  test('signedIn: an adviser comes in by the provider, is named with her role, and is told to the journal', async () => {
    const claire = await bench.enterConsole('claire');
    const home = await claire.get('/');
    assert.equal(home.status, 200);
    assert.match(readable(home.body), /Claire Agent \(conseiller\)/);
    assert.deepEqual((await heard()).at(-1), { event: 'agentSignedIn', detail: { role: 'adviser' } });
  });

  test('noRole: known to the provider but without a role of ours, nobody comes in, and it is told', async () => {
    const marc = await bench.enterConsole('marc');
    assert.equal(marc.cookies.has('conseiller'), false);
    assert.equal((await marc.get('/')).headers.get('Location'), '/connexion');
    assert.deepEqual((await heard()).at(-1), { event: 'agentSignedIn', detail: { role: 'none' } });
  });

  test('without a session every page leads to the sign-in, and the sign-in starts nothing by itself', async () => {
    const visitor = bench.visitConsole();
    const first = await visitor.get('/');
    assert.equal(first.headers.get('Location'), '/connexion');
    const page = await visitor.get('/connexion');
    assert.equal(page.status, 200);
    assert.equal(visitor.cookies.has('acces'), false);
  });

  test('CSRF-1: an answer of the provider opens nothing in a browser that did not ask for it, nor twice', async () => {
    const attacker = bench.visitConsole();
    const sent = await attacker.get('/connexion?aller=1');
    const back = new URL(await chooseAgent(sent.headers.get('Location') ?? '', 'sofia'));
    const path = back.pathname + back.search;
    const victim = bench.visitConsole();
    assert.equal((await victim.get(path)).status, 403);
    await victim.get('/connexion?aller=1');
    assert.equal((await victim.get(path)).status, 403);
    assert.equal(victim.cookies.has('conseiller'), false);
    const kept = attacker.cookies.get('acces') ?? '';
    const otherState = path.replace(/state=[^&]+/, `state=${'A'.repeat(43)}`);
    assert.equal((await attacker.get(otherState)).status, 403);
    assert.equal(attacker.cookies.has('acces'), false);
    attacker.cookies.set('acces', kept);
    assert.equal((await attacker.get(path)).status, 303);
    attacker.cookies.set('acces', kept);
    assert.equal((await attacker.get(path)).status, 403);
  });

  test('a sign-in that began ten minutes ago is begun again', async () => {
    const visitor = bench.visitConsole();
    const sent = await visitor.get('/connexion?aller=1');
    const back = new URL(await chooseAgent(sent.headers.get('Location') ?? '', 'claire'));
    bench.world.advance({ minutes: 10 });
    const late = await visitor.get(back.pathname + back.search);
    assert.equal(late.status, 403);
    assert.match(readable(late.body), /il y a trop longtemps/);
  });

  test('SES-2: the session ends after 15 minutes without a page, to the millisecond, and after 4 hours in all', async () => {
    const [idle, busy] = [await bench.enterConsole('claire'), await bench.enterConsole('claire')];
    bench.world.advance({ minutes: 14, seconds: 59, ms: 999 });
    assert.equal((await busy.get('/')).status, 200);
    bench.world.advance({ ms: 1 });
    assert.equal((await idle.get('/')).headers.get('Location'), '/connexion');
    for (let quarters = 1; quarters < 16; quarters += 1) {
      assert.equal((await busy.get('/')).status, 200);
      bench.world.advance({ minutes: 14, seconds: 59 });
    }
    assert.equal((await busy.get('/')).status, 200);
    bench.world.advance({ seconds: 15 });
    assert.equal((await busy.get('/')).headers.get('Location'), '/connexion');
  });

  test('SES-3: signing out ends the session on the server: a copied cookie is worth nothing', async () => {
    const claire = await bench.enterConsole('claire');
    const copied = claire.cookies.get('conseiller') ?? '';
    await claire.get('/');
    assert.equal((await claire.submit({}, '/deconnexion')).headers.get('Location'), '/connexion');
    const thief = bench.visitConsole();
    thief.cookies.set('conseiller', copied);
    assert.equal((await thief.get('/')).headers.get('Location'), '/connexion');
    assert.equal((await heard()).at(-1)?.event, 'agentSignedOut');
  });

  test('the cookie of an insured person opens nothing here, nor an agent’s on the public site', async () => {
    const claire = await bench.enterConsole('claire');
    const stolen = claire.cookies.get('conseiller') ?? '';
    const answer = await bench.ask('/mon-compte', {
      headers: { Cookie: `session=${stolen}; conseiller=${stolen}` },
    });
    assert.equal(answer.headers.get('Location'), '/connexion');
    const visitor = bench.visitConsole();
    visitor.cookies.set('conseiller', 'invented');
    assert.equal((await visitor.get('/')).headers.get('Location'), '/connexion');
  });

  test('RGP-2: neither name nor subject of an agent stands in the tables or in the log', async () => {
    await bench.enterConsole('sofia');
    const rows = await bench.tools.db.selectFrom('agent_sessions').selectAll().execute();
    assert.ok(rows.length > 0);
    const told = JSON.stringify([
      rows.map(row => Buffer.from(row.agent_sealed).toString('latin1')),
      bench.log,
    ]);
    for (const word of ['Sofia', 'sofia']) assert.equal(told.includes(word), false);
  });
});
