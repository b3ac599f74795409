/** The way to a real mail server: SMTP, pooled, with bounded waiting. TLS and its certificate are checked. */
import { createTransport, type Transporter } from 'nodemailer';

const CONNECTIONS_MAX = 4;
const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 30_000;

/** @param url `smtps://user:password@relay.example:465`, or `smtp://…` where STARTTLS is used if offered */
export function createSmtpTransport(url: string): Transporter {
  return createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: ANSWER_TIMEOUT_MS,
  } as Parameters<typeof createTransport>[0]);
}
