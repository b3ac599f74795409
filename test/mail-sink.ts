/**
 * The mail's other end: a real SMTP server on a free port that keeps what it accepts, read by an independent parser,
 * and that can be told to misbehave.
 */
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type SunkMail = {
  recipients: string[];
  subject: string;
  from: string;
  text: string;
  html: string;
  source: string;
  headers: ParsedMail['headers'];
};

export type Misbehaviour = 'none' | 'defer' | 'refuse' | 'cutAfterData';

export type MailSink = {
  url: string;
  mails: SunkMail[];
  /** The mail after the last one that this gave: at once if it is there, else when it comes. */
  next(): Promise<SunkMail>;
  behave(how: Misbehaviour): void;
  close(): Promise<void>;
};

export async function openMailSink(): Promise<MailSink> {
  const mails: SunkMail[] = [];
  const arrivals = new EventEmitter();
  let taken = 0;
  let how: Misbehaviour = 'none';
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', chunk => chunks.push(chunk));
      stream.on('end', async () => {
        const source = Buffer.concat(chunks);
        if (how === 'defer') return answer(fault(451, 'Greylisted, try again later'));
        if (how === 'refuse') return answer(fault(550, 'No such user'));
        const recipients = session.envelope.rcptTo.map(to => to.address);
        mails.push(await readMail(source, recipients));
        arrivals.emit('mail');
        if (how === 'cutAfterData') return cutConnections();
        answer();
      });
    },
  });
  const cutConnections = () => {
    for (const connection of connectionsOf(server)) connection.destroy();
  };
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    async next() {
      taken += 1;
      while (mails.length < taken) await once(arrivals, 'mail');
      return mails[taken - 1] as SunkMail;
    },
    behave: next => {
      how = next;
    },
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}

function fault(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

function connectionsOf(server: SMTPServer): { destroy(): void }[] {
  const { connections } = server as unknown as { connections: Set<{ _socket: { destroy(): void } }> };
  return [...connections].map(connection => connection._socket);
}

async function readMail(source: Buffer, recipients: string[]): Promise<SunkMail> {
  const mail = await simpleParser(source);
  return {
    recipients,
    subject: mail.subject ?? '',
    from: mail.from?.text ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    source: source.toString('utf8'),
    headers: mail.headers,
  };
}
