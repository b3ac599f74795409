/**
 * Étape 4, by the worker: the link is made at the moment its mail leaves (`secrets/link-secret.ts` says why). Its
 * hash is stored, valid, before the mail is handed over; its 30 minutes start, and older links end, when the mail
 * server has accepted it (journey, « Newer and older links »; norms TOK-3, TOK-6, TOK-14, ML-1, ML-14).
 */
import type { Account } from '../database/accounts.ts';
import { tellFact } from '../database/facts.ts';
import { addMail, hasLeft, type MailRef } from '../database/mails.ts';
import { addRenewalLink, endRefusedLink, type LinkRef, markHandedOver } from '../database/renewal-links.ts';
import { findRenewalRequest, giveUpRequest, type RequestRef } from '../database/renewal-requests.ts';
import type { Db, Trx } from '../database/tables.ts';
import { isRequestDisavowed } from '../database/ways-in.ts';
import { renewalMail } from '../mail/renewal-mail.ts';
import { linkExpiry } from '../rules/link-life.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { isTooLate } from '../rules/mail-patience.ts';
import { addressForRenewal, whoSeesWhat } from '../rules/renewal-answer.ts';
import type { HandOverEnding } from '../rules/request-timeline.ts';
import { hashLinkSecret, type LinkSecret, makeLinkSecret } from '../secrets/link-secret.ts';
import { addressIndexOf, handOverMail } from './hand-over-mail.ts';
import { type OfferedDisavowal, offerDisavowal, settleDisavowal } from './offer-disavowal.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type SendRenewalMailOutcome =
  | { outcome: 'handedOver' }
  /** An unknown number, another address, one no longer verified; the password was changed meanwhile; « Ce n'était pas moi ». */
  | { outcome: 'nothingToSend' }
  /** Its provider has all that it bears in hand: nothing was done, to be taken up again soon. */
  | { outcome: 'crowded' }
  /** The person no longer waits for it: recorded, and never tried again. */
  | { outcome: 'givenUp' }
  /** The mail server will not have it: the link is dead, no use trying again. */
  | { outcome: 'refused'; reason: string }
  /** Not now: the link is dead, another try makes another. */
  | { outcome: 'deferred'; reason: string }
  /** It may have left: the link stays valid, another try makes a newer one. */
  | { outcome: 'unsure'; reason: string };

type Recipient = { requestRef: RequestRef; askedAt: Date; account: Account; mailAddress: MailAddress };

export async function sendRenewalMail(
  tools: ActionTools,
  requestRef: RequestRef,
): Promise<SendRenewalMailOutcome> {
  const recipient = await findRecipient(tools, requestRef);
  if (recipient === undefined) return { outcome: 'nothingToSend' };
  return tools.mailer.inTurn(recipient.mailAddress, async provider => {
    if (await hasLeft(tools.db, requestRef, 'renewal')) return { outcome: 'handedOver' };
    if (!(await isStillDue(tools, tools.db, recipient))) return { outcome: 'nothingToSend' };
    if (await isRequestDisavowed(tools.db, requestRef)) return { outcome: 'nothingToSend' };
    if (isTooLate(recipient.askedAt, tools.world.now())) {
      await giveUp(tools, recipient);
      return { outcome: 'givenUp' };
    }
    return send(tools, recipient, provider);
  });
}

/** The address may be the account's no more; and once a password was chosen, what was asked for before that is done. */
async function isStillDue(tools: ActionTools, db: Db, recipient: Recipient): Promise<boolean> {
  const { ref } = recipient.account;
  const account = await tools.accounts.findByRef(db, ref);
  if (account === undefined) return false;
  if (addressForRenewal(account, tools.world.now()) !== recipient.mailAddress) return false;
  const { passwordChangedAt } = await tools.accounts.findDates(db, ref);
  return passwordChangedAt === null || passwordChangedAt <= recipient.askedAt;
}

async function giveUp(tools: ActionTools, { requestRef, account }: Recipient): Promise<void> {
  const subject = { kind: 'account', ref: account.ref } as const;
  const detail = { kind: 'renewal', request: requestRef } as const;
  await tools.db.transaction().execute(async trx => {
    await giveUpRequest(trx, requestRef, tools.world.now());
    await record(trx, tools, { subject, event: 'mailGivenUp', detail });
  });
}

