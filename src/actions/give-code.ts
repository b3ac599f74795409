/**
 * An agent gives a provisional code to a caller who was verified: what `issue-provisional-code.ts` does, and which agent it was,
 * told to the journal first, so that no code is seen whose giver is not known. Where two agents are wanted, it is only asked for.
 */
import type { Account } from '../database/accounts.ts';
import type { CaseReason } from '../rules/agent-case.ts';
import { type AskApprovalOutcome, askApproval, isToApprove } from './ask-approval.ts';
import type { Agent } from './find-agent.ts';
import { type IssueProvisionalCodeOutcome, issueProvisionalCode } from './issue-provisional-code.ts';
import { agentMark } from './open-case.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type GiveCodeOutcome = IssueProvisionalCodeOutcome | AskApprovalOutcome;

export async function giveCode(
  tools: ActionTools,
  agent: Agent,
  { account, reason }: { account: Account; reason: CaseReason },
): Promise<GiveCodeOutcome> {
  if (!isToApprove(tools, 'code')) return makeCode(tools, agent, account);
  return askApproval(tools, agent, {
    accountRef: account.ref,
    deed: 'code',
    reason,
    mailAddress: undefined,
  });
}

export async function makeCode(
  tools: ActionTools,
  agent: Agent,
  account: Account,
): Promise<IssueProvisionalCodeOutcome> {
  const subject = { kind: 'account', ref: account.ref } as const;
  const detail = { agent: agentMark(tools, agent), deed: 'codeGiven' } as const;
  await tools.db.transaction().execute(trx => record(trx, tools, { subject, event: 'caseDeed', detail }));
  return issueProvisionalCode(tools, account, { by: 'agent', way: 'told' });
}
