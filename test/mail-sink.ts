/**
 * The mail's other end: a real SMTP server on a free port that keeps what it accepts, read by an independent parser,
 * and that can be told to misbehave at any step of the conversation.
 */
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { createCrowd, createGate } from './mail-crowd.ts';

export type SunkMail = {
  /** The envelope's sender: where reports come back. */
  sender: string;
  recipients: string[];
  subject: string;
  from: string;
  text: string;
  html: string;
  source: string;
  headers: ParsedMail['headers'];
};

/** By the order of the conversation. `defer` and `refuse` answer the whole mail, once it was read. */
export type Misbehaviour =
  | 'none'
  | 'hangAtGreeting'
  | 'close'
  | 'greylist'
  | 'refuseRecipient'
  | 'cutInData'
  | 'defer'
  | 'refuse'
  | 'hangAfterData'
  | 'cutAfterData';

export type MailSink = {
  url: string;
  mails: SunkMail[];
  /** The mail after the last one that this gave: at once if it is there, else when it comes. */
  next(): Promise<SunkMail>;
  /** The next mail that it takes. */
  arrival(): Promise<unknown>;
  /** The next client that comes. */
  connected(): Promise<unknown>;
  behave(how: Misbehaviour): void;
  /** From now on mails are read and not answered, until `release`. */
  hold(): void;
  /** Waits until this many mails are held at once. */
  holding(count: number): Promise<void>;
  release(): void;
  /** Hangs up on every client. */
  cut(): void;
  /** The most mails that were in hand at once for recipients of this domain. */
  busiest(domain: string): number;
  close(): Promise<void>;
};

type Answer = (error?: Error | null) => void;

type Inside = {
  how: Misbehaviour;
  mails: SunkMail[];
  arrivals: EventEmitter;
  gate: ReturnType<typeof createGate>;
  crowd: ReturnType<typeof createCrowd>;
};

export async function openMailSink(): Promise<MailSink> {
  const arrivals = new EventEmitter();
  const inside: Inside = { how: 'none', mails: [], arrivals, gate: createGate(), crowd: createCrowd() };
  const { mails, gate, crowd } = inside;
  const server = createServer(inside);
  const cut = () => cutConnections(server);
  let taken = 0;
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
    arrival: () => once(arrivals, 'mail'),
    connected: () => once(arrivals, 'client'),
    behave: next => {
      inside.how = next;
    },
    hold: gate.shut,
    holding: gate.holding,
    release: gate.open,
    busiest: crowd.busiest,
    cut,
    close: () => {
      cut();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

function createServer(inside: Inside): SMTPServer {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onConnect(_session, answer) {
      inside.arrivals.emit('client');
      if (inside.how === 'close') return answer(fault(421, 'Closing'));
      if (inside.how !== 'hangAtGreeting') answer();
    },
    onRcptTo(_to, _session, answer) {
      if (inside.how === 'greylist') return answer(fault(451, '4.7.1 Greylisted, try again later'));
      if (inside.how === 'refuseRecipient') return answer(fault(550, '5.1.1 No such user'));
      answer();
    },
    async onData(stream, session, answer) {
      const taken = await receive(inside, stream, session);
      if (taken === 'cut') cutConnections(server);
      else if (taken !== 'hang') answer(taken);
    },
  });
  // A client that hangs up is part of what is tried here.
  server.on('error', () => {});
  return server;
}

/** What the mail is answered: a fault, nothing wrong, or no answer at all. */
async function receive(
  inside: Inside,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<Error | undefined | 'cut' | 'hang'> {
  if (inside.how === 'cutInData') {
    // A client that hangs up before its first byte is cut already.
    return once(stream, 'data').then(
      () => 'cut' as const,
      () => 'hang' as const,
    );
  }
  const source = await read(stream);
  if (source === 'cutByClient' || inside.how === 'hangAfterData') return 'hang';
  const refusal = refusalOf(inside.how);
  if (refusal !== undefined) return refusal;
  const { mailFrom, rcptTo } = session.envelope;
  const recipients = rcptTo.map(to => to.address);
  const leave = inside.crowd.enter(recipients);
  await inside.gate.pass();
  leave();
  inside.mails.push(await readMail(source, { sender: mailFrom ? mailFrom.address : '', recipients }));
  inside.arrivals.emit('mail');
  return inside.how === 'cutAfterData' ? 'cut' : undefined;
}

function cutConnections(server: SMTPServer): void {
  for (const connection of connectionsOf(server)) connection.destroy();
}

function refusalOf(how: Misbehaviour): Error | undefined {
  if (how === 'defer') return fault(451, 'Try again later');
  if (how === 'refuse') return fault(550, 'Not taken');
  return undefined;
}

function fault(responseCode: number, message: string): Parameters<Answer>[0] & Error {
  return Object.assign(new Error(message), { responseCode });
}

async function read(stream: SMTPServerDataStream): Promise<Buffer | 'cutByClient'> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk as Buffer);
  } catch {
    return 'cutByClient';
  }
  return Buffer.concat(chunks);
}

function connectionsOf(server: SMTPServer): { destroy(): void }[] {
  const { connections } = server as unknown as { connections: Set<{ _socket: { destroy(): void } }> };
  return [...connections].map(connection => connection._socket);
}

async function readMail(
  source: Buffer,
  envelope: { sender: string; recipients: string[] },
): Promise<SunkMail> {
  const mail = await simpleParser(source);
  return {
    ...envelope,
    subject: mail.subject ?? '',
    from: mail.from?.text ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    source: source.toString('utf8'),
    headers: mail.headers,
  };
}
