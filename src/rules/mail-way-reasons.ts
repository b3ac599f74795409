/**
 * « Je n'ai rien reçu », as far as the mail's own way tells it: refused, come back, waiting, given up, handed over, in the box. Pure;
 * `mail-not-received.ts` says which comes first. What a server answered may be our own relay's: nothing here says whose it is.
 */
import { explainDelivery, saysAddressIsDead } from './delivery-answers.ts';
import { validUntil } from './mail-link-reasons.ts';
import type { MailCase } from './mail-not-received.ts';
import { ASK_AGAIN, DEAD_ADDRESS, SPAM, type Told } from './mail-reason-sentences.ts';
import { parisHourOf } from './paris-time.ts';
import type { LinkHistory, MailHistory, RequestHistory } from './request-timeline.ts';

const TO_FOLLOW = 'Si la personne n’y peut rien, remettez un code provisoire.';

export function failedReason(mail: MailHistory): Told | undefined {
  const answer = mail.reportAnswer ?? mail.serverAnswer ?? '';
  const explained = explainDelivery(answer);
  const act = saysAddressIsDead(answer) ? DEAD_ADDRESS : TO_FOLLOW;
  if (mail.report === 'failed')
    return {
      reason: 'returned',
      say: `Le mail est parti, puis nous est revenu. ${explained}`,
      act,
    };
  if (mail.handOver === 'refused')
    return {
      reason: 'refused',
      say: `Le mail a été refusé. ${explained}`,
      act,
    };
  if (mail.handOver === 'deferred' || mail.report === 'delayed')
    return {
      reason: 'deferred',
      say: `Le mail attend encore de partir. ${explained}`,
      act: 'Un autre essai se fait tout seul\u00a0: n’envoyez rien de plus. Qu’elle rappelle dans un quart d’heure si rien n’arrive.',
    };
  return undefined;
}

export function givenUp(at: Date, now: Date): Told {
  return {
    reason: 'givenUp',
    say: `Le mail n’a pas pu partir à temps\u00a0; l’envoi a été abandonné ${parisHourOf(at, now)}.`,
    act: ASK_AGAIN,
  };
}

export function arrived(mail: MailHistory, link: LinkHistory | undefined, now: Date): Told {
  return {
    reason: 'arrived',
    say: `Votre fournisseur dit avoir remis le mail dans votre boîte ${parisHourOf(mail.reportedAt ?? mail.madeAt, now)}.${validUntil(link, now)}`,
    act: `${SPAM} Vérifiez les filtres et la liste des expéditeurs bloqués.`,
  };
}

export function handedOver({ now }: MailCase, { mails, links, askedAt }: RequestHistory): Told {
  const mail = mails.at(-1);
  const at = parisHourOf(mail?.settledAt ?? askedAt, now);
  if (mail?.handOver === 'unsure')
    return {
      reason: 'unsure',
      say: `Le mail est peut-être parti ${at}\u00a0: notre liaison a été coupée. Un autre essai se fait tout seul.`,
      act: `Attendez quelques minutes, puis rechargez cette page. ${SPAM}`,
    };
  return {
    reason: 'handedOver',
    say: `Le mail est parti ${at}, et aucun refus ne nous est revenu.${validUntil(links.at(-1), now)}`,
    act: `${SPAM} Faites vérifier l’adresse, les filtres, et l’antivirus.`,
  };
}
