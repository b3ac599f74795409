/** Cookies: how they are set over https, and what those are worth that somebody else planted (norms CK-1, CK-2, ATK-21). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Bench, openBench } from './bench.ts';
import { FORMER_PASSWORD } from './people.ts';
import { asProduction } from './production.ts';
import { headerFaults } from './raw-http.ts';
import { member, type somebody } from './renewal.ts';
import { createVisitor, hiddenFields, linkIn, type Visitor } from './visitor.ts';

const CHOSEN = { 'nouveau-mot-de-passe': 'Canari+9876', 'mot-de-passe-repete': 'Canari+9876' };
const HOST_COOKIE = /^__Host-[a-z]+=[^;]*; (Max-Age=0; )?Path=\/; HttpOnly; Secure; SameSite=Lax$/;

let bench: Bench;
before(async () => {
  bench = await openBench();
});
after(() => bench.close());

async function signIn(visitor: Visitor, nir: string) {
  await visitor.get('/connexion');
  return visitor.submit({ numero: nir, 'mot-de-passe': FORMER_PASSWORD });
}

/** Étapes 2 to 4, up to the link of the delivered mail. */
async function receiveLink(person: ReturnType<typeof somebody>): Promise<string> {
  const visitor = createVisitor(bench);
  await visitor.get('/mot-de-passe-oublie');
  await visitor.submit({
    numero: person.nir,
    'date-de-naissance': '23/04/1957',
    'adresse-mail': person.mailAddress,
    code: visitor.code(),
  });
  return linkIn((await bench.deliver())[0]);
}

describe('over https', () => {
  let https: Pick<Bench, 'app' | 'tools' | 'ask'>;
  before(() => {
    https = asProduction(bench);
  });
  const visit = () => createVisitor({ ask: https.ask, readCode: bench.readCode });

  test('every cookie is __Host-, Secure, HttpOnly, Lax, for the whole site and this host alone (norms CK-1, CK-2, ATK-35)', async () => {
    const person = await member(bench);
    const visitor = visit();
    const lines = (await visitor.get('/connexion')).headers.getSetCookie();
    const seen = await signIn(visitor, person.nir);
    assert.equal(seen.headers.get('location'), '/mon-compte');
    lines.push(...seen.headers.getSetCookie());
    lines.push(...(await visitor.get('/renouveler/x')).headers.getSetCookie());
    await visitor.get('/mon-compte');
    lines.push(...(await visitor.submit({})).headers.getSetCookie());
    assert.equal(lines.length, 5);
    for (const line of lines) assert.match(line, HOST_COOKIE);
  });

  for (const path of [
    '/',
    '/rien',
    '/.well-known/change-password',
    '/mon-compte',
    '/nouveau-mot-de-passe',
    '/robots.txt',
  ]) {
    test(`${path} says that this site is on https for two years (norms HDR-3, ATK-35)`, async () => {
      const answer = await https.app.request(path);
      assert.deepEqual(headerFaults(answer, https), []);
      assert.equal(answer.headers.get('strict-transport-security'), 'max-age=63072000; includeSubDomains');
    });
  }

  test('nothing on a page is fetched over http (norm ATK-35)', async () => {
    for (const path of [
      '/',
      '/connexion',
      '/mot-de-passe-oublie',
      '/creer-un-compte',
      '/aide/mail-non-recu',
    ]) {
      const page = await visit().get(path);
      assert.doesNotMatch(page.body, /(?:src|action|href)="http:/);
      for (const [, address = ''] of page.body.matchAll(
        /<(?:script|link|img|audio|source)[^>]+(?:src|href)="([^"]+)"/g,
      )) {
        assert.match(address, /^\/(?!\/)/);
      }
    }
  });

  test('cookies that a sibling host can plant, those without __Host-, are not read (norms ATK-21, ATK-35)', async () => {
    const person = await member(bench);
    const victim = visit();
    await signIn(victim, person.nir);
    const session = victim.cookies.get('__Host-session') ?? '';
    assert.notEqual(session, '');
    const planted = visit();
    planted.cookies.set('session', session);
    assert.equal((await planted.get('/mon-compte')).status, 303);
    planted.cookies.set('formulaire', 'A'.repeat(22));
    await planted.get('/connexion');
    assert.notEqual(planted.cookies.get('__Host-formulaire'), 'A'.repeat(22));
  });
});

