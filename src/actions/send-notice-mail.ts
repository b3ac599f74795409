/**
 * Étape 6, and wherever else a password is changed, by the worker: the second mail, to the stored address, with date and
 * hour of the change (norm RST-6).
 */
import type { AccountRef } from '../database/accounts.ts';
import { addMail, hasLeft, hasTold } from '../database/mails.ts';
import type { RequestRef } from '../database/renewal-requests.ts';
import { noticeMail } from '../mail/notice-mail.ts';
import { addressIndexOf, handOverMail } from './hand-over-mail.ts';
import type { ActionTools } from './tools.ts';

export type SendNoticeMailOutcome =
  | { outcome: 'handedOver' }
  | { outcome: 'nothingToSend' }
  | { outcome: 'crowded' }
  | { outcome: 'refused' | 'deferred' | 'unsure'; reason: string };

/** @param notice its request is the one whose link changed the password; none when it was changed otherwise */
export async function sendNoticeMail(
  tools: ActionTools,
  notice: { accountRef: AccountRef; requestRef: RequestRef | undefined; changedAt: Date },
): Promise<SendNoticeMailOutcome> {
  const { accountRef, requestRef } = notice;
  const account = await tools.accounts.findByRef(tools.db, accountRef);
  if (account === undefined || account.mailAddress === null) return { outcome: 'nothingToSend' };
  // Without a link nothing says that the stored address is the owner's.
  if (requestRef === undefined && !account.addressVerified) return { outcome: 'nothingToSend' };
  const to = account.mailAddress;
  return tools.mailer.inTurn(to, async provider => {
    const addressIndex = addressIndexOf(tools, to);
    const told = { kind: 'notice', accountRef, addressIndex, tells: notice.changedAt.toISOString() } as const;
    const hasGone =
      requestRef === undefined
        ? await hasTold(tools.db, told)
        : await hasLeft(tools.db, requestRef, 'notice');
    if (hasGone) return { outcome: 'handedOver' };
    const about = { requestRef, linkRef: undefined, provider, madeAt: tools.world.now() };
    const tells = requestRef === undefined ? told.tells : undefined;
    const ref = await addMail(tools.db, { ...told, ...about, tells });
    const handOver = await handOverMail(tools, {
      ref,
      kind: 'notice',
      letter: noticeMail(tools.config.brand, notice),
      to,
      accountRef,
    });
    if (handOver.ended === 'accepted') return { outcome: 'handedOver' };
    return { outcome: handOver.ended, reason: handOver.answer };
  });
}
