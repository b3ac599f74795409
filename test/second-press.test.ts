/** Ctrl+C twice: the first lets what was begun end, the second is for whoever does not want to wait for that. */
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
});
