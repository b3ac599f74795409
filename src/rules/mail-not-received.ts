/**
 * « Je n'ai rien reçu » (the document's last page, for whoever answers the 36 46): from what is known of an account and of its
 * latest request, the most likely reason, with what to read aloud and what to do. Pure: facts in, one reason out. From the
 * surest to the vaguest: the first that holds is told.
 */
import { explainDelivery, saysAddressIsDead } from './delivery-answers.ts';
import { endedReason, linkReason, oldLinkReason } from './mail-link-reasons.ts';
import {
  ADDRESSES,
  type AddressState,
  ASK_AGAIN,
  LEAVING,
  OTHER_DATA,
  PENDING_ADDRESS,
  SPAM,
  type Told,
} from './mail-reason-sentences.ts';
import { parisBlockEnd, parisHourOf } from './paris-time.ts';
import type { MailHistory, RequestHistory } from './request-timeline.ts';

const DEAD_ADDRESS = 'Vérifiez l’identité, puis corrigez l’adresse ou remettez un code provisoire.';
const TO_FOLLOW = 'Suivez ce que dit le fournisseur. Sinon, remettez un code provisoire.';

export type MailCase = {
  now: Date;
  address: AddressState;
  /** The answer of the provider that said that the address of today does not exist. */
  deadAddress: string | undefined;
  /** Another address was given, and nobody has opened the mail that proves it. */
  addressPending: boolean;
  /** « Ce n'était pas moi » was pressed last then; a request of the same instant is the one that it started. */
  disavowedAt: Date | undefined;
  blockedUntil: Date | undefined;
  /** For this number and date of birth, latest first. */
  requests: readonly RequestHistory[];
};

export function whyNotReceived(mailCase: MailCase): Told {
  const [latest] = mailCase.requests;
  if (latest === undefined) return withoutRequest(mailCase);
  if (latest.finding === 'noVerifiedAddress') return addressReason(mailCase) ?? handedOver(mailCase, latest);
  if (latest.finding === 'noMatch') return otherDataReason(mailCase);
  return withBlock(mailCase, afterDisavowal(mailCase, mailReason(mailCase, latest)));
}

/** No password is left: only the mail that this request sends brings one in. */
function afterDisavowal({ disavowedAt, requests, now }: MailCase, told: Told): Told {
  if (disavowedAt === undefined || requests[0]?.askedAt.getTime() !== disavowedAt.getTime()) return told;
  if (told.reason === 'used') return told;
  const closed = `«\u00a0Ce n’était pas moi\u00a0» a été indiqué ${parisHourOf(disavowedAt, now)}\u00a0: l’ancien mot de passe ne marche plus. Un mail est prévu pour en choisir un autre.`;
  return { ...told, say: `${closed} ${told.say}` };
}

/** A mail of an earlier request may still be worth opening: what was typed since does not end its link. */
function otherDataReason(mailCase: MailCase): Told {
  const sent = mailCase.requests.find(({ finding }) => finding === 'match');
  const live = sent?.links.find(({ ending, expiresAt }) => ending === undefined && expiresAt > mailCase.now);
  if (live !== undefined)
    return withBlock(mailCase, {
      reason: 'earlierMail',
      say: `Votre dernière demande ne correspond pas au compte. Mais le mail de votre demande précédente est parti ${parisHourOf(live.madeAt, mailCase.now)}. Il est encore valable.`,
      act: `N’en demandez pas d’autre. ${SPAM}`,
    });
  if (mailCase.addressPending) return withBlock(mailCase, PENDING_ADDRESS);
  const blocked = blockedReason(mailCase);
  if (blocked === undefined) return OTHER_DATA;
  return {
    ...blocked,
    act: `${blocked.act} La dernière demande ne correspond pas au compte. ${OTHER_DATA.act}`,
  };
}

/** A mail left, and no other may be asked for: both are to be said. */
function withBlock(mailCase: MailCase, told: Told): Told {
  const blocked = blockedReason(mailCase);
  return blocked === undefined
    ? told
    : { ...told, say: `${told.say} ${blocked.say}`, act: `${told.act} ${blocked.act}` };
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
    act: DEAD_ADDRESS,
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
    (link && endedReason(mailCase.now, link)) ??
    (link?.ending === 'addressChanged' ? addressReason(mailCase) : undefined) ??
    (mail && failedReason(mail)) ??
    (latest.givenUpAt && givenUp(latest.givenUpAt, mailCase.now)) ??
    (mail === undefined ? LEAVING : undefined) ??
    oldLinkReason(mailCase, link) ??
    (link?.openedDeadAt && linkReason(mailCase.now, link, 'expired')) ??
    linkReason(mailCase.now, link, 'opened') ??
    (mail?.report === 'delivered' ? arrived(mail, mailCase.now) : undefined) ??
    linkReason(mailCase.now, link, 'expired') ??
    handedOver(mailCase, latest)
  );
}

function failedReason(mail: MailHistory): Told | undefined {
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
      say: `Votre fournisseur de messagerie a refusé le mail. ${explained}`,
      act,
    };
  if (mail.handOver === 'deferred' || mail.report === 'delayed')
    return {
      reason: 'deferred',
      say: `Votre fournisseur de messagerie fait attendre le mail. ${explained}`,
      act: 'Nouvel essai en cours. Rappelez dans un quart d’heure si rien n’arrive.',
    };
  return undefined;
}

function givenUp(at: Date, now: Date): Told {
  return {
    reason: 'givenUp',
    say: `Le mail n’a pas pu partir à temps\u00a0; l’envoi a été abandonné ${parisHourOf(at, now)}.`,
    act: ASK_AGAIN,
  };
}

function arrived(mail: MailHistory, now: Date): Told {
  return {
    reason: 'arrived',
    say: `Votre fournisseur dit avoir remis le mail dans votre boîte ${parisHourOf(mail.reportedAt ?? mail.madeAt, now)}.`,
    act: `${SPAM} Vérifiez les filtres et la liste des expéditeurs bloqués.`,
  };
}

function handedOver({ now }: MailCase, { mails, askedAt }: RequestHistory): Told {
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
    say: `Le mail est parti ${at}\u00a0: votre fournisseur l’a accepté.`,
    act: `${SPAM} Faites vérifier l’adresse, les filtres, et l’antivirus.`,
  };
}
