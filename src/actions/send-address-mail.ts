/**
 * The mail that proves an address, by the worker: to the new address that waits for its proof if there is one, else to the account's
 * own while it is not proved. The link's secret is made as the mail leaves (`secrets/link-secret.ts` says why), its life
 * starts then, and older links end (norms TOK-3, TOK-6, ML-1).
 */
import type { AccountRef } from '../database/accounts.ts';
import {
  type AddressLinkRef,
  addAddressLink,
  endAddressLink,
  startAddressLink,
} from '../database/address-links.ts';
import { addMail, hasTold, type MailRef } from '../database/mails.ts';
import { findOtherAddress } from '../database/other-addresses.ts';
import type { Db, Trx } from '../database/tables.ts';
import { addressMail } from '../mail/address-mail.ts';
import { addressLinkExpiry } from '../rules/address-link-life.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { HandOverEnding } from '../rules/request-timeline.ts';
import { hashLinkSecret, makeLinkSecret } from '../secrets/link-secret.ts';
import { addressIndexOf, handOverMail } from './hand-over-mail.ts';
import type { ActionTools } from './tools.ts';

export type SendAddressMailOutcome =
  | { outcome: 'handedOver' }
  /** No address waits for its proof any more. */
  | { outcome: 'nothingToSend' }
  | { outcome: 'crowded' }
  | { outcome: 'refused' | 'deferred' | 'unsure'; reason: string };

/** The address that its owner has not proved yet: a new one, else the account's own. */
export async function findUnproved(
  tools: Pick<ActionTools, 'accounts' | 'secrets'>,
  db: Db,
  accountRef: AccountRef,
): Promise<{ mailAddress: MailAddress; isPending: boolean } | undefined> {
  const account = await tools.accounts.findByRef(db, accountRef);
  if (account === undefined) return undefined;
  const pending = await findOtherAddress(db, tools.secrets.sealer, { accountRef, role: 'pending' });
  if (pending !== undefined) return { mailAddress: pending.mailAddress, isPending: true };
  const { mailAddress, addressVerified } = account;
  return mailAddress === null || addressVerified ? undefined : { mailAddress, isPending: false };
}

/** @param asked `askedAt` tells this mail from others of the account: who was killed afterwards must not send it again */
export async function sendAddressMail(
  tools: ActionTools,
  { accountRef, askedAt }: { accountRef: AccountRef; askedAt: Date },
): Promise<SendAddressMailOutcome> {
  const unproved = await findUnproved(tools, tools.db, accountRef);
  if (unproved === undefined) return { outcome: 'nothingToSend' };
  const to = unproved.mailAddress;
  const tells = `asked/${askedAt.toISOString()}`;
  const addressIndex = addressIndexOf(tools, to);
  return tools.mailer.inTurn(to, async provider => {
    if (await hasTold(tools.db, { kind: 'addressLink', accountRef, addressIndex, tells }))
      return { outcome: 'handedOver' };
    return send(tools, { accountRef, to, tells, provider });
  });
}

type Recipient = { accountRef: AccountRef; to: MailAddress; tells: string; provider: string | undefined };

async function send(tools: ActionTools, recipient: Recipient): Promise<SendAddressMailOutcome> {
  const { accountRef, to } = recipient;
  const secret = makeLinkSecret(tools.world);
  const link = await makeLink(tools, recipient, hashLinkSecret(secret));
  const handOver = await handOverMail(tools, {
    ref: link.mailRef,
    kind: 'addressLink',
    letter: addressMail(tools.config.brand, {
      linkUrl: `${tools.config.publicBaseUrl}/valider-mon-adresse/${secret}`,
      validUntil: link.expiresAt,
    }),
    to,
    accountRef,
    whenSettled: (trx, ended, at) => settleLink(trx, { ...link, accountRef }, { ended, at }),
  });
  if (handOver.ended === 'accepted') return { outcome: 'handedOver' };
  return { outcome: handOver.ended, reason: handOver.answer };
}

type MadeLink = { ref: AddressLinkRef; mailRef: MailRef; madeAt: Date; expiresAt: Date };

async function makeLink(
  tools: ActionTools,
  { accountRef, to, tells, provider }: Recipient,
  secretHash: Buffer,
): Promise<MadeLink> {
  const madeAt = tools.world.now();
  const expiresAt = addressLinkExpiry(madeAt);
  const addressIndex = addressIndexOf(tools, to);
  const about = {
    kind: 'addressLink',
    accountRef,
    requestRef: undefined,
    linkRef: undefined,
    tells,
  } as const;
  return tools.db.transaction().execute(async trx => {
    const ref = await addAddressLink(trx, { accountRef, addressIndex, secretHash, madeAt, expiresAt });
    const mailRef = await addMail(trx, { ...about, addressIndex, provider, madeAt });
    return { ref, mailRef, madeAt, expiresAt };
  });
}

/** Accepted, its life starts; put off or refused, nobody will ever see it; unsure, it stays as it was made. */
async function settleLink(
  trx: Trx,
  { ref, accountRef, madeAt }: MadeLink & { accountRef: AccountRef },
  { ended, at }: { ended: HandOverEnding; at: Date },
): Promise<void> {
  if (ended === 'unsure') return;
  if (ended !== 'accepted') return endAddressLink(trx, ref, { ending: 'refused', at });
  await startAddressLink(trx, { ref, accountRef, madeAt, at, expiresAt: addressLinkExpiry(at) });
}
