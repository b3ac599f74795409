/**
 * Étape 4, by the worker: the link is made at the moment its mail leaves (`secrets/link-secret.ts` says why). Its
 * hash is stored, valid, before the mail is handed over; its 30 minutes start, and older links end, when the mail
 * server has accepted it (journey, « Newer and older links »; norms TOK-3, TOK-6, TOK-14, ML-1).
 */
import type { Account } from '../database/accounts.ts';
import { addRenewalLink, markHandedOver, noteHandOver } from '../database/renewal-links.ts';
import { findRenewalRequest, type RequestRef } from '../database/renewal-requests.ts';
import { renewalMail } from '../mail/renewal-mail.ts';
import { linkExpiry } from '../rules/link-life.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { whoSeesWhat } from '../rules/renewal-answer.ts';
import { hashLinkSecret, type LinkSecret, makeLinkSecret } from '../secrets/link-secret.ts';
import type { ActionTools } from './tools.ts';

export type SendRenewalMailOutcome =
  | { outcome: 'handedOver' }
  /** Nobody to send to: an unknown number, another address, an address no longer verified. */
  | { outcome: 'nothingToSend' }
  /** The mail server will not have it: the link is dead, no use trying again. */
  | { outcome: 'refused'; reason: string }
  /** Not now: the link is dead, another try makes another. */
  | { outcome: 'deferred'; reason: string }
  /** It may have left: the link stays valid, another try makes a newer one. */
  | { outcome: 'unsure'; reason: string };

export async function sendRenewalMail(
  tools: ActionTools,
  requestRef: RequestRef,
): Promise<SendRenewalMailOutcome> {
  const recipient = await findRecipient(tools, requestRef);
  if (recipient === undefined) return { outcome: 'nothingToSend' };

  const secret = makeLinkSecret(tools.world);
  const madeAt = tools.world.now();
  const link = {
    requestRef,
    accountRef: recipient.account.ref,
    secretHash: hashLinkSecret(secret),
    madeAt,
    expiresAt: linkExpiry(madeAt, tools.config.linkLifeMinutes),
  };
  const ref = await addRenewalLink(tools.db, link);
  const handOver = await tools.mailer.handOver(
    letterFor(tools, secret, link.expiresAt),
    recipient.mailAddress,
  );
  const { answer } = handOver;
  if (handOver.ended === 'accepted') {
    await startLife(tools, { ref, answer, ...link });
    return { outcome: 'handedOver' };
  }
  await noteHandOver(tools.db, ref, { handOver: handOver.ended, answer, at: tools.world.now() });
  return { outcome: handOver.ended, reason: answer };
}

/** The stored, verified address, looked at again now: it may have changed since the request (norm ATK-7). */
async function findRecipient(
  tools: ActionTools,
  requestRef: RequestRef,
): Promise<{ account: Account; mailAddress: MailAddress } | undefined> {
  const request = await findRenewalRequest(tools.db, requestRef);
  if (request?.accountRef === undefined) return undefined;
  if (!whoSeesWhat(request.finding, tools.config.answers).mail) return undefined;
  const account = await tools.accounts.findByRef(tools.db, request.accountRef);
  if (account === undefined || account.mailAddress === null || !account.addressVerified) return undefined;
  return { account, mailAddress: account.mailAddress };
}

function letterFor(tools: ActionTools, secret: LinkSecret, validUntil: Date) {
  return renewalMail({
    linkUrl: `${tools.config.publicBaseUrl}/renouveler/${secret}`,
    validUntil,
    lifeMinutes: tools.config.linkLifeMinutes,
  });
}

async function startLife(
  tools: ActionTools,
  link: Omit<Parameters<typeof markHandedOver>[1], 'handedOverAt'>,
): Promise<void> {
  const handedOverAt = tools.world.now();
  const expiresAt = linkExpiry(handedOverAt, tools.config.linkLifeMinutes);
  await markHandedOver(tools.db, { ...link, handedOverAt, expiresAt });
}
