/**
 * What one mail server made of one mail, told as one of four endings: the link's life depends on which. Faults that are
 * about us or about the server (a line that breaks, a password, a certificate, a sender it does not want) are told from
 * those about this mail: only the former are a reason to try another server (norms ML-12, ML-14).
 */
import type { Readable } from 'node:stream';
import type { SendMailOptions, Transporter } from 'nodemailer';
import { type DeliveryAnswer, readDeliveryAnswer } from '../rules/delivery-answers.ts';
import type { HandOverEnding } from '../rules/request-timeline.ts';

/**
 * accepted: the server has it. deferred: the server, or the way to it, refused for now: try again. refused: the server
 * will never take it. unsure: the line broke when the server may already have had it.
 */
export type HandOver = { ended: HandOverEnding; answer: DeliveryAnswer };

export type Attempt = HandOver & { isServerAtFault: boolean };

/** The mail as it leaves, and its envelope: addresses as data, never parsed again. */
export type OutgoingMail = { raw: Buffer; envelope: { from: string; to: string[] } };

const ACCEPTED_CODE = 250;
/** For the whole of it: a server that answers a little at a time is never silent long enough for the line's own patience. */
const MAIL_PATIENCE_MS = 60_000;

/** A transport that tells, mail by mail, which stream it takes the bytes from. */
export function watchable(transport: Transporter): Transporter {
  transport.use('stream', (mail, done) => {
    const { onStream } = mail.data as { onStream?: (stream: Readable) => void };
    mail.message.processFunc(stream => {
      onStream?.(stream as Readable);
      return stream;
    });
    done();
  });
  return transport;
}

/** @param transport made {@link watchable}: else a line that breaks is always taken to have broken before the mail */
export async function attempt(
  transport: Transporter,
  mail: OutgoingMail,
  patienceMs = MAIL_PATIENCE_MS,
): Promise<Attempt> {
  const streams: Readable[] = [];
  const onStream = (stream: Readable) => streams.push(stream);
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const { response } = await transport.sendMail({ ...mail, onStream, signal } as SendMailOptions);
    const answer = readDeliveryAnswer({ code: codeOf(response), text: response });
    return { ended: 'accepted', answer, isServerAtFault: false };
  } catch (error) {
    // Until the server said that it takes the mail (354), nothing was read of it: it cannot have it.
    const wasRead = streams.some(stream => stream.readableDidRead);
    return readFailure(error as Failure, wasRead);
  }
}

type Failure = { responseCode?: number; response?: string; code?: string; command?: string };

/** The commands whose refusal is about this mail; what is refused before them is about us. */
const ABOUT_THE_MAIL = new Set(['RCPT TO', 'DATA']);
const CLOSING_CODE = 421;

function readFailure(failure: Failure, wasRead: boolean): Attempt {
  const { response: text, code: fault, command = '' } = failure;
  const code = refusalCode(failure.responseCode);
  const answer = readDeliveryAnswer({ code, text, fault });
  if (code === undefined && wasRead) return { ended: 'unsure', answer, isServerAtFault: false };
  const isAboutMail = code !== undefined && code !== CLOSING_CODE && ABOUT_THE_MAIL.has(command);
  if (!isAboutMail) return { ended: 'deferred', answer, isServerAtFault: true };
  return { ended: code >= 500 ? 'refused' : 'deferred', answer, isServerAtFault: false };
}

/** A refusal opens with 4xx or 5xx; any other figures are no answer to what was asked. */
function refusalCode(code: number | undefined): number | undefined {
  return code !== undefined && code >= 400 && code <= 599 ? code : undefined;
}

/** The figures that a server's line opens with; the demonstration's mailbox answers nothing, and has taken it. */
function codeOf(response: string | undefined): number {
  const code = Number.parseInt(response ?? '', 10);
  return Number.isNaN(code) ? ACCEPTED_CODE : code;
}
