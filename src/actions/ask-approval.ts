/**
 * Where two agents are wanted (`HELPDESK_FOUR_EYES`, decision 0034), what one does in a case is only asked: nothing happens to the
 * account until another agrees. Asked twice, it waits once; another address takes the place of the one that was proposed.
 */
import { type Approval, addApproval, listApprovalsOf, removeApproval } from '../database/agent-approvals.ts';
import type { Trx } from '../database/tables.ts';
import { type ApprovedDeed, approvalEnd, approvalState, needsTwo } from '../rules/four-eyes.ts';
import { sameMailAddress } from '../rules/mail-address.ts';
import type { Agent } from './find-agent.ts';
import { agentMark } from './open-case.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

/** Another agent may answer until then. */
export type AskApprovalOutcome = { outcome: 'toApprove'; until: Date };

type Asked = Pick<Approval, 'accountRef' | 'deed' | 'reason' | 'mailAddress'>;

export function isToApprove({ config }: Pick<ActionTools, 'config'>, deed: ApprovedDeed): boolean {
  return needsTwo(config.helpdesk?.fourEyes ?? 'none', deed);
}

export async function askApproval(
  tools: ActionTools,
  agent: Agent,
  asked: Asked,
): Promise<AskApprovalOutcome> {
  return tools.db.transaction().execute(async trx => {
    const { accountRef, deed } = asked;
    await tools.accounts.lockPassword(trx, accountRef);
    const former = await findOwn(trx, tools, agent, asked);
    if (former !== undefined && isTheSame(former, asked))
      return { outcome: 'toApprove', until: former.expiresAt };
    if (former !== undefined) await removeApproval(trx, former.ref);
    const askedAt = tools.world.now();
    const expiresAt = approvalEnd(askedAt);
    await addApproval(trx, tools.secrets, { ...asked, asker: agent, askedAt, expiresAt });
    const subject = { kind: 'account', ref: accountRef } as const;
    const detail = { agent: agentMark(tools, agent), deed };
    await record(trx, tools, { subject, event: 'approvalAsked', detail });
    return { outcome: 'toApprove', until: expiresAt };
  });
}

/** What this agent asked for already, and that is still to be answered or to be done. */
export async function findOwn(
  trx: Trx,
  tools: ActionTools,
  agent: Agent,
  { accountRef, deed }: Pick<Asked, 'accountRef' | 'deed'>,
): Promise<Approval | undefined> {
  const ofAccount = { accountRef, now: tools.world.now() };
  const approvals = await listApprovalsOf(trx, tools.secrets, ofAccount);
  return approvals.find(
    approval =>
      approval.deed === deed &&
      approval.asker.subject === agent.subject &&
      ['waiting', 'agreed'].includes(approvalState(approval)),
  );
}

function isTheSame({ mailAddress }: Approval, asked: Asked): boolean {
  if (mailAddress === undefined || asked.mailAddress === undefined) return mailAddress === asked.mailAddress;
  return sameMailAddress(mailAddress, asked.mailAddress);
}
