/**
 * « Je n'ai rien reçu » (the document's last page, for whoever answers the 36 46): from what is known of an account and of its
 * latest request, the most likely reason, with what to read aloud and what to do. Pure: facts in, one reason out. From the
 * surest to the vaguest: the first that holds is told.
 */
import { codeReason, signInReason } from './code-reasons.ts';
import { explainDelivery } from './delivery-answers.ts';
import { endedReason, linkReason, oldLinkReason, validUntil } from './mail-link-reasons.ts';
import {
  ADDRESSES,
  type AddressState,
  ASK_AGAIN,
  DEAD_ADDRESS,
  LEAVING,
  OTHER_DATA,
  PENDING_ADDRESS,
  SPAM,
  type Told,
} from './mail-reason-sentences.ts';
import { arrived, failedReason, givenUp, handedOver } from './mail-way-reasons.ts';
import { parisHourOf, roundedUp } from './paris-time.ts';
import type { RequestHistory } from './request-timeline.ts';

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
  /** Étape 1 is closed for too many tries until then. */
  signInBlockedUntil: Date | undefined;
  /** An address that was changed gets no renewal before then. */
  heldUntil: Date | undefined;
  /** The last provisional code; ended once a password was chosen. */
  code: { issuedAt: Date; expiresAt: Date; endedAt: Date | undefined } | undefined;
  /** For this number and date of birth, latest first. */
  requests: readonly RequestHistory[];
};

export function whyNotReceived(mailCase: MailCase): Told {
  const [latest] = mailCase.requests;
  if (latest === undefined) return withoutRequest(mailCase);
  const code = codeReason(mailCase);
  if (code !== undefined && isSince(mailCase, latest)) return code;
  if (latest.finding === 'noVerifiedAddress') return addressReason(mailCase) ?? handedOver(mailCase, latest);
  if (latest.finding === 'noMatch') return otherDataReason(mailCase);
  return withBlock(mailCase, afterDisavowal(mailCase, mailReason(mailCase, latest)));
}

/** Given once the mail had been asked for: it is what they hold now. */
const isSince = ({ code }: MailCase, { askedAt }: RequestHistory) =>
  code !== undefined && code.issuedAt > askedAt;

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
      say: `Votre dernière demande ne correspond pas au compte. Mais le mail de votre demande précédente est parti ${parisHourOf(live.madeAt, mailCase.now)}. Il est encore valable.${validUntil(live, mailCase.now)}`,
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
    codeReason(mailCase) ??
    signInReason(mailCase) ??
    addressReason(mailCase) ??
    blockedReason(mailCase) ?? {
      reason: 'noRequest',
      say: 'Nous n’avons reçu aucune demande avec ce numéro et cette date de naissance.',
      act: `${ASK_AGAIN} Vérifiez avec la personne le numéro et la date qu’elle saisit.`,
    }
  );
}

function addressReason({ address, deadAddress, heldUntil, now }: MailCase): Told | undefined {
  if (address === 'held' && heldUntil !== undefined)
    return { ...ADDRESSES.held, say: `${ADDRESSES.held.say} Cela finit ${parisHourOf(heldUntil, now)}.` };
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
    say: `Trop de demandes ont été faites. Vous pourrez en faire une nouvelle ${parisHourOf(roundedUp(blockedUntil), now)}.`,
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
    (mail?.report === 'delivered' ? arrived(mail, link, mailCase.now) : undefined) ??
    linkReason(mailCase.now, link, 'expired') ??
    handedOver(mailCase, latest)
  );
}
