/** What waits for a second agent, as the console reads it: what this agent may answer, and what this agent asked of others. */
import type { Agent } from '../../actions/find-agent.ts';
import type { ActionTools } from '../../actions/tools.ts';
import type { Account } from '../../database/accounts.ts';
import { type Approval, listApprovalsOf, listWaitingApprovals } from '../../database/agent-approvals.ts';
import { mayDo } from '../../rules/agent-role.ts';

export type ToApprove = { approval: Approval; account: Account };

/** Undefined where no second agent is wanted, and for whoever may not be one. */
export async function countToApprove(tools: ActionTools, agent: Agent): Promise<number | undefined> {
  if (tools.config.helpdesk?.fourEyes === 'none' || !mayDo(agent.role, 'decide')) return undefined;
  return (await waitingFor(tools, agent)).length;
}

/** Each with its account; one whose account is no more is not there. */
export async function listToApprove(tools: ActionTools, agent: Agent): Promise<ToApprove[]> {
  const listed: ToApprove[] = [];
  for (const approval of await waitingFor(tools, agent)) {
    const account = await tools.accounts.findByRef(tools.db, approval.accountRef);
    if (account !== undefined) listed.push({ approval, account });
  }
  return listed;
}

async function waitingFor({ db, secrets, world }: ActionTools, agent: Agent): Promise<Approval[]> {
  const waiting = await listWaitingApprovals(db, secrets, world.now());
  return waiting.filter(({ asker }) => asker.subject !== agent.subject);
}

/** Latest first, with what became of them. */
export async function listAskedBy(
  { db, secrets, world }: ActionTools,
  agent: Agent,
  { ref }: Account,
): Promise<Approval[]> {
  const asked = await listApprovalsOf(db, secrets, { accountRef: ref, now: world.now() });
  return asked.filter(({ asker }) => asker.subject === agent.subject).toReversed();
}
