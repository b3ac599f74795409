/**
 * « Je n'ai rien reçu » (the document's last page, for whoever answers the 36 46): from what is known of an account and of its
 * latest request, the most likely reason, with what to read aloud and what to do. Pure: facts in, one reason out. From the
 * surest to the vaguest: the first that holds is told.
 */
import { explainDelivery } from './delivery-answers.ts';
import { linkState } from './link-life.ts';
import {
  ADDRESSES,
  type AddressState,
  ASK_AGAIN,
  LEAVING,
  OPEN_NEWEST,
  OPEN_SOONER,
  OTHER_DATA,
  SPAM,
  type Told,
} from './mail-reason-sentences.ts';
import { parisBlockEnd, parisHour, parisMoment } from './paris-time.ts';
import type { LinkHistory, MailHistory, RequestHistory } from './request-timeline.ts';

export type MailCase = {
  now: Date;
  address: AddressState;
  /** The answer of the provider that said that the address of today does not exist. */
  deadAddress: string | undefined;
  blockedUntil: Date | undefined;
  /** For this number and date of birth, latest first. */
  requests: readonly RequestHistory[];
};

export function whyNotReceived(mailCase: MailCase): Told {
  const [latest] = mailCase.requests;
  if (latest === undefined) return withoutRequest(mailCase);
  if (latest.finding === 'noVerifiedAddress') return addressReason(mailCase) ?? handedOver(latest);
  if (latest.finding === 'noMatch') return blockedReason(mailCase) ?? OTHER_DATA;
  return mailReason(mailCase, latest);
}

function withoutRequest(mailCase: MailCase): Told {
  return (
    addressReason(mailCase) ??
    blockedReason(mailCase) ?? {
      reason: 'noRequest',
      say: 'Nous n’avons reçu aucune demande avec ce numéro et cette date de naissance.',
      act: `${ASK_AGAIN} Vérifiez avec la personne le numéro et la date qu’elle saisit.`,
    }
  );
}

function addressReason({ address, deadAddress }: MailCase): Told | undefined {
  if (address !== 'verified') return ADDRESSES[address];
  if (deadAddress === undefined) return undefined;
  return {
    reason: 'addressDead',
    say: `Votre fournisseur nous a répondu que l’adresse de votre compte n’existe pas ou plus. ${explainDelivery(deadAddress)}`,
    act: 'Vérifiez l’identité, puis corrigez l’adresse ou remettez un code provisoire.',
  };
}

function blockedReason({ blockedUntil, now }: MailCase): Told | undefined {
  if (blockedUntil === undefined || blockedUntil <= now) return undefined;
  return {
    reason: 'blocked',
    say: `Trop de demandes ont été faites. Vous pourrez en faire une nouvelle à partir du ${parisBlockEnd(blockedUntil)}.`,
    act: 'Après vérification de l’identité, le blocage peut être levé.',
  };
}

function mailReason(mailCase: MailCase, latest: RequestHistory): Told {
  const mail = latest.mails.filter(({ kind }) => kind === 'renewal').at(-1);
  const link = latest.links.at(-1);
  return (
    linkReason(mailCase.now, link, 'used') ??
    (link?.ending === 'addressChanged' ? addressReason(mailCase) : undefined) ??
    (mail && failedReason(mail)) ??
    (latest.givenUpAt && givenUp(latest.givenUpAt)) ??
    (mail === undefined ? LEAVING : undefined) ??
    oldLinkReason(mailCase, link) ??
    (link?.openedDeadAt && linkReason(mailCase.now, link, 'expired')) ??
    linkReason(mailCase.now, link, 'opened') ??
    (mail?.report === 'delivered' ? arrived(mail) : undefined) ??
    linkReason(mailCase.now, link, 'expired') ??
    handedOver(latest)
  );
}

function failedReason(mail: MailHistory): Told | undefined {
  const explained = explainDelivery(mail.reportAnswer ?? mail.serverAnswer ?? '');
  if (mail.report === 'failed')
    return {
      reason: 'returned',
      say: `Le mail est parti, puis nous est revenu. ${explained}`,
      act: 'Suivez ce que dit le fournisseur. Sinon, remettez un code provisoire.',
    };
  if (mail.handOver === 'refused')
    return {
      reason: 'refused',
      say: `Votre fournisseur de messagerie a refusé le mail. ${explained}`,
      act: 'Suivez ce que dit le fournisseur. Sinon, remettez un code provisoire.',
    };
  if (mail.handOver === 'deferred' || mail.report === 'delayed')
    return {
      reason: 'deferred',
      say: `Votre fournisseur de messagerie fait attendre le mail. ${explained}`,
      act: 'Nouvel essai en cours. Rappelez dans un quart d’heure si rien n’arrive.',
    };
  return undefined;
}

