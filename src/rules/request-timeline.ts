/**
 * The life of one request, as an agent of the caisse reads it out: asked, handed over, deferred, refused, opened, put off,
 * used, replaced, expired, each with its hour and a sentence. Pure: facts in, lines out. Nothing in it names anybody.
 */
import { explainDelivery } from './delivery-answers.ts';
import type { LinkEnding } from './link-life.ts';
import { linkLines } from './link-timeline.ts';
import { parisMoment } from './paris-time.ts';
import type { RequestFinding } from './renewal-answer.ts';

export type HandOverEnding = 'accepted' | 'deferred' | 'refused' | 'unsure';

/**
 * renewal: the mail of étape 4. notice: the mail of étape 6, and wherever else a password was changed. addressLink: proves an
 * address. alert: tells the owner of anything else that happened on the account.
 */
export const MAIL_KINDS = ['renewal', 'notice', 'addressLink', 'alert'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];
/** What a report says of a mail that a server had taken (RFC 3464, `Action`). */
export type ReportEnding = 'failed' | 'delayed' | 'delivered';

export type MailHistory = {
  kind: MailKind;
  madeAt: Date;
  handOver: HandOverEnding | undefined;
  serverAnswer: string | undefined;
  settledAt: Date | undefined;
  report: ReportEnding | undefined;
  reportAnswer: string | undefined;
  reportedAt: Date | undefined;
};

export type LinkHistory = {
  madeAt: Date;
  openedAt: Date | undefined;
  /** When it was last opened although it was worth nothing any more. */
  openedDeadAt: Date | undefined;
  /** « J’ai besoin de plus de temps »: how often, and when last. */
  extensions: number;
  extendedAt: Date | undefined;
  expiresAt: Date;
  ending: LinkEnding | undefined;
  endedAt: Date | undefined;
};

export type RequestHistory = {
  askedAt: Date;
  finding: RequestFinding;
  givenUpAt: Date | undefined;
  mails: readonly MailHistory[];
  links: readonly LinkHistory[];
};

export type TimelineEvent =
  | 'asked'
  | 'noMail'
  | 'waiting'
  | 'handedOver'
  | 'deferred'
  | 'refused'
  | 'unsure'
  | 'givenUp'
  | ReportEnding
  | 'opened'
  | 'openedDead'
  | 'extended'
  | 'used'
  | 'replaced'
  | 'passwordChanged'
  | 'addressChanged'
  | 'disavowed'
  | 'expired';

export type TimelineLine = { at: Date; event: TimelineEvent; sentence: string };

const NO_MAIL: Record<Exclude<RequestFinding, 'match'>, string> = {
  noVerifiedAddress:
    'Aucun mail\u00a0: le compte n’a pas d’adresse mail, ou elle n’a pas été validée, ou elle vient d’être changée.',
  noMatch:
    'Aucun mail\u00a0: le numéro, la date de naissance ou l’adresse saisie ne correspond à aucun compte.',
};

/** Oldest first. What has not happened by `now` is not there. */
export function requestTimeline(request: RequestHistory, now: Date): TimelineLine[] {
  const asked: TimelineLine = { at: request.askedAt, event: 'asked', sentence: 'Demande reçue.' };
  if (request.finding !== 'match') {
    return [asked, { at: request.askedAt, event: 'noMail', sentence: NO_MAIL[request.finding] }];
  }
  const lines = [
    ...request.mails.flatMap(mailLines),
    ...request.links.flatMap(link => linkLines(link, now)),
    ...givenUpLines(request),
  ];
  if (lines.length === 0) {
    return [asked, { at: request.askedAt, event: 'waiting', sentence: 'Le mail attend de partir.' }];
  }
  return [asked, ...lines.sort((one, other) => one.at.getTime() - other.at.getTime())];
}

function givenUpLines({ givenUpAt }: RequestHistory): TimelineLine[] {
  if (givenUpAt === undefined) return [];
  const sentence =
    'Envoi abandonné\u00a0: le mail n’a pas pu partir à temps. La personne doit faire une nouvelle demande.';
  return [{ at: givenUpAt, event: 'givenUp', sentence }];
}

const MAIL_NAMES: Record<MailKind, string> = {
  renewal: 'Mail',
  notice: 'Mail de notification (mot de passe modifié)',
  addressLink: 'Mail pour valider l’adresse',
  alert: 'Mail d’alerte',
};

function mailLines(mail: MailHistory): TimelineLine[] {
  return [handOverLine(mail), ...reportLines(mail)];
}

function handOverLine(mail: MailHistory): TimelineLine {
  const name = MAIL_NAMES[mail.kind];
  const explained = explain(mail.serverAnswer);
  const at = mail.settledAt ?? mail.madeAt;
  switch (mail.handOver) {
    case undefined:
      return { at, event: 'waiting', sentence: `${name} en train de partir.` };
    case 'accepted':
      return { at, event: 'handedOver', sentence: `${name} parti. ${explained}` };
    case 'deferred':
      return { at, event: 'deferred', sentence: `${name} retardé. ${explained}` };
    case 'refused':
      return { at, event: 'refused', sentence: `${name} refusé. ${explained}` };
    case 'unsure':
      return {
        at,
        event: 'unsure',
        sentence: `${name} peut-être parti\u00a0: la liaison a été coupée. ${explained}`,
      };
    default:
      return mail.handOver satisfies never;
  }
}

const REPORTED: Record<ReportEnding, string> = {
  failed: 'revenu\u00a0: il n’a pas pu être remis.',
  delayed: 'retardé après son départ.',
  delivered: 'remis dans la boîte.',
};

function reportLines(mail: MailHistory): TimelineLine[] {
  if (mail.report === undefined || mail.reportedAt === undefined) return [];
  const sentence = `${MAIL_NAMES[mail.kind]} ${REPORTED[mail.report]} ${explain(mail.reportAnswer)}`;
  return [{ at: mail.reportedAt, event: mail.report, sentence }];
}

function explain(answer = ''): string {
  return `${explainDelivery(answer)} (réponse\u00a0: ${answer})`;
}

/** `26/12/2022 à 14h33  Demande reçue.` */
export function writtenLine(line: TimelineLine): string {
  return `${parisMoment(line.at)}  ${line.sentence}`;
}
