/**
 * An agent writes down another mail address for a caller who was verified. Nothing is trusted of it: it is proved by the link that is
 * mailed to it, which asks for the date of birth; the address of today is told at once; and no renewal goes to the new one for a day
 * (norms RST-7, ATK-36; `take-pending-address.ts`). Where two agents are wanted, it is only asked for.
 */
import { addActivity } from '../database/account-activity.ts';
import type { Account, AccountRef } from '../database/accounts.ts';
import { writeOtherAddress } from '../database/other-addresses.ts';
import type { Trx } from '../database/tables.ts';
import type { CaseReason } from '../rules/agent-case.ts';
import { type MailAddress, sameMailAddress } from '../rules/mail-address.ts';
import { tellOwnerOfChange } from './ask-address-change.ts';
import { type AskApprovalOutcome, askApproval, isToApprove } from './ask-approval.ts';
import type { Agent } from './find-agent.ts';
import { agentMark } from './open-case.ts';
import { type AuditEntry, record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type CorrectAddressOutcome = { outcome: 'asked' } | { outcome: 'sameAddress' } | AskApprovalOutcome;

export async function correctAddress(
  tools: ActionTools,
  agent: Agent,
  corrected: { account: Account; reason: CaseReason; mailAddress: MailAddress },
): Promise<CorrectAddressOutcome> {
  const { account, reason, mailAddress } = corrected;
  const { ref: accountRef } = account;
  if (account.mailAddress !== null && sameMailAddress(account.mailAddress, mailAddress))
    return { outcome: 'sameAddress' };
  if (isToApprove(tools, 'address'))
    return askApproval(tools, agent, { accountRef, deed: 'address', reason, mailAddress });
  await tools.db.transaction().execute(async trx => {
    await tools.accounts.lockPassword(trx, accountRef);
    await writeCorrection(trx, tools, { accountRef, mailAddress });
    await record(trx, tools, correctionTold(tools, agent, accountRef));
  });
  return { outcome: 'asked' };
}

/** In a transaction that holds the account, and that tells it to the journal last. */
export async function writeCorrection(
  trx: Trx,
  tools: ActionTools,
  { accountRef, mailAddress }: { accountRef: AccountRef; mailAddress: MailAddress },
): Promise<void> {
  const now = tools.world.now();
  const pending = { accountRef, role: 'pending' } as const;
  await writeOtherAddress(trx, tools.secrets.sealer, pending, { mailAddress, since: now });
  await addActivity(trx, accountRef, { kind: 'addressChangeAsked', at: now, device: undefined });
  await tools.jobs.enqueue(trx, 'address-mail', { accountRef, askedAt: now.toISOString() });
  await tellOwnerOfChange(trx, tools, accountRef, now);
}

/** @param agent who corrects it, even where another agreed to it */
export function correctionTold(
  tools: ActionTools,
  agent: Pick<Agent, 'subject'>,
  accountRef: AccountRef,
): AuditEntry {
  const detail = { agent: agentMark(tools, agent), deed: 'addressCorrected' } as const;
  return { subject: { kind: 'account', ref: accountRef }, event: 'caseDeed', detail };
}
