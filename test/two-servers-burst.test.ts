/**
 * One link used fifty times in one burst over two server processes: each request but its last byte is there already, and
 * the last bytes are let go together, as one packet of HTTP/2 would (norms ATK-6, TOK-5).
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { PEOPLE, writtenDate } from './people.ts';
import { startTwoServers, type TwoServers } from './two-servers.ts';
import { hiddenFields, linkIn } from './visitor.ts';

const AT_ONCE = 50;
const FORM = '/nouveau-mot-de-passe';

describe('a burst over two server processes', () => {
  let servers: TwoServers;
  before(async () => {
    servers = await startTwoServers();
    await servers.addPeople(PEOPLE.camille);
  });
  after(() => servers.stop());

  async function receiveLink(): Promise<string> {
    const visitor = servers.visitor(0);
    await visitor.get('/mot-de-passe-oublie');
    await visitor.submit({
      numero: PEOPLE.camille.nir,
      'date-de-naissance': writtenDate(PEOPLE.camille.dateOfBirth),
      'adresse-mail': String(PEOPLE.camille.mailAddress),
      code: visitor.code(),
    });
    return linkIn(await servers.sink.next());
  }

  /** A whole request of a browser of its own, and the connection that it waits on. */
  async function ready(link: string, turn: number): Promise<{ socket: Socket; request: string }> {
    const visitor = servers.visitor(turn);
    const page = await visitor.follow(await visitor.get(link));
    const password = `Nouveau+Mdp=${turn}`;
    const fields = { 'nouveau-mot-de-passe': password, 'mot-de-passe-repete': password };
    const body = new URLSearchParams({ ...hiddenFields(page.body), ...fields }).toString();
    const lines = [
      `POST ${FORM} HTTP/1.1`,
      'Host: localhost:3000',
      'Connection: close',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      `Cookie: ${[...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')}`,
    ];
    const socket = connect(servers.port(turn), '127.0.0.1');
    await once(socket, 'connect');
    return { socket, request: `${lines.join('\r\n')}\r\n\r\n${body}` };
  }

  async function firstLineOf(socket: Socket): Promise<string> {
    let text = '';
    for await (const chunk of socket) text += chunk;
    return text.slice(0, text.indexOf('\r\n'));
  }

  test('ATK-6, TOK-5: one use succeeds, one notice leaves, the journal tells one change', async () => {
    const link = await receiveLink();
    const all = await Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => ready(link, turn)));
    await Promise.all(
      all.map(({ socket, request }) => new Promise(written => socket.write(request.slice(0, -1), written))),
    );
    const answers = all.map(({ socket }) => firstLineOf(socket));
    for (const { socket, request } of all) socket.write(request.slice(-1));
    const lines = await Promise.all(answers);
    const count = (status: string) => lines.filter(line => line.startsWith(`HTTP/1.1 ${status}`)).length;
    assert.deepEqual([count('303'), count('410')], [1, AT_ONCE - 1], lines.join(', '));
    const notice = await servers.sink.next();
    assert.match(notice.subject, /votre mot de passe a été modifié/);
    assert.equal(servers.sink.mails.length, 2);
    const told = await servers.told(PEOPLE.camille);
    assert.equal(told.filter(event => event === 'passwordChanged').length, 1);
  });
});
