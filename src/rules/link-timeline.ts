/** The life of one link within its request (`request-timeline.ts`): opened, put off, ended, and opened again when it was worth nothing any more. */
import type { LinkEnding } from './link-life.ts';
import { parisMoment } from './paris-time.ts';
import type { LinkHistory, TimelineLine } from './request-timeline.ts';

export function linkLines(link: LinkHistory, now: Date): TimelineLine[] {
  return [...openingLines(link), ...extensionLines(link), ...endLines(link, now), ...deadOpeningLines(link)];
}

function openingLines(link: LinkHistory): TimelineLine[] {
  if (link.openedAt === undefined) return [];
  const sentence =
    'Lien ouvert pour la première fois (par la personne, ou par un antivirus qui visite les liens).';
  return [{ at: link.openedAt, event: 'opened', sentence }];
}

function extensionLines({ extensions, extendedAt, expiresAt }: LinkHistory): TimelineLine[] {
  if (extendedAt === undefined) return [];
  const sentence = `Lien prolongé (en tout ${extensions} fois), jusqu’au ${parisMoment(expiresAt)}.`;
  return [{ at: extendedAt, event: 'extended', sentence }];
}

const ENDED: Record<Exclude<LinkEnding, 'refused'>, string> = {
  used: 'Nouveau mot de passe enregistré avec ce lien.',
  replaced: 'Lien remplacé par celui d’un mail plus récent.',
  passwordChanged: 'Lien sans objet\u00a0: le mot de passe a été changé autrement.',
  addressChanged: 'Lien sans objet\u00a0: l’adresse mail du compte a été changée depuis.',
  disavowed: 'Lien annulé\u00a0: la personne a indiqué «\u00a0Ce n’était pas moi\u00a0».',
};

function endLines(link: LinkHistory, now: Date): TimelineLine[] {
  const { ending, endedAt, expiresAt } = link;
  if (ending === undefined || endedAt === undefined) {
    if (now < expiresAt) return [];
    return [{ at: expiresAt, event: 'expired', sentence: 'Lien expiré sans avoir servi.' }];
  }
  return ending === 'refused' ? [] : [{ at: endedAt, event: ending, sentence: ENDED[ending] }];
}

const AFTER: Record<LinkEnding | 'expired', string> = {
  used: 'après avoir servi',
  replaced: 'après avoir été remplacé par un mail plus récent',
  passwordChanged: 'après un changement de mot de passe',
  addressChanged: 'après un changement d’adresse mail',
  disavowed: 'après avoir été annulé',
  refused: 'alors que son mail avait été refusé',
  expired: 'après avoir expiré',
};

/** Opened, and nothing more: neither read nor clicked is known. */
function deadOpeningLines({ openedDeadAt, ending }: LinkHistory): TimelineLine[] {
  if (openedDeadAt === undefined) return [];
  const sentence = `Lien ouvert ${AFTER[ending ?? 'expired']} (par la personne, ou par un antivirus qui visite les liens).`;
  return [{ at: openedDeadAt, event: 'openedDead', sentence }];
}