function givenUp(at: Date): Told {
  return {
    reason: 'givenUp',
    say: `Le mail n’a pas pu partir à temps\u00a0; l’envoi a été abandonné à ${parisHour(at)}.`,
    act: ASK_AGAIN,
  };
}

function linkReason(
  now: Date,
  link: LinkHistory | undefined,
  looked: 'used' | 'opened' | 'expired',
): Told | undefined {
  if (link === undefined) return undefined;
  const state = linkState(link, now);
  if (looked === 'used' && state.state === 'used')
    return {
      reason: 'used',
      say: `Le mail est bien arrivé\u00a0: son lien a servi le ${parisMoment(state.endedAt)} à choisir un nouveau mot de passe.${usedAgain(link)}`,
      act: 'Si ce n’était pas la personne, proposez «\u00a0Ce n’était pas moi\u00a0». Sinon, qu’elle se connecte avec ce mot de passe.',
    };
  if (looked === 'opened' && link.openedAt !== undefined)
    return {
      reason: 'opened',
      say: `Le mail est arrivé\u00a0: son lien a été ouvert à ${parisHour(link.openedAt)}, par vous ou par un antivirus.`,
      act: `${SPAM} Un ancien mail ne marche plus\u00a0: seul le plus récent est valable.`,
    };
  if (looked === 'expired' && state.state === 'expired')
    return {
      reason: 'expired',
      say: expiredSentence(state.expiredAt, link.openedDeadAt),
      act: `${link.openedDeadAt === undefined ? SPAM : OPEN_SOONER} ${ASK_AGAIN}`,
    };
  return undefined;
}

const usedAgain = ({ openedDeadAt }: LinkHistory) =>
  openedDeadAt === undefined
    ? ''
    : ` Il a été ouvert de nouveau à ${parisHour(openedDeadAt)}\u00a0: il ne sert qu’une fois.`;

function expiredSentence(expiredAt: Date, openedDeadAt: Date | undefined): string {
  if (openedDeadAt === undefined)
    return `Le mail est parti, mais son lien n’est plus valable depuis ${parisHour(expiredAt)}.`;
  return `Le mail est arrivé, mais son lien a été ouvert à ${parisHour(openedDeadAt)}\u00a0: il n’était plus valable depuis ${parisHour(expiredAt)}.`;
}

/** A mail that a newer one replaced was opened since, and the newest was not: that is what does not work. */
function oldLinkReason({ requests }: MailCase, newest: LinkHistory | undefined): Told | undefined {
  if (newest === undefined || newest.ending !== undefined) return undefined;
  const opened = requests
    .flatMap(({ links }) => links)
    .flatMap(({ ending, openedDeadAt }) => (ending === 'replaced' && openedDeadAt ? [openedDeadAt] : []));
  const last = new Date(Math.max(...opened.map(at => at.getTime())));
  if (opened.length === 0 || (newest.openedAt !== undefined && newest.openedAt >= last)) return undefined;
  return {
    reason: 'oldLink',
    say: `Un ancien lien a été ouvert à ${parisHour(last)}, après avoir été remplacé. N’ouvrez que le mail le plus récent, celui de ${parisHour(newest.madeAt)}.`,
    act: OPEN_NEWEST,
  };
}

function arrived(mail: MailHistory): Told {
  return {
    reason: 'arrived',
    say: `Votre fournisseur dit avoir remis le mail dans votre boîte à ${parisHour(mail.reportedAt ?? mail.madeAt)}.`,
    act: `${SPAM} Vérifiez les filtres et la liste des expéditeurs bloqués.`,
  };
}

function handedOver({ mails, askedAt }: RequestHistory): Told {
  const at = mails.at(-1)?.settledAt ?? askedAt;
  return {
    reason: 'handedOver',
    say: `Le mail est parti à ${parisHour(at)}\u00a0: votre fournisseur l’a accepté.`,
    act: `${SPAM} Faites vérifier l’adresse, les filtres, et l’antivirus.`,
  };
}