describe('a planted cookie', () => {
  test('a session known to somebody else opens nothing, and signing in gives another one (norm ATK-21)', async () => {
    const person = await member(bench);
    const planted = 'A'.repeat(43);
    const visitor = createVisitor(bench);
    visitor.cookies.set('session', planted);
    assert.equal((await visitor.get('/mon-compte')).headers.get('location'), '/connexion');
    await signIn(visitor, person.nir);
    assert.notEqual(visitor.cookies.get('session'), planted);
    assert.equal((await visitor.get('/mon-compte')).status, 200);
    const attacker = createVisitor(bench);
    attacker.cookies.set('session', planted);
    assert.equal((await attacker.get('/mon-compte')).status, 303);
  });

  test('a form session that we did not make is replaced (norm ATK-21)', async () => {
    for (const planted of ['x', `${'A'.repeat(21)}!`, 'A'.repeat(5000), '%00', 'é', '"']) {
      const visitor = createVisitor(bench);
      visitor.cookies.set('formulaire', encodeURI(planted));
      await visitor.get('/connexion');
      assert.match(visitor.cookies.get('formulaire') ?? '', /^[A-Za-z0-9_-]{22}$/);
    }
  });

  test('the form of whoever planted a form session does not carry over to another purpose or another key (norm ATK-21)', async () => {
    const attacker = createVisitor(bench);
    const { body } = await attacker.get('/connexion');
    const victim = createVisitor(bench);
    await victim.get('/connexion');
    await signIn(victim, (await member(bench)).nir);
    victim.cookies.set('formulaire', attacker.cookies.get('formulaire') ?? '');
    const { jeton = '' } = hiddenFields(body);
    assert.equal((await victim.post('/mot-de-passe-oublie', { jeton })).status, 403);
    assert.equal((await victim.post('/deconnexion', { jeton })).headers.get('location'), '/mon-compte');
  });

  test('a link of somebody else is replaced by the one that is opened, and its form does not pass for it (norm ATK-21)', async () => {
    const [attacked, attacker] = [await member(bench), await member(bench)];
    const theirs = await receiveLink(attacker);
    const ours = await receiveLink(attacked);
    const visitor = createVisitor(bench);
    await visitor.follow(await visitor.get(theirs));
    const plantedForm = hiddenFields((await visitor.get('/nouveau-mot-de-passe')).body);
    await visitor.follow(await visitor.get(ours));
    const seen = await visitor.post('/nouveau-mot-de-passe', { ...plantedForm, ...CHOSEN });
    assert.equal(seen.status, 409);
    await visitor.get('/nouveau-mot-de-passe');
    assert.equal((await visitor.submit(CHOSEN)).headers.get('location'), '/nouveau-mot-de-passe/enregistre');
    await bench.deliver();
    const after = createVisitor(bench);
    after.cookies.set('renouvellement', new URL(ours).pathname.split('/').at(-1) ?? '');
    assert.equal((await after.get('/nouveau-mot-de-passe')).status, 410);
  });

  for (const name of ['formulaire', 'session', 'renouvellement', 'resultat', 'demande']) {
    for (const { what, cookie } of [
      { what: 'several times', cookie: `${name}=a; ${name}=b; ${name}=${'A'.repeat(22)}` },
      { what: 'huge', cookie: `${name}=${'A'.repeat(12_000)}` },
      { what: 'badly encoded', cookie: `${name}=%; ${name}=%00; ${name}=%ff%fe` },
      { what: 'quoted, empty or without a name', cookie: `${name}=""; ${name}=; ${name}; =${name}; ;;;===` },
      { what: 'in the place of a prototype', cookie: `__proto__=x; constructor=y; ${name}=__proto__` },
    ]) {
      test(`« ${name} » ${what} is worth nothing and breaks nothing (norm ATK-21)`, async () => {
        for (const path of [
          '/connexion',
          '/mot-de-passe-oublie',
          '/mot-de-passe-oublie/mail-envoye',
          '/nouveau-mot-de-passe',
          '/nouveau-mot-de-passe/enregistre',
          '/mon-compte',
        ]) {
          const answer = await bench.app.request(path, { headers: { Cookie: cookie } });
          assert.ok(answer.status < 500, `${path}: ${answer.status}`);
          assert.notEqual(answer.headers.get('location'), '/mon-compte');
        }
        assert.equal((await bench.app.request('/mon-compte', { headers: { Cookie: cookie } })).status, 303);
      });
    }
  }
});
