/**
 * A second agent agrees to what another asked, or refuses (decision 0034; norm ATK-36). Never the one who asked: agents are told apart
 * by what the identity provider calls them, whatever their name and role have become. Agreeing to an address writes it down, in the
 * same transaction; agreeing to a code makes none: the asker takes it (`take-approved-code.ts`).
 */
import {
  type Approval,
  type ApprovalRef,
  findApproval,
  writeApprovalAnswer,
  writeApprovalDone,
} from '../database/agent-approvals.ts';
import type { Trx } from '../database/tables.ts';
import type { ApprovalAnswer, ApprovedDeed } from '../rules/four-eyes.ts';
import { correctionTold, writeCorrection } from './correct-address.ts';
import type { Agent } from './find-agent.ts';
import { agentMark } from './open-case.ts';
import { type AuditEntry, record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type AnswerApprovalOutcome =
  | { outcome: 'agreed' | 'refused'; deed: ApprovedDeed }
  /** By this press or another, of this agent or another: once. */
  | { outcome: 'answeredBefore' }
  /** Who asks does not answer. */
  | { outcome: 'own' }
  /** Too late, replaced by its asker, or never there. */
  | { outcome: 'gone' };

export async function answerApproval(
  tools: ActionTools,
  agent: Agent,
  given: { ref: ApprovalRef; answer: ApprovalAnswer },
): Promise<AnswerApprovalOutcome> {
  return tools.db.transaction().execute(async trx => {
    const looked = { ref: given.ref, now: tools.world.now() };
    const seen = await findApproval(trx, tools.secrets, looked);
    if (seen === undefined) return { outcome: 'gone' };
    if (seen.asker.subject === agent.subject) return { outcome: 'own' };
    await tools.accounts.lockPassword(trx, seen.accountRef);
    const approval = await findApproval(trx, tools.secrets, looked);
    if (approval === undefined) return { outcome: 'gone' };
    if (approval.answer !== undefined) return { outcome: 'answeredBefore' };
    await writeApprovalAnswer(trx, approval.ref, { answer: given.answer, at: looked.now });
    const told = answerTold(tools, agent, { approval, answer: given.answer });
    const deed = given.answer === 'agreed' ? await carryOut(trx, tools, approval) : [];
    await record(trx, tools, told, ...deed);
    return { outcome: given.answer, deed: approval.deed };
  });
}

/** What is told of it. */
async function carryOut(trx: Trx, tools: ActionTools, approval: Approval): Promise<AuditEntry[]> {
  const { accountRef, mailAddress, asker, ref } = approval;
  if (mailAddress === undefined) return [];
  await writeCorrection(trx, tools, { accountRef, mailAddress });
  await writeApprovalDone(trx, ref, tools.world.now());
  return [correctionTold(tools, asker, accountRef)];
}

function answerTold(
  tools: ActionTools,
  agent: Agent,
  { approval, answer }: { approval: Approval; answer: ApprovalAnswer },
): AuditEntry {
  const { accountRef, deed, asker } = approval;
  const detail = { agent: agentMark(tools, agent), asker: agentMark(tools, asker), deed, answer };
  return { subject: { kind: 'account', ref: accountRef }, event: 'approvalAnswered', detail };
}
