/** A letter handed over: one ending for each way a mail server can misbehave (norms ML-12, ML-14, ATK-23, ATK-24). */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { testConfig } from '../../test/bench.ts';
import { createFixedWorld } from '../../test/fixed-world.ts';
import { type MailSink, type Misbehaviour, openMailSink } from '../../test/mail-sink.ts';
import { speak, speakTrickling } from '../../test/smtp-speakers.ts';
import { freePort } from '../../test/temporary.ts';
import type { SmtpTls } from '../config/mail.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { attempt, type HandOver } from './hand-over.ts';
import { createMailer } from './mailer.ts';
import { noticeMail } from './notice-mail.ts';
import { createRelays } from './relays.ts';
import { createSmtpTransport } from './transport.ts';

const LETTER = noticeMail(testConfig().brand, {
  changedAt: new Date('2022-12-26T13:33:00Z'),
  disavowUrl: 'https://exemple.fr/ce-n-etait-pas-moi/x',
});
const SOMEBODY = 'quelqu.un@exemple.fr' as MailAddress;
/** Long enough for an answer of this machine to itself, short enough to wait out a server that hangs. */
const IMPATIENCE = { connectMs: 500, answerMs: 500 };

type Options = { to?: MailAddress; tls?: SmtpTls };

async function handOver(url: string, { to = SOMEBODY, tls = 'optional' }: Options = {}): Promise<HandOver> {
  const world = createFixedWorld();
  const relays = createRelays([createSmtpTransport(url, tls, IMPATIENCE)], world);
  const mailer = createMailer({ relays, findProvider: async () => undefined }, testConfig(), world);
  try {
    return await mailer.handOver(LETTER, { to, returnAddress: 'retour+marque@exemple.fr' });
  } finally {
    mailer.close();
  }
}

async function withServer<T>(options: SMTPServerOptions, work: (port: number) => Promise<T>): Promise<T> {
  const server = new SMTPServer({ logger: false, authOptional: true, ...options });
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

describe('ML-14: a mail server that misbehaves', () => {
  let sink: MailSink;
  before(async () => {
    sink = await openMailSink();
  });
  beforeEach(() => sink.behave('none'));
  after(() => sink.close());

  const endings: [how: Misbehaviour, ending: HandOver][] = [
    ['none', { ended: 'accepted', answer: '250' }],
    ['hangAtGreeting', { ended: 'deferred', answer: 'ETIMEDOUT' }],
    ['close', { ended: 'deferred', answer: '421' }],
    ['greylist', { ended: 'deferred', answer: '451 4.7.1' }],
    ['refuseRecipient', { ended: 'refused', answer: '550 5.1.1' }],
    ['cutInData', { ended: 'unsure', answer: 'ECONNECTION' }],
    ['defer', { ended: 'deferred', answer: '451' }],
    ['refuse', { ended: 'refused', answer: '550' }],
    ['hangAfterData', { ended: 'unsure', answer: 'ETIMEDOUT' }],
    ['cutAfterData', { ended: 'unsure', answer: 'ECONNECTION' }],
  ];
  for (const [how, ending] of endings) {
    test(`${how}: ${ending.ended}, as ${ending.answer}`, async () => {
      sink.behave(how);
      assert.deepEqual(await handOver(sink.url), ending);
    });
  }

  test('unsure: it answers a little at a time for ever, once it has the mail', async () => {
    const server = createServer(speakTrickling).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const transport = createSmtpTransport(`smtp://127.0.0.1:${port}`, 'optional', IMPATIENCE);
    try {
      const mail = {
        raw: Buffer.from('Subject: x\r\n\r\nx\r\n'),
        envelope: { from: 'a@b.fr', to: ['c@d.fr'] },
      };
      const { ended, answer } = await attempt(transport, mail, 1500);
      assert.deepEqual({ ended, answer }, { ended: 'unsure', answer: 'EABORT' });
    } finally {
      transport.close();
      server.close();
    }
  });

  test('unsure, never refused: figures that are no refusal, once it has the mail', async () => {
    for (const line of ['354 go on', '33612345678 ok', '99']) {
      const server = createServer(socket => speak(socket, line)).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      try {
        const { ended, answer } = await handOver(`smtp://127.0.0.1:${port}`);
        assert.equal(ended, 'unsure');
        assert.match(answer, /^E[A-Z]+$/);
      } finally {
        server.close();
      }
    }
  });

  test('deferred: nobody listens there', async () => {
    const ending = await handOver(`smtp://127.0.0.1:${await freePort()}`);
    assert.deepEqual(ending, { ended: 'deferred', answer: 'ESOCKET' });
  });

  test('deferred: it hangs up before it greets', async () => {
    const server = createServer(socket => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      assert.equal((await handOver(`smtp://127.0.0.1:${port}`)).ended, 'deferred');
    } finally {
      server.close();
    }
  });

  test('deferred: it refuses our credentials, or our sender; the mail itself was never judged', async () => {
    const refusing: SMTPServerOptions = {
      hideSTARTTLS: true,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, answer) => answer(new Error('Invalid login')),
      onMailFrom: (_from, _session, answer) =>
        answer(Object.assign(new Error('Not your domain'), { responseCode: 553 })),
    };
    await withServer(refusing, async port => {
      const unknown = await handOver(`smtp://user:wrong@127.0.0.1:${port}`);
      assert.deepEqual(unknown, { ended: 'deferred', answer: '535' });
      const unwanted = await handOver(`smtp://127.0.0.1:${port}`);
      assert.deepEqual(unwanted, { ended: 'deferred', answer: '553' });
    });
  });
});

describe('ML-12: the line is encrypted and the server is who it says, or no mail leaves', () => {
  test('a certificate that nobody vouches for gets no mail, at once or after STARTTLS', async () => {
    let received = 0;
    const onData: SMTPServerOptions['onData'] = (stream, _session, answer) => {
      received += 1;
      stream.resume().on('end', () => answer());
    };
    for (const secure of [true, false]) {
      await withServer({ secure, onData }, async port => {
        const url = `${secure ? 'smtps' : 'smtp'}://127.0.0.1:${port}`;
        assert.equal((await handOver(url, { tls: 'required' })).ended, 'deferred');
      });
    }
    assert.equal(received, 0);
  });

  test('a server without TLS gets no mail, unless the settings say that a line in clear will do', async () => {
    const sink = await openMailSink();
    try {
      assert.equal((await handOver(sink.url, { tls: 'required' })).ended, 'deferred');
      assert.equal(sink.mails.length, 0);
      assert.equal((await handOver(sink.url, { tls: 'optional' })).ended, 'accepted');
    } finally {
      await sink.close();
    }
  });
});

test('ATK-23, ATK-24: the recipient is the address as it is, once, whatever it looks like', async () => {
  const sink = await openMailSink();
  const addresses = ["o'brien+ameli@exemple.fr", 'a{b}c_d@exemple.fr', 'x=y?z@exemple.fr'];
  try {
    for (const address of addresses) {
      const ending = await handOver(sink.url, { to: address as MailAddress });
      assert.deepEqual(ending, { ended: 'accepted', answer: '250' });
    }
    assert.deepEqual(
      sink.mails.map(mail => mail.recipients),
      addresses.map(address => [address]),
    );
    assert.ok(sink.mails.every(mail => mail.sender === 'retour+marque@exemple.fr'));
  } finally {
    await sink.close();
  }
});
