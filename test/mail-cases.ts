/** What a test says of a call « je n'ai rien reçu »: a mail, a link, a request and the whole, each usual but for what the test changes. */
import type { MailCase } from '../src/rules/mail-not-received.ts';
import type { LinkHistory, MailHistory, RequestHistory } from '../src/rules/request-timeline.ts';

export const at = (minute: number) => new Date(Date.UTC(2022, 11, 26, 13, minute));
export const NOW = at(33);

export const mail = (changed: Partial<MailHistory> = {}): MailHistory => ({
  kind: 'renewal',
  madeAt: at(2),
  handOver: 'accepted',
  serverAnswer: '250 2.0.0',
  settledAt: at(2),
  report: undefined,
  reportAnswer: undefined,
  reportedAt: undefined,
  ...changed,
});
export const link = (changed: Partial<LinkHistory> = {}): LinkHistory => ({
  madeAt: at(2),
  openedAt: undefined,
  openedDeadAt: undefined,
  extensions: 0,
  extendedAt: undefined,
  expiresAt: at(59),
  ending: undefined,
  endedAt: undefined,
  ...changed,
});
export const request = (changed: Partial<RequestHistory> = {}): RequestHistory => ({
  askedAt: at(1),
  finding: 'match',
  givenUpAt: undefined,
  mails: [mail()],
  links: [link()],
  ...changed,
});
export const mailCaseOf = (changed: Partial<MailCase> = {}): MailCase => ({
  now: NOW,
  address: 'verified',
  deadAddress: undefined,
  addressPending: false,
  disavowedAt: undefined,
  blockedUntil: undefined,
  signInBlockedUntil: undefined,
  heldUntil: undefined,
  code: undefined,
  requests: [request()],
  ...changed,
});
