/**
 * The journey through nginx with the file that operators are given, over TLS, in front of two server processes. These tests
 * are there where nginx is: `apt-get install nginx-light`. What it writes down: `nginx-log.test.ts`.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PATHS } from '../src/journey/plan.ts';
import { UNKNOWN_LINK_QUOTAS } from '../src/rules/quota-table.ts';
import { answerHeaders } from '../src/web/security-headers.ts';
import { type BehindNginx, startBehindNginx } from './behind-nginx.ts';
import { HAS_NGINX } from './nginx.ts';
import { PEOPLE } from './people.ts';
import { productionConfig } from './production.ts';
import { readable } from './readable.ts';

const FORM = '/mot-de-passe-oublie';
const NEW_PASSWORD = 'Nouveau+Mdp=42';
const SPOOFED = {
  'X-Forwarded-For': '198.51.100.7',
  Forwarded: 'for=198.51.100.7',
  'X-Real-IP': '198.51.100.7',
};

if (HAS_NGINX) {
  describe('behind nginx, with ops/nginx/renouveau.conf (where nginx is installed)', () => {
    let front: BehindNginx;
    before(async () => {
      front = await startBehindNginx();
    });
    after(async () => {
      await front.nginx.stop();
      await front.servers.stop();
    });

    test('étapes 1 to 6: the whole journey passes, over TLS, by turns on two processes', async () => {
      const link = await front.askForLink();
      const opener = front.visitor();
      await opener.follow(await opener.get(link));
      const saved = await opener.submit({
        'nouveau-mot-de-passe': NEW_PASSWORD,
        'mot-de-passe-repete': NEW_PASSWORD,
      });
      assert.equal(saved.headers.get('Location'), PATHS.saved);
      assert.match((await front.servers.sink.next()).subject, /votre mot de passe a été modifié/);
      const signer = front.visitor();
      await signer.get(PATHS.signIn);
      const signedIn = await signer.submit({ numero: PEOPLE.camille.nir, 'mot-de-passe': NEW_PASSWORD });
      assert.equal(signedIn.headers.get('Location'), PATHS.account);
    });

    test('HDR-1 to HDR-6: our headers arrive, each of them once, and pages are not compressed', async () => {
      const answer = await front.nginx.ask(PATHS.signIn, { headers: { 'Accept-Encoding': 'gzip, br' } });
      for (const [name, value] of Object.entries(answerHeaders(productionConfig()))) {
        assert.equal(answer.headers.get(name), value, name);
      }
      assert.equal(answer.headers.get('Content-Encoding'), null);
      assert.equal(answer.headers.get('Server'), 'nginx');
    });

    test('LIM-6: what a client says of its own address does not choose what it is counted on', async () => {
      const open = (from: string, turn: number) =>
        front.nginx.ask(
          PATHS.newPassword,
          {
            headers: {
              ...SPOOFED,
              'X-Forwarded-For': `198.51.100.${turn}`,
              Cookie: `__Host-renouvellement=${String(turn).padStart(43, 'A')}Z`,
            },
          },
          from,
        );
      const { hitsMax } = UNKNOWN_LINK_QUOTAS.client;
      for (let turn = 1; turn <= hitsMax; turn += 1)
        assert.equal((await open('127.0.0.2', turn)).status, 404);
      assert.equal((await open('127.0.0.2', hitsMax + 1)).status, 429);
      assert.equal((await open('127.0.0.3', hitsMax + 2)).status, 404);
    });

    test('ATK-34: what is too long is refused in French, with headers, whoever refuses it', async () => {
      const body = (bytes: number) => ({
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'a'.repeat(bytes),
      });
      const long = (bytes: number) => `/${'a'.repeat(bytes - 1)}`;
      const answers = [
        { status: 413, answer: await front.nginx.ask(FORM, body(16_385)) },
        { status: 414, answer: await front.nginx.ask(long(4097), {}) },
        { status: 414, answer: await front.nginx.ask(long(9000), {}) },
        { status: 400, answer: await front.nginx.ask('/', { headers: { 'X-Long': 'a'.repeat(9000) } }) },
      ];
      for (const { status, answer } of answers) {
        assert.equal(answer.status, status);
        assert.equal(answer.headers.get('X-Content-Type-Options'), 'nosniff');
        assert.match(
          answer.headers.get('Strict-Transport-Security') ?? '',
          /^max-age=\d+; includeSubDomains$/,
        );
        assert.match(readable(await answer.text()), /Cette (demande|adresse)/);
      }
      assert.notEqual((await front.nginx.ask(FORM, body(16_384))).status, 413);
    });

    test('HDR-8: plain HTTP leads to the site itself, whatever host was asked for', async () => {
      const answer = await front.nginx.sendPlain(
        'GET /connexion HTTP/1.1\r\nHost: mechant.exemple\r\nConnection: close\r\n\r\n',
      );
      assert.match(answer, /^HTTP\/1\.1 301 /);
      assert.match(answer, /^Location: https:\/\/localhost\/connexion\r$/m);
      assert.equal(
        (await front.nginx.ask(PATHS.signIn, { headers: { Host: 'mechant.exemple' } })).status,
        421,
      );
    });

    test('mail servers’ reports do not come in from outside', async () => {
      assert.equal((await front.nginx.ask('/rapports-de-remise', { method: 'POST', body: 'x' })).status, 404);
    });

    test('one process is stopped while people come: nobody sees it, and forms arrive', async () => {
      const people = () => Array.from({ length: 20 }, () => front.nginx.ask(PATHS.signIn, {}));
      const during = people();
      await front.servers.halt(0);
      const seen = await Promise.all([...during, ...people()]);
      assert.deepEqual(
        seen.filter(answer => answer.status !== 200).map(answer => answer.status),
        [],
      );
      for (const turn of [0, 1, 2, 3]) {
        const signer = front.visitor();
        await signer.get(PATHS.signIn);
        const signedIn = await signer.submit({ numero: PEOPLE.camille.nir, 'mot-de-passe': NEW_PASSWORD });
        assert.equal(signedIn.headers.get('Location'), PATHS.account, `form ${turn}`);
      }
    });

    test('ML-13: the other is stopped as soon as the first is back: nobody sees that either', async () => {
      const seen: number[] = [];
      async function come() {
        const from = `127.0.1.${1 + (seen.length % 200)}`;
        seen.push((await front.nginx.ask(PATHS.signIn, {}, from)).status);
      }
      let isBack = false;
      const back = front.servers.revive(0).then(() => {
        isBack = true;
      });
      while (!isBack) await come();
      await back;
      await front.servers.halt(1);
      for (const _ of [1, 2, 3, 4]) await come();
      assert.deepEqual([...new Set(seen)], [200]);
    });
  });
}
