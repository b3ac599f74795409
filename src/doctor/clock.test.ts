/** The doctor and the hour: against a time server of our own, on this machine, that is right, wrong or silent. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { createFixedWorld } from '../../test/fixed-world.ts';
import { sendingConfig, sendingEnvironment } from '../../test/sending-domain.ts';
import { checkClock } from './clock.ts';
import { createNames } from './names.ts';

const SECONDS_1900_TO_1970 = 2_208_988_800;

/** @param write fills the answer, whose cookie is already there, or returns false to stay silent */
async function openTimeServer(write: (answer: Buffer) => void) {
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    const answer = Buffer.alloc(48);
    answer[0] = 0x24;
    answer[1] = 2;
    question.copy(answer, 24, 40, 48);
    write(answer);
    socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { place: `127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}

const telling = (instant: string) => (answer: Buffer) => {
  const seconds = Math.floor(new Date(instant).getTime() / 1000) + SECONDS_1900_TO_1970;
  for (const at of [32, 40]) answer.writeUInt32BE(seconds % 2 ** 32, at);
};

async function look(here: string, write: (answer: Buffer) => void) {
  const server = await openTimeServer(write);
  try {
    const [finding] = await checkClock({
      config: sendingConfig(sendingEnvironment('smtp://localhost'), []),
      names: createNames([]),
      world: createFixedWorld(here),
      sendingAddresses: [],
      sendTo: undefined,
      timeServer: server.place,
    });
    return finding;
  } finally {
    server.close();
  }
}

describe('the doctor and the clock', () => {
  test('étape 4: a clock that is 60 seconds off will do, one of 61 is told, and which way', async () => {
    const at = '2026-06-01T12:00:00.000Z';
    assert.equal((await look(at, telling('2026-06-01T12:01:00Z')))?.verdict, 'good');
    const late = await look(at, telling('2026-06-01T12:01:01Z'));
    assert.equal(late?.verdict, 'warning');
    assert.match(late?.sentence ?? '', /retarde de 61 s/);
    const early = await look(at, telling('2026-06-01T11:58:59Z'));
    assert.match(early?.sentence ?? '', /avance de 61 s/);
  });

  test('étape 4: the hour is read beyond 2036, where NTP counts from zero again', async () => {
    const finding = await look('2040-01-01T00:00:00.000Z', telling('2040-01-01T00:00:05Z'));
    assert.match(finding?.sentence ?? '', /écart\s: 5 s/);
  });

  test('étape 4: an answer to another question, of no server, or of one that is lost, is no hour', async () => {
    const at = '2026-06-01T12:00:00.000Z';
    const spoils: ((answer: Buffer) => void)[] = [
      answer => answer.fill(0, 24, 32),
      answer => answer.writeUInt8(0x23, 0),
      answer => answer.writeUInt8(16, 1),
    ];
    for (const spoil of spoils) {
      const finding = await look(at, answer => {
        telling(at)(answer);
        spoil(answer);
      });
      assert.equal(finding?.verdict, 'unknown');
    }
  });
});
