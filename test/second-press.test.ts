/** Stopping, by Ctrl+C or by the system: what was begun ends, kept connections too; a second press does not wait for that. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { start } from './processes.ts';
import { temporaryFolder } from './temporary.ts';

describe('Ctrl+C', () => {
  let folder: string;
  before(async () => {
    folder = await temporaryFolder('renouveau-press-');
  });
  after(() => rm(folder, { recursive: true }));

  /** A server that waits for whoever began a request and does not end it. */
  async function startHeldUp() {
    const server = await start('serve', { DATA_FOLDER: folder, PORT: '0', DATABASE_URL: '' });
    const slow = connect(server.port, '127.0.0.1').on('error', () => {});
    slow.write('GET / HTTP/1.1\r\nHost: compte.exemple.fr\r\n\r\nGET /connexion HTTP/1.1\r\n');
    await once(slow, 'data');
    return { server, slow };
  }

  test('pressed once, as npm and the terminal both pass it on: it stops in its own time, with 0', async () => {
    const { server, slow } = await startHeldUp();
    server.child.kill('SIGINT');
    const ended = server.end('SIGINT');
    slow.destroy();
    assert.equal(await ended, 0);
  });

  test('pressed again and again: it ends at once, with 130', async () => {
    const { server } = await startHeldUp();
    const ended = server.end('SIGINT');
    while (server.child.exitCode === null) {
      server.child.kill('SIGINT');
      await new Promise(setImmediate);
    }
    assert.equal(await ended, 130);
  });

  test('a connection that a proxy keeps is answered once more, and told that it ends', async () => {
    const server = await start('serve', { DATA_FOLDER: folder, PORT: '0', DATABASE_URL: '' });
    const kept = connect(server.port, '127.0.0.1').on('error', () => {});
    const ask = 'GET /robots.txt HTTP/1.1\r\nHost: compte.exemple.fr\r\n\r\n';
    kept.write(ask);
    await once(kept, 'data');
    const ended = server.end('SIGTERM');
    while (!server.lines.includes('Arrêt en cours…')) await new Promise(setImmediate);
    kept.write(ask);
    const answer = await Promise.race([once(kept, 'data'), once(kept, 'close')]);
    assert.match(String(answer[0]), /^HTTP\/1\.1 200 [\s\S]*connection: close/i);
    assert.equal(await ended, 0);
  });

  test('ML-13: a form half sent when the stop comes is read to its end and answered: no request that began is cut', async () => {
    const server = await start('serve', { DATA_FOLDER: folder, PORT: '0', DATABASE_URL: '' });
    const sending = connect(server.port, '127.0.0.1').on('error', () => {});
    const form = 'numero=1&mot-de-passe=x';
    sending.write(
      `POST /connexion HTTP/1.1\r\nHost: compte.exemple.fr\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${form.length}\r\n\r\n${form.slice(0, 5)}`,
    );
    // Another connection is answered: the server has read what was written before.
    const other = connect(server.port, '127.0.0.1').on('error', () => {});
    other.write('GET /robots.txt HTTP/1.1\r\nHost: compte.exemple.fr\r\nConnection: close\r\n\r\n');
    other.resume();
    await once(other, 'close');
    const ended = server.end('SIGTERM');
    while (!server.lines.includes('Arrêt en cours…')) await new Promise(setImmediate);
    sending.write(form.slice(5));
    const answer = await Promise.race([once(sending, 'data'), once(sending, 'close')]);
    assert.match(String(answer[0]), /^HTTP\/1\.1 [234]\d\d /);
    sending.destroy();
    assert.equal(await ended, 0);
  });
});
