/**
 * The life of one request, as an agent of the caisse reads it out: asked, handed over, deferred, refused, opened, used,
 * replaced, expired, each with its hour and a sentence. Pure: facts in, lines out. Nothing in it names anybody.
 */
import { explainDelivery } from './delivery-answers.ts';
import type { LinkEnding } from './link-life.ts';
import { parisMoment } from './paris-time.ts';
import type { RequestFinding } from './renewal-answer.ts';

export type HandOverEnding = 'accepted' | 'deferred' | 'refused' | 'unsure';

export type LinkHistory = {
  madeAt: Date;
  handOver: HandOverEnding | undefined;
  serverAnswer: string | undefined;
  handedOverAt: Date | undefined;
  openedAt: Date | undefined;
  expiresAt: Date;
  ending: LinkEnding | undefined;
  endedAt: Date | undefined;
};

export type RequestHistory = { askedAt: Date; finding: RequestFinding; links: readonly LinkHistory[] };

export type TimelineEvent =
  | 'asked'
  | 'noMail'
  | 'waiting'
  | 'handedOver'
  | 'deferred'
  | 'refused'
  | 'unsure'
  | 'opened'
  | 'used'
  | 'replaced'
  | 'passwordChanged'
  | 'expired';

export type TimelineLine = { at: Date; event: TimelineEvent; sentence: string };

const NO_MAIL: Record<Exclude<RequestFinding, 'match'>, string> = {
  noVerifiedAddress: 'Aucun mail\u00a0: le compte n’a pas d’adresse mail, ou elle n’a pas été validée.',
  noMatch:
    'Aucun mail\u00a0: le numéro, la date de naissance ou l’adresse saisie ne correspond à aucun compte.',
};

/** Oldest first. What has not happened by `now` is not there. */
export function requestTimeline(request: RequestHistory, now: Date): TimelineLine[] {
  const asked: TimelineLine = { at: request.askedAt, event: 'asked', sentence: 'Demande reçue.' };
  if (request.finding !== 'match') {
    return [asked, { at: request.askedAt, event: 'noMail', sentence: NO_MAIL[request.finding] }];
  }
  if (request.links.length === 0) {
    return [asked, { at: request.askedAt, event: 'waiting', sentence: 'Le mail attend de partir.' }];
  }
  const lines = request.links.flatMap(link => linkLines(link, now));
  return [asked, ...lines.sort((one, other) => one.at.getTime() - other.at.getTime())];
}

function linkLines(link: LinkHistory, now: Date): TimelineLine[] {
  return [...handOverLines(link), ...openingLines(link), ...endLines(link, now)];
}

function handOverLines(link: LinkHistory): TimelineLine[] {
  const answer = link.serverAnswer ?? '';
  const explained = `${explainDelivery(answer)} (réponse\u00a0: ${answer})`;
  switch (link.handOver) {
    case undefined:
      return [{ at: link.madeAt, event: 'waiting', sentence: 'Le mail est en train de partir.' }];
    case 'accepted':
      return [
        { at: link.handedOverAt ?? link.madeAt, event: 'handedOver', sentence: `Mail parti. ${explained}` },
      ];
    case 'deferred':
      return [{ at: link.madeAt, event: 'deferred', sentence: `Mail retardé. ${explained}` }];
    case 'refused':
      return [{ at: link.madeAt, event: 'refused', sentence: `Mail refusé. ${explained}` }];
    case 'unsure':
      return [
        {
          at: link.madeAt,
          event: 'unsure',
          sentence: `Mail peut-être parti\u00a0: la liaison a été coupée. ${explained}`,
        },
      ];
    default:
      return link.handOver satisfies never;
  }
}

function openingLines(link: LinkHistory): TimelineLine[] {
  if (link.openedAt === undefined) return [];
  const sentence =
    'Lien ouvert pour la première fois (par la personne, ou par un antivirus qui visite les liens).';
  return [{ at: link.openedAt, event: 'opened', sentence }];
}

function endLines(link: LinkHistory, now: Date): TimelineLine[] {
  const { ending, endedAt, expiresAt } = link;
  if (ending === undefined || endedAt === undefined) {
    if (now < expiresAt) return [];
    return [{ at: expiresAt, event: 'expired', sentence: 'Lien expiré sans avoir servi.' }];
  }
  switch (ending) {
    case 'used':
      return [{ at: endedAt, event: 'used', sentence: 'Nouveau mot de passe enregistré avec ce lien.' }];
    case 'replaced':
      return [{ at: endedAt, event: 'replaced', sentence: 'Lien remplacé par celui d’un mail plus récent.' }];
    case 'passwordChanged':
      return [
        {
          at: endedAt,
          event: 'passwordChanged',
          sentence: 'Lien sans objet\u00a0: le mot de passe a été changé autrement.',
        },
      ];
    case 'refused':
      return [];
    default:
      return ending satisfies never;
  }
}

/** `26/12/2022 à 14h33  Demande reçue.` */
export function writtenLine(line: TimelineLine): string {
  return `${parisMoment(line.at)}  ${line.sentence}`;
}
