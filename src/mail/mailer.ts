/**
 * Handing a mail over. The recipient is given as structured data and again as the envelope, so that no address
 * parser ever decides where a link goes (norms ATK-23, ATK-24). What the mail server answered is told as one of four
 * endings: the link's life depends on which.
 */
import type { Transporter } from 'nodemailer';
import { BRAND } from '../brand.ts';
import type { Config } from '../config.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { World } from '../world.ts';
import { renderHtml } from './layout.ts';
import { type Letter, renderText } from './mail.ts';

export type HandOver =
  /** The server has it. */
  | { ended: 'accepted' }
  /** The server, or the way to it, refused for now: try again. */
  | { ended: 'deferred'; reason: string }
  /** The server will never take it. */
  | { ended: 'refused'; reason: string }
  /** The line broke when the server may already have had it. */
  | { ended: 'unsure'; reason: string };

export type Mailer = { handOver(letter: Letter, to: MailAddress): Promise<HandOver>; close(): void };

const MESSAGE_ID_BYTES = 16;

export function createMailer(transport: Transporter, config: Config, world: World): Mailer {
  const from = config.mail.fromAddress;
  const domain = from.slice(from.indexOf('@') + 1);

  async function compose(letter: Letter, to: MailAddress) {
    return {
      from: { name: BRAND.mailSenderName, address: from },
      to: { name: '', address: to },
      envelope: { from, to: [to] },
      subject: letter.subject,
      date: world.now(),
      messageId: `<${world.randomBytes(MESSAGE_ID_BYTES).toString('hex')}@${domain}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      text: renderText(letter),
      html: await renderHtml(letter, config.publicBaseUrl),
      textEncoding: 'quoted-printable' as const,
      disableFileAccess: true,
      disableUrlAccess: true,
    };
  }

  return {
    async handOver(letter, to) {
      const message = await compose(letter, to);
      try {
        await transport.sendMail(message);
        return { ended: 'accepted' };
      } catch (error) {
        return readFailure(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Faults met before the mail could have been taken, or judged: a 535 is about our password, not about this mail. */
const NEVER_TAKEN = new Set(['EDNS', 'EAUTH', 'ETLS', 'ECONNREFUSED', 'EPROXY', 'ENOAUTH', 'EOAUTH2']);

function readFailure(error: unknown): HandOver {
  const { responseCode, code, syscall } = error as { responseCode?: number; code?: string; syscall?: string };
  const reason = String(responseCode ?? code ?? 'unknown');
  if (syscall === 'connect' || NEVER_TAKEN.has(code ?? '')) return { ended: 'deferred', reason };
  if (responseCode !== undefined) return { ended: responseCode >= 500 ? 'refused' : 'deferred', reason };
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { ended: 'refused', reason };
  return { ended: 'unsure', reason };
}
