/**
 * « Je n'ai rien reçu », as far as the links tell it (the document's last page): used, called off, opened too late, or an old one
 * opened. Pure; `mail-not-received.ts` says which comes first.
 */
import { LINK_LIFE_MINUTES, linkState } from './link-life.ts';
import type { MailCase } from './mail-not-received.ts';
import {
  ASK_AGAIN,
  HER_PASSWORD,
  NOT_HER,
  OPEN_NEWEST,
  OPEN_SOONER,
  SPAM,
  type Told,
} from './mail-reason-sentences.ts';
import { minutes, parisHour, parisHourOf, parisMoment, sinceHour } from './paris-time.ts';
import type { LinkHistory } from './request-timeline.ts';

/** It works no more, by what was done since: no use in looking for its mail. */
export function endedReason(now: Date, { ending, endedAt }: LinkHistory): Told | undefined {
  if (endedAt === undefined) return undefined;
  const at = parisHourOf(endedAt, now);
  if (ending === 'disavowed')
    return {
      reason: 'disavowed',
      say: `Rassurez-vous\u00a0: le lien de ce mail a été annulé ${at}, par «\u00a0Ce n’était pas moi\u00a0». Il n’a pas changé votre mot de passe.`,
      act: 'Le mot de passe d’avant sert toujours. S’il est oublié, une nouvelle demande peut être faite.',
    };
  if (ending === 'passwordChanged')
    return {
      reason: 'passwordChanged',
      say: `Votre mot de passe a été changé ${at}, sans passer par ce mail. Son lien ne sert donc plus. Est-ce vous qui l’avez changé\u00a0?`,
      act: `${HER_PASSWORD} ${NOT_HER}`,
    };
  return undefined;
}

export function linkReason(
  now: Date,
  link: LinkHistory | undefined,
  looked: 'used' | 'opened' | 'expired',
): Told | undefined {
  if (link === undefined) return undefined;
  const state = linkState(link, now);
  if (looked === 'used' && state.state === 'used')
    return {
      reason: 'used',
      say: `Le mail est bien arrivé\u00a0: son lien a servi le ${parisMoment(state.endedAt)} à choisir un nouveau mot de passe.${usedAgain(link, now)} Est-ce vous\u00a0?`,
      act: `${HER_PASSWORD} ${NOT_HER}`,
    };
  if (looked === 'opened' && link.openedAt !== undefined)
    return {
      reason: 'opened',
      say: `Le mail est arrivé\u00a0: son lien a été ouvert ${parisHourOf(link.openedAt, now)}, par vous ou par un antivirus.${validUntil(link, now)}`,
      act: `${SPAM} Un ancien mail ne marche plus\u00a0: seul le plus récent est valable.`,
    };
  if (looked === 'expired' && state.state === 'expired')
    return {
      reason: 'expired',
      say: expiredSentence(state.expiredAt, link.openedDeadAt, now),
      act: `${link.openedDeadAt === undefined ? SPAM : OPEN_SOONER} ${ASK_AGAIN}`,
    };
  return undefined;
}

const usedAgain = ({ openedDeadAt }: LinkHistory, now: Date) =>
  openedDeadAt === undefined
    ? ''
    : ` Il a été ouvert de nouveau ${parisHourOf(openedDeadAt, now)}\u00a0: il ne sert qu’une fois.`;

function expiredSentence(expiredAt: Date, openedDeadAt: Date | undefined, now: Date): string {
  if (openedDeadAt === undefined)
    return `Le mail est parti, mais son lien n’est plus valable depuis ${sinceHour(expiredAt, now)}. Un lien dure ${minutes(LINK_LIFE_MINUTES)}.`;
  return `Le mail est arrivé, mais son lien a été ouvert ${parisHourOf(openedDeadAt, now)}\u00a0: il n’était plus valable depuis ${sinceHour(expiredAt, now)}. Un lien dure ${minutes(LINK_LIFE_MINUTES)}.`;
}

/** So that nobody asks for another while this one is good. */
export function validUntil(link: LinkHistory | undefined, now: Date): string {
  if (link === undefined || linkState(link, now).state !== 'live') return '';
  return ` Son lien est valable jusqu’à ${parisHour(link.expiresAt)}.`;
}

/** A mail that a newer one replaced was opened since, and the newest was not: that is what does not work. */
export function oldLinkReason(
  { requests, now }: MailCase,
  newest: LinkHistory | undefined,
): Told | undefined {
  if (newest === undefined || newest.ending !== undefined) return undefined;
  const opened = requests
    .flatMap(({ links }) => links)
    .flatMap(({ ending, openedDeadAt }) => (ending === 'replaced' && openedDeadAt ? [openedDeadAt] : []));
  const last = new Date(Math.max(...opened.map(at => at.getTime())));
  if (opened.length === 0 || (newest.openedAt !== undefined && newest.openedAt >= last)) return undefined;
  return {
    reason: 'oldLink',
    say: `Un ancien lien a été ouvert ${parisHourOf(last, now)}, après avoir été remplacé. N’ouvrez que le mail le plus récent, parti ${parisHourOf(newest.madeAt, now)}.${validUntil(newest, now)}`,
    act: OPEN_NEWEST,
  };
}
