/** Étape 1 over HTTP: too many tries, told alike to everybody, and the ways that stay open (norms ENU-7, LIM-11, SES-1). */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Bench, openBench } from '../../../test/bench.ts';
import { visitorFrom } from '../../../test/client.ts';
import { DOCUMENT_MOMENT } from '../../../test/fixed-world.ts';
import { FORMER_PASSWORD } from '../../../test/people.ts';
import { readable } from '../../../test/readable.ts';
import { member, somebody } from '../../../test/renewal.ts';
import { createVisitor, hiddenFields, type Seen, type Visitor } from '../../../test/visitor.ts';

const SIGN_IN = '/connexion';

describe('étape 1 over HTTP', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench();
  });
  beforeEach(() => bench.world.set(DOCUMENT_MOMENT));
  after(() => bench.close());

  let addresses = 0;

  /** At an address of its own: what others tried is not counted on it. */
  async function visit(): Promise<Visitor> {
    addresses += 1;
    const visitor = visitorFrom(bench, `2001:db8:${addresses.toString(16)}::1`);
    await visitor.get(SIGN_IN);
    return visitor;
  }

  const tryOnce = (visitor: Visitor, numero: string, password = 'Faux+1234') =>
    visitor.submit({ numero, 'mot-de-passe': password });

  /** What was answered, but for what differs at each showing: the form's token, and what was typed. */
  const bytesOf = ({ status, headers, body }: Seen, typed: string) => ({
    status,
    headers: [...headers].filter(([name]) => name !== 'content-length'),
    body: body.replaceAll(hiddenFields(body).jeton ?? '', 'jeton').replaceAll(typed, 'numéro'),
  });

  test('LIM-11: the sixth try is answered 429, with the hour, the number still there and the password not', async () => {
    const { nir } = await member(bench);
    const visitor = await visit();
    for (let i = 0; i < 5; i += 1) assert.equal((await tryOnce(visitor, nir)).status, 422);
    const refused = await tryOnce(visitor, nir, FORMER_PASSWORD);
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('Retry-After'), '120');
    assert.match(
      readable(refused.body),
      /Trop d'essais de connexion\. Réessayez à partir de 14h35 \(heure de Paris\), ou renouvelez votre mot de passe/,
    );
    assert.match(refused.body, new RegExp(`value="${nir}"`));
    assert.equal(refused.body.includes(FORMER_PASSWORD), false);
    assert.match(refused.body, /href="\/mot-de-passe-oublie"/);
    bench.world.advance({ minutes: 2 });
    assert.equal((await tryOnce(visitor, nir, FORMER_PASSWORD)).headers.get('Location'), '/mon-compte');
  });

  test('ENU-7: known or not, each try is answered by the same bytes, before and at the limit', async () => {
    const bytes = async (nir: string) => {
      const visitor = await visit();
      const answers = [];
      for (let i = 0; i < 7; i += 1) answers.push(bytesOf(await tryOnce(visitor, nir), nir));
      return answers;
    };
    const known = await bytes((await member(bench)).nir);
    assert.deepEqual(
      known.map(({ status }) => status),
      [422, 422, 422, 422, 422, 429, 429],
    );
    assert.deepEqual(await bytes(somebody().nir), known);
  });

  test('ENU-7: after 100 failures a renewal is asked for, known or not, without an hour', async () => {
    const bytes = async (nir: string) => {
      const visitor = await visit();
      for (let i = 0; i < 100; i += 1) {
        bench.world.advance({ minutes: 24 * 60 });
        await visitor.get(SIGN_IN);
        assert.equal((await tryOnce(visitor, nir)).status, 422);
      }
      bench.world.set('2024-01-01T12:00:00.000Z');
      await visitor.get(SIGN_IN);
      return bytesOf(await tryOnce(visitor, nir), nir);
    };
    const known = await bytes((await member(bench)).nir);
    assert.equal(known.status, 429);
    assert.match(readable(known.body), /Pour vous connecter, renouvelez d'abord votre mot de passe/);
    bench.world.set(DOCUMENT_MOMENT);
    assert.deepEqual(await bytes(somebody().nir), known);
  });

  test('ATK-8: 60 failures from ever new addresses within one /64 are those of one client', async () => {
    for (let i = 0; i < 60; i += 1) {
      const visitor = visitorFrom(bench, `2001:db8:abcd:1::${(i + 1).toString(16)}`);
      await visitor.get(SIGN_IN);
      assert.equal((await tryOnce(visitor, somebody().nir)).status, 422);
    }
    const { nir } = await member(bench);
    for (const [address, status] of [
      ['2001:db8:abcd:1:ffff::1', 429],
      ['2001:db8:abcd:2::1', 303],
    ] as const) {
      const visitor = visitorFrom(bench, address);
      await visitor.get(SIGN_IN);
      assert.equal((await tryOnce(visitor, nir, FORMER_PASSWORD)).status, status);
    }
  });

  test('SES-1: signing in again gives another session, and the former one is dead', async () => {
    const { nir } = await member(bench);
    const visitor = await visit();
    await tryOnce(visitor, nir, FORMER_PASSWORD);
    const former = visitor.cookies.get('session') ?? '';
    // Another tab, whose form was shown before: it is shown again.
    assert.equal((await visitor.post(SIGN_IN, { numero: nir })).status, 403);
    await tryOnce(visitor, nir, FORMER_PASSWORD);
    assert.notEqual(visitor.cookies.get('session'), former);
    assert.equal((await visitor.get('/mon-compte')).status, 200);
    const thief = createVisitor(bench);
    thief.cookies.set('session', former);
    assert.equal((await thief.get('/mon-compte')).headers.get('Location'), SIGN_IN);
  });
});
