/**
 * One visit to a mail server, up to the password and without a mail: over the very settings of the service, so that what
 * is met here is what the service will meet. Nothing that the server writes is kept, but whether it knows DELIVERBY.
 */
import type { TLSSocket } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpTls } from '../config/mail.ts';
import { createSmtpTransport } from '../mail/transport.ts';

/** Refused `login`: the figures of the server's answer, or the name of the fault. */
export type RelayVisit =
  | { visit: 'met'; line: RelayLine; knowsDeadlines: boolean; login: RelayLogin }
  | { visit: 'failed'; fault: string; wasStartTls: boolean };

export type RelayLine =
  | { line: 'clear' }
  | { line: 'encrypted'; version: string; isCertificateChecked: boolean; certificateEnd: Date };

export type RelayLogin = { login: 'notAsked' } | { login: 'accepted' } | { login: 'refused'; answer: string };

export async function visitRelay(url: string, tls: SmtpTls): Promise<RelayVisit> {
  const transport = createSmtpTransport(url, tls);
  const options = transport.options as SMTPConnection.Options & { auth?: { user: string; pass: string } };
  transport.close();
  const connection = new SMTPConnection(options);
  try {
    await connect(connection);
    const knowsDeadlines = /^250[ -]DELIVERBY\b/im.test(connection.lastServerResponse || '');
    const line = lineOf(connection);
    return { visit: 'met', line, knowsDeadlines, login: await logIn(connection, options.auth) };
  } catch (error) {
    const { originalCode, code, command } = error as Fault;
    return {
      visit: 'failed',
      fault: originalCode ?? code ?? 'inconnue',
      wasStartTls: code === 'ETLS' && command === 'STARTTLS',
    };
  } finally {
    connection.close();
  }
}

type Fault = { originalCode?: string; code?: string; command?: string; responseCode?: number };

function connect(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.on('error', reject);
    connection.once('end', () => reject(Object.assign(new Error(), { code: 'ECONNECTION' })));
    connection.connect(() => resolve());
  });
}

function lineOf(connection: SMTPConnection): RelayLine {
  const socket = connection._socket;
  if (!isEncrypted(socket)) return { line: 'clear' };
  return {
    line: 'encrypted',
    version: socket.getProtocol() ?? 'inconnue',
    isCertificateChecked: socket.authorized,
    certificateEnd: new Date(socket.getPeerCertificate().valid_to),
  };
}

const isEncrypted = (socket: object | null | false): socket is TLSSocket =>
  socket !== null && (socket as Partial<TLSSocket>).encrypted === true;

async function logIn(
  connection: SMTPConnection,
  auth: { user: string; pass: string } | undefined,
): Promise<RelayLogin> {
  if (auth === undefined) return { login: 'notAsked' };
  const fault = await new Promise<Fault | undefined>(resolve => {
    connection.once('error', resolve);
    connection.login(auth, error => resolve((error as Fault | null) ?? undefined));
  });
  if (fault === undefined) return { login: 'accepted' };
  return { login: 'refused', answer: String(fault.responseCode ?? fault.code) };
}
