/**
 * Reading a report about an undelivered mail (RFC 3464, norms DSN-1 and DSN-3): what became of the mail, why, and to
 * which addresses the report came back. Who wrote it is not known: only the mark on one of those addresses says that
 * it is about a mail of ours. Systems that write no such report are read by their text. Nothing of a text is kept.
 */
import type { ParsedMail } from 'mailparser';
import { type DeliveryAnswer, readDeliveryAnswer } from '../rules/delivery-answers.ts';
import type { ReportEnding } from '../rules/request-timeline.ts';

export type ReportReading =
  | { read: 'report'; ending: ReportEnding; answer: DeliveryAnswer; returnedTo: readonly string[] }
  /** An automatic answer, a receipt, a complaint, a letter from somebody, or longer than any report. */
  | { read: 'notAReport' };

type Finding = { ending: ReportEnding; answer: DeliveryAnswer };

/** Our mails are far smaller: a report that brings one back whole is too. */
export const REPORT_BYTES_MAX = 262_144;
const ADDRESSES_MAX = 20;

/** @param recipient whom the report was brought to, when the one who brings it knows: it is believed no more than the rest */
export async function readDeliveryReport(raw: Buffer, recipient?: string): Promise<ReportReading> {
  if (raw.length > REPORT_BYTES_MAX) return { read: 'notAReport' };
  // Reports are few: a process that is brought none holds nothing of the parser.
  const { simpleParser } = await import('mailparser');
  const parsing = simpleParser(raw, { keepDeliveryStatus: true, skipTextToHtml: true });
  // A message made to be too much for a parser is no report: brought again it would be no better.
  const mail = await parsing.catch(() => undefined);
  if (mail === undefined) return { read: 'notAReport' };
  const finding = readStatusParts(mail) ?? readPlainBounce(mail);
  if (finding === undefined) return { read: 'notAReport' };
  return { read: 'report', ...finding, returnedTo: addressesOf(mail, raw, recipient) };
}

const STATUS_PART = /^message\/(?:global-)?delivery-status$/;

/** The part that machines write for machines. With several recipients, the worst that happened to one of them. */
function readStatusParts(mail: ParsedMail): Finding | undefined {
  const findings = mail.attachments
    .filter(part => STATUS_PART.test(part.contentType))
    .flatMap(part =>
      part.content
        .toString('utf8')
        .replaceAll('\r\n', '\n')
        .split(/\n\s*\n/),
    )
    .flatMap(group => readRecipient(readFields(group)));
  const endings: readonly ReportEnding[] = ['failed', 'delayed', 'delivered'];
  return endings.flatMap(ending => findings.filter(finding => finding.ending === ending))[0];
}

/** Names in lower case; a field goes on over the lines that begin with a space. */
function readFields(group: string): Map<string, string> {
  const lines = group.replace(/\n[ \t]+/g, ' ').split('\n');
  const pairs = lines.map(line => /^([\w-]+)[ \t]*:(.*)$/.exec(line));
  return new Map(
    pairs.filter(pair => pair !== null).map(([, name = '', text = '']) => [name.toLowerCase(), text.trim()]),
  );
}

/** Nothing for the fields about the whole mail, nor for a recipient whose mail was passed on to others. */
function readRecipient(fields: Map<string, string>): Finding[] {
  const status = fields.get('status') ?? '';
  const ending = endingOf(fields.get('action'), status);
  if (ending === undefined) return [];
  const diagnostic = fields.get('diagnostic-code') ?? '';
  return [
    { ending, answer: readDeliveryAnswer({ code: codeIn(diagnostic), text: `${diagnostic} ${status}` }) },
  ];
}

const ENDING_OF_CLASS: Record<string, ReportEnding> = { 5: 'failed', 4: 'delayed', 2: 'delivered' };

function endingOf(action: string | undefined, status: string): ReportEnding | undefined {
  const word = action?.toLowerCase().match(/^[a-z]+/)?.[0];
  if (word === undefined) return ENDING_OF_CLASS[status.charAt(0)];
  return word === 'failed' || word === 'delayed' || word === 'delivered' ? word : undefined;
}

/** `smtp; 550 5.1.1 …`, `smtp;550-5.1.1 …` */
function codeIn(diagnostic: string): number | undefined {
  const code = /^[\w-]+[ \t]*;[ \t]*([245]\d\d)(?!\d|\.)/.exec(diagnostic)?.[1];
  return code === undefined ? undefined : Number(code);
}

const MAIL_SYSTEM = /mailer-?daemon|mail-?daemon|postmaster|microsoftexchange/i;
const AUTOMATIC_ANSWER =
  /absen|out of office|r[ée]ponse automatique|auto(?:matic)? ?reply|vacances|cong[ée]s/i;
const GIVEN_UP = /giving up|given up|not going to try again|too long|abandon|(?:permanent|fatal) /i;
const PLAIN_ANSWER = /(?<![\d.])(4[25]\d|5[057]\d)[ -]|#([45]\.[0-7]\.\d{1,3})/;
const TEXT_LENGTH_MAX = 8000;

/** What qmail and others write: a letter of a mail system, in which a server's answer stands. */
function readPlainBounce(mail: ParsedMail): Finding | undefined {
  const isFromSystem =
    MAIL_SYSTEM.test(headers(mail, 'from').join()) || headers(mail, 'x-failed-recipients').length > 0;
  if (!isFromSystem || AUTOMATIC_ANSWER.test(mail.subject ?? '')) return undefined;
  const text = (mail.text ?? '').slice(0, TEXT_LENGTH_MAX);
  const found = PLAIN_ANSWER.exec(text);
  if (found === null) return undefined;
  const [, code, status = ''] = found;
  const isFinal = (code ?? status).startsWith('5') || GIVEN_UP.test(text);
  const answer = readDeliveryAnswer({
    code: code === undefined ? undefined : Number(code),
    text: paragraphFrom(text, found.index),
  });
  return { ending: isFinal ? 'failed' : 'delayed', answer };
}

function paragraphFrom(text: string, index: number): string {
  return text.slice(index).split(/\n\s*\n/)[0] ?? '';
}

const RECIPIENT_HEADERS = ['to', 'delivered-to', 'x-original-to', 'envelope-to'];
/** No longer than RFC 5321 allows: a header without end would be searched again from each of its characters. */
const ADDRESS = /[^\s<>,;:"()@]{1,64}@[^\s<>,;:"()@]{1,255}/g;
/** Also that of the mail which the report brings back: our own, as its server wrote it down. */
const RETURN_PATH = /^Return-Path:[ \t]*<?([^\s<>@]+@[^\s<>@]+)>?[ \t]*\r?$/gim;

function addressesOf(mail: ParsedMail, raw: Buffer, recipient: string | undefined): string[] {
  const written = RECIPIENT_HEADERS.flatMap(name => headers(mail, name));
  const found = [recipient ?? '', ...written].flatMap(text => text.match(ADDRESS) ?? []);
  const paths = [...raw.toString('latin1').matchAll(RETURN_PATH)].map(([, path = '']) => path);
  return [...new Set([...found, ...paths])].slice(0, ADDRESSES_MAX);
}

/** What stands after the name, for each header of this name. */
function headers(mail: ParsedMail, name: string): string[] {
  return mail.headerLines
    .filter(({ key }) => key === name)
    .map(({ line }) => line.slice(line.indexOf(':') + 1));
}
