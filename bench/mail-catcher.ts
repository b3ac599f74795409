/**
 * The mails' other end: a real SMTP server that hands each mail to whoever waits for it. The tests' sink reads mails
 * with an independent parser; here that would cost the cores more than the server spends on writing them, so only
 * the line folding of quoted-printable is undone.
 */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type MailCatcher = {
  url: string;
  /** The next mail to this address, as text; throws when none came for a while. */
  next(address: string): Promise<{ text: string }>;
  close(): Promise<void>;
};

const PATIENCE_MS = 10_000;

type Post = { arrived: string[]; waiting: ((text: string) => void)[] };

export async function openMailCatcher(): Promise<MailCatcher> {
  const posts = new Map<string, Post>();
  const postOf = (address: string): Post => {
    const post = posts.get(address) ?? { arrived: [], waiting: [] };
    posts.set(address, post);
    return post;
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', chunk => chunks.push(chunk));
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo;
        const text = unfold(Buffer.concat(chunks).toString('latin1'));
        answer();
        for (const { address } of recipients) deliver(postOf(address), text);
      });
    },
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    next: async address => ({ text: await collect(postOf(address), address) }),
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}

function unfold(source: string): string {
  return source.replaceAll('=\r\n', '').replaceAll('=3D', '=');
}

function deliver(post: Post, text: string): void {
  const waiting = post.waiting.shift();
  if (waiting === undefined) post.arrived.push(text);
  else waiting(text);
}

function collect(post: Post, address: string): Promise<string> {
  const arrived = post.arrived.shift();
  if (arrived !== undefined) return Promise.resolve(arrived);
  return new Promise((resolve, reject) => {
    const impatience = setTimeout(() => reject(new Error(`no mail came to ${address}`)), PATIENCE_MS);
    post.waiting.push(text => {
      clearTimeout(impatience);
      resolve(text);
    });
  });
}
