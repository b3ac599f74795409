/**
 * An agent looks for the person who calls, by number or by mail address, and says why. Found or not, it is told to the journal:
 * under the person and under nobody's name, with the agent's index (norms LOG-1, ATK-36). By address only a verified one is found.
 */
import type { Account } from '../database/accounts.ts';
import { addCase, type CaseRef } from '../database/agent-cases.ts';
import { type CaseReason, caseEnd } from '../rules/agent-case.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { Nir } from '../rules/nir.ts';
import type { AuditSubject } from '../secrets/audit-chain.ts';
import { numberSubject } from './audit-subjects.ts';
import type { Agent } from './find-agent.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type OpenCaseOutcome = { outcome: 'opened'; ref: CaseRef } | { outcome: 'notFound' };

export type CaseQuestion = { reason: CaseReason } & (
  | { by: 'number'; nir: Nir }
  | { by: 'address'; mailAddress: MailAddress }
);

/** How the journal names an agent: the beginning of a keyed index, the same in all that the agent does. */
export function agentMark(
  { secrets }: Pick<ActionTools, 'secrets'>,
  { subject }: Pick<Agent, 'subject'>,
): string {
  return secrets.blindIndex.of('agent', subject).toString('hex').slice(0, 16);
}

export async function openCase(
  tools: ActionTools,
  agent: Agent,
  question: CaseQuestion,
): Promise<OpenCaseOutcome> {
  const account = await findAccount(tools, question);
  const detail = { agent: agentMark(tools, agent), by: question.by, reason: question.reason };
  return tools.db.transaction().execute(async trx => {
    if (account === undefined) {
      const subject = subjectOf(tools, question);
      await record(trx, tools, { subject, event: 'caseNotFound', detail });
      return { outcome: 'notFound' };
    }
    const openedAt = tools.world.now();
    const ref = await addCase(trx, {
      agentIndex: tools.secrets.blindIndex.of('agent', agent.subject),
      accountRef: account.ref,
      reason: question.reason,
      openedAt,
      expiresAt: caseEnd(openedAt),
    });
    const subject = { kind: 'account', ref: account.ref } as const;
    await record(trx, tools, { subject, event: 'caseOpened', detail });
    return { outcome: 'opened', ref };
  });
}

function findAccount(tools: ActionTools, question: CaseQuestion): Promise<Account | undefined> {
  if (question.by === 'number') return tools.accounts.findByNir(tools.db, question.nir);
  return tools.accounts.findByVerifiedAddress(tools.db, question.mailAddress);
}

function subjectOf(tools: ActionTools, question: CaseQuestion): AuditSubject {
  return question.by === 'number' ? numberSubject(tools, question.nir) : { kind: 'site' };
}
