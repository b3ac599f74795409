/**
 * An agent looks for the person who calls, by number or by mail address, and says why. Found or not, it is told to the journal:
 * under the person and under nobody's name, with the agent's index (norms LOG-1, ATK-36). By address only a verified one is found, of one account
 * alone; by number also who is in the register of insured people and has no account yet.
 */
import type { Account } from '../database/accounts.ts';
import { addCase, type CaseRef } from '../database/agent-cases.ts';
import { type CaseReason, caseEnd } from '../rules/agent-case.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { Nir } from '../rules/nir.ts';
import { type NobodyFound, nobodyAt } from '../rules/nobody-found.ts';
import type { AuditSubject } from '../secrets/audit-chain.ts';
import { numberSubject } from './audit-subjects.ts';
import type { Agent } from './find-agent.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type OpenCaseOutcome =
  | { outcome: 'opened'; ref: CaseRef }
  | { outcome: 'notFound'; nobody: NobodyFound };

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
  const found = await findPerson(tools, question);
  const detail = { agent: agentMark(tools, agent), by: question.by, reason: question.reason };
  return tools.db.transaction().execute(async trx => {
    if (found.found === 'nobody') {
      const by = found.nobody === 'sharedAddress' ? found.nobody : question.by;
      await record(trx, tools, {
        subject: subjectOf(tools, question),
        event: 'caseNotFound',
        detail: { ...detail, by },
      });
      return { outcome: 'notFound', nobody: found.nobody };
    }
    const openedAt = tools.world.now();
    const ref = await addCase(trx, tools.secrets, {
      agentIndex: tools.secrets.blindIndex.of('agent', agent.subject),
      accountRef: found.found === 'account' ? found.account.ref : undefined,
      nir: found.found === 'insured' ? found.nir : undefined,
      reason: question.reason,
      openedAt,
      expiresAt: caseEnd(openedAt),
    });
    await record(
      trx,
      tools,
      found.found === 'account'
        ? { subject: { kind: 'account', ref: found.account.ref }, event: 'caseOpened', detail }
        : { subject: numberSubject(tools, found.nir), event: 'insuredCaseOpened', detail },
    );
    return { outcome: 'opened', ref };
  });
}

type Found =
  | { found: 'account'; account: Account }
  /** In the register of insured people, without an account. */
  | { found: 'insured'; nir: Nir }
  | { found: 'nobody'; nobody: NobodyFound };

async function findPerson({ db, accounts, register }: ActionTools, question: CaseQuestion): Promise<Found> {
  if (question.by === 'address') {
    const [account, other] = await accounts.listByVerifiedAddress(db, question.mailAddress);
    if (other !== undefined) return { found: 'nobody', nobody: 'sharedAddress' };
    return account ? { found: 'account', account } : { found: 'nobody', nobody: 'unknownAddress' };
  }
  const { nir } = question;
  const account = await accounts.findByNir(db, nir);
  if (account !== undefined) return { found: 'account', account };
  if ((await register.findByNir(db, nir)) !== undefined) return { found: 'insured', nir };
  return { found: 'nobody', nobody: nobodyAt(nir) };
}

function subjectOf(tools: ActionTools, question: CaseQuestion): AuditSubject {
  return question.by === 'number' ? numberSubject(tools, question.nir) : { kind: 'site' };
}
