/**
 * What nginx writes down with the file that operators are given: nothing that opens an account or names anybody, in whatever
 * way an address is written, also when no server answers. These tests are there where nginx is.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PATHS } from '../src/journey/plan.ts';
import { type BehindNginx, startBehindNginx } from './behind-nginx.ts';
import { HAS_NGINX } from './nginx.ts';
import { PEOPLE } from './people.ts';
import { readable } from './readable.ts';

const FORM = PATHS.forgottenPassword;
const SPOOFED = { 'X-Forwarded-For': '198.51.100.7', 'X-Real-IP': '198.51.100.7' };

if (HAS_NGINX) {
  describe('the logs of nginx, with ops/nginx/renouveau.conf (where nginx is installed)', () => {
    let front: BehindNginx;
    let link: string;
    before(async () => {
      front = await startBehindNginx();
      link = await front.askForLink();
      const opener = front.visitor();
      await opener.follow(await opener.get(link));
      const code = /\/mot-de-passe-oublie\/code\/[^"]+/.exec((await opener.get(FORM)).body)?.[0] ?? '';
      await opener.get(code);
      await opener.get(PATHS.signIn);
    });
    after(async () => {
      await front.nginx.stop();
      await front.servers.stop();
    });

    test('both are stopped: a page in French says so, and not whose link it was', async () => {
      await Promise.all([front.servers.halt(0), front.servers.halt(1)]);
      const answer = await front.nginx.ask(new URL(link).pathname, {});
      assert.equal(answer.status, 502);
      assert.match(readable(await answer.text()), /réessayez dans quelques minutes/);
    });

    test('C-8, LOG-3: its logs hold no secret, number, address nor anything of a query', async () => {
      const secret = link.split('/').at(-1) ?? '';
      const others = [
        `//renouveler/${secret}?j=${secret}`,
        `/%72enouveler/${secret}`,
        `/RENOUVELER/${secret}`,
        `/connexion?numero=${PEOPLE.camille.nir}`,
        `/${PEOPLE.camille.nir}`,
        `/aide/${PEOPLE.camille.mailAddress}`,
        `${FORM}/code/${secret}`,
        `${PATHS.disavow}/${secret}`,
      ];
      const telling = { Referer: link, 'User-Agent': secret, ...SPOOFED };
      for (const path of others) await front.nginx.ask(path, { headers: telling }, '127.0.0.77');
      await front.nginx.sendPlain(
        `GET ${new URL(link).pathname} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      );
      const { access, errors } = await front.nginx.stop();
      const lines = access.map(line => JSON.parse(line) as { path: string; network: string; status: number });
      const written = `${access.join('\n')}\n${errors}`;
      for (const personal of [
        secret,
        PEOPLE.camille.nir,
        String(PEOPLE.camille.mailAddress),
        '?',
        '198.51.100',
        '127.0.0.77',
      ])
        assert.ok(!written.includes(personal), personal);
      const paths = new Set(lines.map(line => line.path));
      for (const path of [
        PATHS.signIn,
        FORM,
        PATHS.newPassword,
        `${PATHS.code}/***`,
        '/renouveler/***',
        `${PATHS.disavow}/***`,
        '***',
      ])
        assert.ok(paths.has(path), `${path} is not in the log`);
      assert.deepEqual([...new Set(lines.map(line => line.network))], ['127.0.0.0']);
    });
  });
}
