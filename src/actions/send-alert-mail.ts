/** What happened on the account, told to its owner by the worker at the address that was verified (norms RST-7, RST-9). */
import type { AccountRef } from '../database/accounts.ts';
import { addMail } from '../database/mails.ts';
import { alertMail } from '../mail/alert-mail.ts';
import type { AlertKind } from '../rules/alerts.ts';
import { addressIndexOf, handOverMail } from './hand-over-mail.ts';
import type { ActionTools } from './tools.ts';

export type SendAlertMailOutcome =
  | { outcome: 'handedOver' }
  | { outcome: 'nothingToSend' }
  | { outcome: 'crowded' }
  | { outcome: 'refused' | 'deferred' | 'unsure'; reason: string };

export async function sendAlertMail(
  tools: ActionTools,
  alert: { accountRef: AccountRef; kind: AlertKind; at: Date },
): Promise<SendAlertMailOutcome> {
  const { accountRef } = alert;
  const account = await tools.accounts.findByRef(tools.db, accountRef);
  if (account === undefined || account.mailAddress === null || !account.addressVerified)
    return { outcome: 'nothingToSend' };
  const to = account.mailAddress;
  return tools.mailer.inTurn(to, async provider => {
    const about = { kind: 'alert', accountRef, requestRef: undefined, linkRef: undefined, provider } as const;
    const madeAt = tools.world.now();
    const ref = await addMail(tools.db, { ...about, addressIndex: addressIndexOf(tools, to), madeAt });
    const letter = alertMail(tools.config.brand, alert);
    const handOver = await handOverMail(tools, { ref, kind: 'alert', letter, to, accountRef });
    if (handOver.ended === 'accepted') return { outcome: 'handedOver' };
    return { outcome: handOver.ended, reason: handOver.answer };
  });
}
