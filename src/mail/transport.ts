/**
 * The way to one real mail server: SMTP, pooled, with bounded waiting. Over TLS, whose certificate is checked, unless
 * the settings say that a line in clear will do (norm ML-12).
 */
import { createTransport, type Transporter } from 'nodemailer';
import type { SmtpTls } from '../config/mail.ts';
import { watchable } from './hand-over.ts';

const CONNECTIONS_MAX = 4;
const MAILS_PER_CONNECTION_MAX = 100;
export type SmtpPatience = { connectMs: number; answerMs: number };

const PATIENCE: SmtpPatience = { connectMs: 10_000, answerMs: 30_000 };
/** A mail of which nothing was sent may go out again over another connection of the pool. */
const REQUEUES_MAX = 1;

/** @param url `smtps://user:password@relay.example:465`, or `smtp://…` where STARTTLS comes first */
export function createSmtpTransport(url: string, tls: SmtpTls, patience = PATIENCE): Transporter {
  const transport = createTransport({
    url,
    pool: true,
    requireTLS: tls === 'required',
    maxConnections: CONNECTIONS_MAX,
    maxMessages: MAILS_PER_CONNECTION_MAX,
    maxRequeues: REQUEUES_MAX,
    connectionTimeout: patience.connectMs,
    greetingTimeout: patience.connectMs,
    socketTimeout: patience.answerMs,
  } as Parameters<typeof createTransport>[0]);
  return watchable(transport);
}
