/**
 * The demonstration's own mailbox: a nodemailer transport that keeps each mail as a file in the data folder, exactly
 * as a mail server would have received it, and reads them back with an independent parser.
 */
import './guard.ts';
import { mkdirSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { createTransport, type Transporter } from 'nodemailer';

const MAILS_SHOWN_MAX = 100;
const NAME_SHAPE = /^\d{13}-\d{6}\.eml$/;

export type ReceivedMail = {
  /** The file's name: what the mailbox's addresses carry. */
  name: string;
  from: string;
  to: string;
  subject: string;
  date: Date;
  html: string;
  text: string;
  source: string;
};

export type Mailbox = {
  transport: Transporter;
  /** Newest first. */
  list(): Promise<ReceivedMail[]>;
  find(name: string): Promise<ReceivedMail | undefined>;
};

export function openMailbox(folder: string): Mailbox {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let count = 0;

  async function keep(source: Buffer): Promise<void> {
    count += 1;
    const name = `${Date.now()}-${String(count).padStart(6, '0')}.eml`;
    await writeFile(join(folder, name), source, { mode: 0o600 });
  }

  async function names(): Promise<string[]> {
    const all = await readdir(folder);
    return all
      .filter(name => NAME_SHAPE.test(name))
      .sort()
      .reverse()
      .slice(0, MAILS_SHOWN_MAX);
  }

  const read = async (name: string) => parseMail(name, await readFile(join(folder, name)));
  return {
    transport: keepingTransport(keep),
    list: async () => Promise.all((await names()).map(read)),
    find: async name => ((await names()).includes(name) ? read(name) : undefined),
  };
}

function keepingTransport(keep: (source: Buffer) => Promise<void>): Transporter {
  return createTransport({
    name: 'boite-aux-lettres',
    version: '1',
    send(mail, done) {
      mail.message.build((fault, source) => {
        if (fault !== null) return done(fault, undefined as never);
        keep(source).then(
          () =>
            done(null, {
              envelope: mail.message.getEnvelope(),
              messageId: mail.message.messageId(),
            } as never),
          (error: Error) => done(error, undefined as never),
        );
      });
    },
  });
}

async function parseMail(name: string, source: Buffer): Promise<ReceivedMail> {
  const mail = await simpleParser(source);
  const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
  return {
    name,
    from: mail.from?.text ?? '',
    to: to?.text ?? '',
    subject: mail.subject ?? '',
    date: mail.date ?? new Date(0),
    html: mail.html || '',
    text: mail.text ?? '',
    source: source.toString('utf8'),
  };
}