/** The stored, verified address, looked at again now: it may have changed since the request (norm ATK-7). */
async function findRecipient(tools: ActionTools, requestRef: RequestRef): Promise<Recipient | undefined> {
  const request = await findRenewalRequest(tools.db, requestRef);
  if (request?.accountRef === undefined) return undefined;
  if (!whoSeesWhat(request.finding, tools.config.answers).mail) return undefined;
  const account = await tools.accounts.findByRef(tools.db, request.accountRef);
  const mailAddress = account === undefined ? null : addressForRenewal(account, tools.world.now());
  if (account === undefined || mailAddress === null) return undefined;
  return { requestRef, askedAt: request.askedAt, account, mailAddress };
}

async function send(
  tools: ActionTools,
  recipient: Recipient,
  provider: string | undefined,
): Promise<SendRenewalMailOutcome> {
  const secret = makeLinkSecret(tools.world);
  const link = await makeLink(tools, recipient, { secret, provider });
  if (link === undefined) return { outcome: 'nothingToSend' };
  const handOver = await handOverMail(tools, {
    ref: link.mailRef,
    kind: 'renewal',
    letter: letterFor(tools, secret, link),
    to: recipient.mailAddress,
    accountRef: recipient.account.ref,
    whenSettled: (trx, ended, at) => settleLink(trx, tools, { link, askedAt: recipient.askedAt, ended, at }),
  });
  switch (handOver.ended) {
    case 'accepted':
      return { outcome: 'handedOver' };
    case 'deferred':
    case 'refused':
      return { outcome: handOver.ended, reason: handOver.answer };
    case 'unsure':
      return { outcome: 'unsure', reason: handOver.answer };
    default:
      return handOver.ended satisfies never;
  }
}

type MadeLink = {
  ref: LinkRef;
  mailRef: MailRef;
  accountRef: Account['ref'];
  madeAt: Date;
  expiresAt: Date;
  disavowal: OfferedDisavowal;
};

/** In the account's lock: whoever changes its address or password at this moment ends this link, or is seen here. */
async function makeLink(
  tools: ActionTools,
  recipient: Recipient,
  { secret, provider }: { secret: LinkSecret; provider: string | undefined },
): Promise<MadeLink | undefined> {
  const { requestRef, account, mailAddress } = recipient;
  const accountRef = account.ref;
  const madeAt = tools.world.now();
  const expiresAt = linkExpiry(madeAt, tools.config.linkLifeMinutes);
  const link = { requestRef, accountRef, secretHash: hashLinkSecret(secret), madeAt, expiresAt };
  return tools.db.transaction().execute(async trx => {
    await tools.accounts.lockPassword(trx, accountRef);
    if (!(await isStillDue(tools, trx, recipient))) return undefined;
    const ref = await addRenewalLink(trx, link);
    const addressIndex = addressIndexOf(tools, mailAddress);
    const mail = {
      kind: 'renewal',
      accountRef,
      requestRef,
      linkRef: ref,
      addressIndex,
      provider,
      madeAt,
    } as const;
    const mailRef = await addMail(trx, mail);
    const offered = { accountRef, mailRef, kind: 'renewal', linkRef: ref, aboutAt: madeAt } as const;
    const disavowal = await offerDisavowal(trx, tools, offered);
    return { ref, mailRef, accountRef, madeAt, expiresAt, disavowal };
  });
}

function letterFor(tools: ActionTools, secret: LinkSecret, { disavowal, expiresAt }: MadeLink) {
  return renewalMail(tools.config.brand, {
    linkUrl: `${tools.config.publicBaseUrl}/renouveler/${secret}`,
    disavowUrl: disavowal.url,
    validUntil: expiresAt,
    lifeMinutes: tools.config.linkLifeMinutes,
  });
}

/** Accepted, its life starts; put off or refused, nobody will ever see it; unsure, it stays as it was made. */
async function settleLink(
  trx: Trx,
  tools: ActionTools,
  { link, askedAt, ended, at }: { link: MadeLink; askedAt: Date; ended: HandOverEnding; at: Date },
): Promise<void> {
  if (ended === 'unsure') return;
  await settleDisavowal(trx, link.disavowal, ended);
  if (ended !== 'accepted') return endRefusedLink(trx, link.ref, at);
  const expiresAt = linkExpiry(at, tools.config.linkLifeMinutes);
  await markHandedOver(trx, { ...link, handedOverAt: at, expiresAt });
  tellFact(trx, { event: 'renewalMailLeft', detail: { askedAt, at } });
}
