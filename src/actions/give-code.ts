/**
 * An agent gives a provisional code to a caller who was verified: what `issue-provisional-code.ts` does, and which agent it was,
 * told to the journal first, so that no code is seen whose giver is not known.
 */
import type { Account } from '../database/accounts.ts';
import type { Agent } from './find-agent.ts';
import { type IssueProvisionalCodeOutcome, issueProvisionalCode } from './issue-provisional-code.ts';
import { agentMark } from './open-case.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export async function giveCode(
  tools: ActionTools,
  agent: Agent,
  account: Account,
): Promise<IssueProvisionalCodeOutcome> {
  const subject = { kind: 'account', ref: account.ref } as const;
  const detail = { agent: agentMark(tools, agent), deed: 'codeGiven' } as const;
  await tools.db.transaction().execute(trx => record(trx, tools, { subject, event: 'caseDeed', detail }));
  return issueProvisionalCode(tools, account, { by: 'agent', way: 'told' });
}
