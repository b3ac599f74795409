/**
 * Handing a mail over. The recipient is given as structured data and again as the envelope, so that no address
 * parser ever decides where a link goes (norms ATK-23, ATK-24). What the mail server answered is told as one of four
 * endings: the link's life depends on which.
 */
import type { Transporter } from 'nodemailer';
import { BRAND } from '../brand.ts';
import type { Config } from '../config.ts';
import { type DeliveryAnswer, readDeliveryAnswer } from '../rules/delivery-answers.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { HandOverEnding } from '../rules/request-timeline.ts';
import type { World } from '../world.ts';
import { renderHtml } from './layout.ts';
import { type Letter, renderText } from './mail.ts';

/**
 * accepted: the server has it. deferred: the server, or the way to it, refused for now: try again. refused: the server
 * will never take it. unsure: the line broke when the server may already have had it.
 */
export type HandOver = { ended: HandOverEnding; answer: DeliveryAnswer };

export type Mailer = { handOver(letter: Letter, to: MailAddress): Promise<HandOver>; close(): void };

const MESSAGE_ID_BYTES = 16;
const ACCEPTED_CODE = 250;

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
        const { response } = await transport.sendMail(message);
        return { ended: 'accepted', answer: readDeliveryAnswer({ code: codeOf(response), text: response }) };
      } catch (error) {
        return readFailure(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Faults met before the mail could have been taken, or judged: a 535 is about our password, not about this mail. */
const NEVER_TAKEN = new Set(['EDNS', 'EAUTH', 'ETLS', 'ECONNREFUSED', 'EPROXY', 'ENOAUTH', 'EOAUTH2']);

type Failure = { responseCode?: number; response?: string; code?: string; syscall?: string };

function readFailure(error: unknown): HandOver {
  const failure = error as Failure;
  const { responseCode: code, response: text, code: fault } = failure;
  return { ended: endingOf(failure), answer: readDeliveryAnswer({ code, text, fault }) };
}

function endingOf({ responseCode, code, syscall }: Failure): HandOverEnding {
  if (syscall === 'connect' || NEVER_TAKEN.has(code ?? '')) return 'deferred';
  if (responseCode !== undefined) return responseCode >= 500 ? 'refused' : 'deferred';
  return code === 'EENVELOPE' || code === 'EMESSAGE' ? 'refused' : 'unsure';
}

/** The figures that a server's line opens with; the demonstration's mailbox answers nothing, and has taken it. */
function codeOf(response: string | undefined): number {
  const code = Number.parseInt(response ?? '', 10);
  return Number.isNaN(code) ? ACCEPTED_CODE : code;
}
