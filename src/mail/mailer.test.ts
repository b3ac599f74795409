/** Handing over to mail servers that are absent, closed, or that refuse us rather than the mail (norms ML-14, ATK-23, ATK-24). */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { testConfig } from '../../test/bench.ts';
import { createFixedWorld } from '../../test/fixed-world.ts';
import { openMailSink } from '../../test/mail-sink.ts';
import { freePort } from '../../test/temporary.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { createMailer, type HandOver } from './mailer.ts';
import { noticeMail } from './notice-mail.ts';
import { createSmtpTransport } from './transport.ts';

const LETTER = noticeMail({ changedAt: new Date('2022-12-26T13:33:00Z') });
const SOMEBODY = 'quelqu.un@exemple.fr' as MailAddress;

async function handOver(smtpUrl: string, to = SOMEBODY): Promise<HandOver> {
  const mailer = createMailer(createSmtpTransport(smtpUrl), testConfig(), createFixedWorld());
  try {
    return await mailer.handOver(LETTER, to);
  } finally {
    mailer.close();
  }
}

async function withServer<T>(server: SMTPServer, work: (port: number) => Promise<T>): Promise<T> {
  // A client that hangs up at the certificate is what is wanted: the server's complaint is no fault.
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  try {
    return await work((server.server.address() as AddressInfo).port);
  } finally {
    await new Promise<void>(closed => server.close(() => closed()));
  }
}

describe('handing a mail over', () => {
  test('deferred: nobody listens there', async () => {
    const ending = await handOver(`smtp://127.0.0.1:${await freePort()}`);
    assert.equal(ending.ended, 'deferred');
  });

  test('deferred: the relay refuses our credentials; the mail itself was never judged', async () => {
    const server = new SMTPServer({
      logger: false,
      hideSTARTTLS: true,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, answer) => answer(new Error('Invalid login')),
    });
    await withServer(server, async port => {
      const ending = await handOver(`smtp://user:wrong@127.0.0.1:${port}`);
      assert.deepEqual(ending, { ended: 'deferred', answer: '535' });
    });
  });

  test('refused: the server does not know the recipient (550 to RCPT TO)', async () => {
    const server = new SMTPServer({
      logger: false,
      authOptional: true,
      hideSTARTTLS: true,
      onRcptTo: (_to, _session, answer) =>
        answer(Object.assign(new Error('No such user'), { responseCode: 550 })),
    });
    await withServer(server, async port => {
      assert.deepEqual(await handOver(`smtp://127.0.0.1:${port}`), { ended: 'refused', answer: '550' });
    });
  });

  test('ML-12: a server whose certificate nobody vouches for gets no mail', async () => {
    let received = 0;
    const server = new SMTPServer({
      secure: true,
      logger: false,
      authOptional: true,
      onData: (stream, _session, answer) => {
        received += 1;
        stream.resume().on('end', () => answer());
      },
    });
    await withServer(server, async port => {
      assert.notEqual((await handOver(`smtps://127.0.0.1:${port}`)).ended, 'accepted');
      assert.equal(received, 0);
    });
  });

  test('ATK-23, ATK-24: the recipient is the address as it is, once, whatever it looks like', async () => {
    const sink = await openMailSink();
    const addresses = [
      "o'brien+ameli@exemple.fr",
      'a{b}c|d@exemple.fr'.replace('|', '_'),
      'x=y?z@exemple.fr',
    ];
    try {
      for (const address of addresses)
        assert.deepEqual(await handOver(sink.url, address as MailAddress), {
          ended: 'accepted',
          answer: '250',
        });
      assert.deepEqual(
        sink.mails.map(mail => mail.recipients),
        addresses.map(address => [address]),
      );
    } finally {
      await sink.close();
    }
  });
});

test('deferred or unsure, never accepted: a server that hangs up before it greets', async () => {
  const server = createServer(socket => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const ending = await handOver(`smtp://127.0.0.1:${port}`);
    assert.match(ending.ended, /^(deferred|unsure)$/);
  } finally {
    server.close();
  }
});
