/**
 * What happened on the account, told to its owner by the worker (norm RST-7): at the proved address that the account had when it
 * happened, even if it was changed before this mail could leave, or at the one before that.
 */
import type { AccountRef } from '../database/accounts.ts';
import { addMail, hasTold } from '../database/mails.ts';
import { findOtherAddress } from '../database/other-addresses.ts';
import { alertMail } from '../mail/alert-mail.ts';
import type { AlertKind } from '../rules/alerts.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import { addressIndexOf, handOverMail } from './hand-over-mail.ts';
import type { ActionTools } from './tools.ts';

export type SendAlertMailOutcome =
  | { outcome: 'handedOver' }
  /** No proved address: nobody is told who may be somebody else. */
  | { outcome: 'nothingToSend' }
  | { outcome: 'crowded' }
  | { outcome: 'refused' | 'deferred' | 'unsure'; reason: string };

export type Alert = { accountRef: AccountRef; kind: AlertKind; at: Date; to: 'current' | 'former' };

export async function sendAlertMail(tools: ActionTools, alert: Alert): Promise<SendAlertMailOutcome> {
  const { accountRef, kind, at } = alert;
  const to = await findRecipient(tools, alert);
  if (to === undefined) return { outcome: 'nothingToSend' };
  return tools.mailer.inTurn(to, async provider => {
    const told = {
      kind: 'alert',
      accountRef,
      addressIndex: addressIndexOf(tools, to),
      tells: `${kind}/${at.toISOString()}`,
    } as const;
    if (await hasTold(tools.db, told)) return { outcome: 'handedOver' };
    const about = { requestRef: undefined, linkRef: undefined, provider, madeAt: tools.world.now() };
    const ref = await addMail(tools.db, { ...told, ...about });
    const letter = alertMail(tools.config.brand, alert);
    const handOver = await handOverMail(tools, { ref, kind: 'alert', letter, to, accountRef });
    if (handOver.ended === 'accepted') return { outcome: 'handedOver' };
    return { outcome: handOver.ended, reason: handOver.answer };
  });
}

async function findRecipient(
  tools: ActionTools,
  { accountRef, at, to }: Alert,
): Promise<MailAddress | undefined> {
  const of = { accountRef, role: 'former' } as const;
  const former = await findOtherAddress(tools.db, tools.secrets.sealer, of);
  if (to === 'former' || (former !== undefined && former.since >= at)) return former?.mailAddress;
  const account = await tools.accounts.findByRef(tools.db, accountRef);
  if (account === undefined || !account.addressVerified) return undefined;
  return account.mailAddress ?? undefined;
}
