/** Étape 6, by the worker: the second mail, to the stored address, with date and hour of the change (norm RST-6). */
import type { AccountRef } from '../database/accounts.ts';
import { noticeMail } from '../mail/notice-mail.ts';
import type { ActionTools } from './tools.ts';

export type SendNoticeMailOutcome =
  | { outcome: 'handedOver' }
  | { outcome: 'nothingToSend' }
  | { outcome: 'refused' | 'deferred' | 'unsure'; reason: string };

export async function sendNoticeMail(
  tools: ActionTools,
  notice: { accountRef: AccountRef; changedAt: Date },
): Promise<SendNoticeMailOutcome> {
  const account = await tools.accounts.findByRef(tools.db, notice.accountRef);
  if (account === undefined || account.mailAddress === null) return { outcome: 'nothingToSend' };
  const handOver = await tools.mailer.handOver(noticeMail(notice), account.mailAddress);
  if (handOver.ended === 'accepted') return { outcome: 'handedOver' };
  return { outcome: handOver.ended, reason: handOver.answer };
}
