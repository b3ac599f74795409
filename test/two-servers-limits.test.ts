/** Many at once, over two server processes on one PostgreSQL: each limit lets through exactly what it says (norm LIM-5). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Nir } from '../src/rules/nir.ts';
import { REQUEST_QUOTAS, SIGN_IN_QUOTAS, UNKNOWN_LINK_QUOTAS } from '../src/rules/quota-table.ts';
import { PEOPLE } from './people.ts';
import { startTwoServers, type TwoServers } from './two-servers.ts';
import type { Seen, Visitor } from './visitor.ts';

const AT_ONCE = 50;
const FORM = '/mot-de-passe-oublie';

describe('two server processes, each limit', () => {
  let servers: TwoServers;
  before(async () => {
    servers = await startTwoServers({ TRUSTED_PROXIES: '127.0.0.1,::1' });
    await servers.addPeople(PEOPLE.camille);
  });
  after(() => servers.stop());

  /** One visitor for each turn, from this address, by turns at one server and the other. */
  async function visitAll(times: number, path: string, from: (turn: number) => string): Promise<Visitor[]> {
    return Promise.all(
      Array.from({ length: times }, async (_, turn) => {
        const visitor = servers.visitor(turn, { 'X-Forwarded-For': from(turn) });
        await visitor.get(path);
        return visitor;
      }),
    );
  }

  const statusesOf = (seen: Seen[], status: number) => seen.filter(one => one.status === status).length;

  const askAll = (visitors: Visitor[], typed: (turn: number) => Record<string, string>) =>
    Promise.all(
      visitors.map((visitor, turn) =>
        visitor.submit({
          numero: `2571275${String(turn).padStart(3, '0')}001`,
          'date-de-naissance': '12/12/1957',
          'adresse-mail': `quelqu.un.${turn}@exemple.fr`,
          code: visitor.code(),
          ...typed(turn),
        }),
      ),
    );

  test('LIM-5: 120 requests at once for one number, each with another date and from elsewhere: 90', async () => {
    const visitors = await visitAll(120, FORM, turn => `2001:db8:${turn.toString(16)}::1`);
    const dateOf = (turn: number) => `12/12/${1900 + turn}`;
    const answers = await askAll(visitors, turn => ({
      numero: '2571275990001' as Nir,
      'date-de-naissance': dateOf(turn),
    }));
    assert.equal(statusesOf(answers, 303), REQUEST_QUOTAS.number.hitsMax);
    assert.equal(statusesOf(answers, 429), 120 - REQUEST_QUOTAS.number.hitsMax);
  });

  test('LIM-5, ATK-8: 100 requests at once from ever new addresses of one /64: 60', async () => {
    const visitors = await visitAll(100, FORM, turn => `2001:db8:aaaa:1::${(turn + 1).toString(16)}`);
    const answers = await askAll(visitors, () => ({}));
    assert.equal(statusesOf(answers, 303), REQUEST_QUOTAS.client.hitsMax);
    assert.equal(statusesOf(answers, 429), 100 - REQUEST_QUOTAS.client.hitsMax);
  });

  test('LIM-5: 50 wrong passwords at once for one number, from everywhere: 5 are looked at', async () => {
    const visitors = await visitAll(AT_ONCE, '/connexion', turn => `2001:db8:b${turn.toString(16)}::1`);
    const answers = await Promise.all(
      visitors.map(visitor => visitor.submit({ numero: PEOPLE.camille.nir, 'mot-de-passe': 'Faux+1234' })),
    );
    assert.equal(statusesOf(answers, 422), 5);
    assert.equal(statusesOf(answers, 429), AT_ONCE - 5);
  });

  test('LIM-5: 80 wrong passwords at once from one client, each for another number: 60', async () => {
    const visitors = await visitAll(80, '/connexion', () => '198.51.100.1');
    const answers = await Promise.all(
      visitors.map((visitor, turn) =>
        visitor.submit({ numero: `2571375${String(turn).padStart(3, '0')}001`, 'mot-de-passe': 'Faux+1234' }),
      ),
    );
    assert.equal(statusesOf(answers, 422), SIGN_IN_QUOTAS.client.hitsMax);
    assert.equal(statusesOf(answers, 429), 80 - SIGN_IN_QUOTAS.client.hitsMax);
  });

  test('LIM-5: 80 invented links at once from one client: 50 are told', async () => {
    const visitors = await visitAll(80, FORM, () => '198.51.100.2');
    const answers = await Promise.all(
      visitors.map((visitor, turn) => {
        visitor.cookies.set('renouvellement', `${String(turn).padStart(43, 'A')}Z`);
        return visitor.get('/nouveau-mot-de-passe');
      }),
    );
    assert.equal(statusesOf(answers, 404), UNKNOWN_LINK_QUOTAS.client.hitsMax);
    assert.equal(statusesOf(answers, 429), 80 - UNKNOWN_LINK_QUOTAS.client.hitsMax);
  });
});
