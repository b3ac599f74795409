/**
 * The agent who asked for a code takes it, once another has agreed: it is made now, shown once, stored nowhere. The agreement is spent
 * before the code is made, so that a second press finds none, and no code is seen that two did not want.
 */

import type { Account } from '../database/accounts.ts';
import { writeApprovalDone } from '../database/agent-approvals.ts';
import { approvalState } from '../rules/four-eyes.ts';
import { findOwn } from './ask-approval.ts';
import type { Agent } from './find-agent.ts';
import { makeCode } from './give-code.ts';
import type { IssueProvisionalCodeOutcome } from './issue-provisional-code.ts';
import type { ActionTools } from './tools.ts';

export type TakeApprovedCodeOutcome =
  | IssueProvisionalCodeOutcome
  /** Nobody agreed, or not for this agent, or too long ago; or it was taken already. */
  | { outcome: 'notAgreed' };

export async function takeApprovedCode(
  tools: ActionTools,
  agent: Agent,
  account: Account,
): Promise<TakeApprovedCodeOutcome> {
  const isSpent = await tools.db.transaction().execute(async trx => {
    await tools.accounts.lockPassword(trx, account.ref);
    const approval = await findOwn(trx, tools, agent, { accountRef: account.ref, deed: 'code' });
    if (approval === undefined || approvalState(approval) !== 'agreed') return false;
    await writeApprovalDone(trx, approval.ref, tools.world.now());
    return true;
  });
  return isSpent ? makeCode(tools, agent, account) : { outcome: 'notAgreed' };
}
