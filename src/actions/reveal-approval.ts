/** A second agent asks to read the proposed address in clear, to judge it: told to the journal before it is shown. */
import { type Approval, type ApprovalRef, findApproval } from '../database/agent-approvals.ts';
import type { Agent } from './find-agent.ts';
import { agentMark } from './open-case.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type RevealApprovalOutcome = { outcome: 'revealed' } | { outcome: 'own' } | { outcome: 'gone' };

export async function revealApproval(
  tools: ActionTools,
  agent: Agent,
  ref: ApprovalRef,
): Promise<RevealApprovalOutcome> {
  const approval = await findApproval(tools.db, tools.secrets, { ref, now: tools.world.now() });
  if (approval === undefined || approval.answer !== undefined) return { outcome: 'gone' };
  if (approval.asker.subject === agent.subject) return { outcome: 'own' };
  await tools.db.transaction().execute(trx => record(trx, tools, toldOf(tools, agent, approval)));
  return { outcome: 'revealed' };
}

function toldOf(tools: ActionTools, agent: Agent, { accountRef, deed }: Approval) {
  const subject = { kind: 'account', ref: accountRef } as const;
  return { subject, event: 'approvalRevealed', detail: { agent: agentMark(tools, agent), deed } } as const;
}
