/**
 * « Ce n'était pas moi », from the mail that told of a new password: whoever chose it is out, and so is everybody else. The
 * password is taken away, sessions, links and code end, and one renewal starts, as if étape 2 had been gone through: its own
 * request, its own job. It goes to the address that the notice went to, if that is still the account's, verified, and not
 * held back since it was changed (norm RST-7); else the office helps by telephone.
 */
import type { Account } from '../database/accounts.ts';
import { findMail, type MailRef } from '../database/mails.ts';
import { removeOtherAddress } from '../database/other-addresses.ts';
import { addRenewalRequest } from '../database/renewal-requests.ts';
import { endSessionsOf } from '../database/sessions.ts';
import type { Trx } from '../database/tables.ts';
import { closeWaysIn } from '../database/ways-in.ts';
import { isHeld } from '../rules/address-hold.ts';
import { identityOf } from './ask-for-renewal.ts';
import type { AuditEntry } from './record-event.ts';
import type { ActionTools } from './tools.ts';

type Closing = { account: Account; noticeRef: MailRef; now: Date };

export type ClosedAccess = {
  ending: 'renewalStarted' | 'accessClosed';
  /** For the journal, at the end of the transaction. */
  told: AuditEntry[];
};

export async function closeAccess(trx: Trx, tools: ActionTools, closing: Closing): Promise<ClosedAccess> {
  const { account, now } = closing;
  await closeWaysIn(trx, account.ref, now);
  await tools.accounts.takePasswordAway(trx, account.ref);
  await removeOtherAddress(trx, { accountRef: account.ref, role: 'pending' });
  const sessionsEnded = await endSessionsOf(trx, account.ref, now);
  const closed: AuditEntry = {
    subject: { kind: 'account', ref: account.ref },
    event: 'changeDisavowed',
    detail: { sessionsEnded },
  };
  if (!(await canRenew(trx, tools, closing))) return { ending: 'accessClosed', told: [closed] };

  const finding = 'match';
  const identityIndex = tools.secrets.blindIndex.of('identity', identityOf(account));
  const request = { identityIndex, accountRef: account.ref, finding, askedAt: now } as const;
  await tools.jobs.enqueue(trx, 'renewal-mail', { requestRef: await addRenewalRequest(trx, request) });
  const subject = { kind: 'identity', index: identityIndex } as const;
  return {
    ending: 'renewalStarted',
    told: [closed, { subject, event: 'requestAccepted', detail: { finding } }],
  };
}

async function canRenew(
  trx: Trx,
  tools: ActionTools,
  { account, noticeRef, now }: Closing,
): Promise<boolean> {
  const { mailAddress, addressVerified } = account;
  if (mailAddress === null || !addressVerified) return false;
  if (isHeld(account.addressHeldUntil, now)) return false;
  const notice = await findMail(trx, noticeRef);
  const candidates = tools.secrets.blindIndex.candidates('mail-address', mailAddress);
  return notice !== undefined && candidates.some(index => index.equals(notice.addressIndex));
}
