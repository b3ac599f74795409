/**
 * Whether the caller is the person: the date of birth that was said is compared, never shown. Three wrong ones close the case
 * (norm ATK-36). Counted in the case's lock, before anything is compared.
 */
import { type AgentCase, lockCase, writeCallerTry } from '../database/agent-cases.ts';
import type { Trx } from '../database/tables.ts';
import { CALLER_TRIES_MAX } from '../rules/agent-case.ts';
import { type DateOfBirth, sameDateOfBirth } from '../rules/date-of-birth.ts';
import type { AuditSubject } from '../secrets/audit-chain.ts';
import { numberSubject } from './audit-subjects.ts';
import type { Agent } from './find-agent.ts';
import { lookedCase } from './find-case.ts';
import { agentMark } from './open-case.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type VerifyCallerOutcome =
  | { outcome: 'verified' }
  | { outcome: 'otherDate'; triesLeft: number }
  | { outcome: 'notOpen' };

export async function verifyCaller(
  tools: ActionTools,
  agent: Agent,
  said: { ref: string; dateOfBirth: DateOfBirth },
): Promise<VerifyCallerOutcome> {
  const looked = lookedCase(tools, agent, said.ref);
  if (looked === undefined) return { outcome: 'notOpen' };
  return tools.db.transaction().execute(async trx => {
    const agentCase = await lockCase(trx, looked);
    const person = agentCase && (await findPerson(trx, tools, agentCase));
    if (agentCase === undefined || person === undefined) return { outcome: 'notOpen' };
    const { subject } = person;
    const isRight = sameDateOfBirth(person.dateOfBirth, said.dateOfBirth);
    const tries = agentCase.tries + 1;
    const isOver = !isRight && tries >= CALLER_TRIES_MAX;
    await writeCallerTry(trx, agentCase.ref, {
      tries,
      callerVerifiedAt: isRight ? looked.now : (agentCase.callerVerifiedAt ?? null),
      expiresAt: isOver ? looked.now : agentCase.expiresAt,
    });
    const event = isRight ? 'callerVerified' : 'callerNotVerified';
    await record(trx, tools, { subject, event, detail: { agent: agentMark(tools, agent) } });
    return isRight ? { outcome: 'verified' } : { outcome: 'otherDate', triesLeft: CALLER_TRIES_MAX - tries };
  });
}

/** The account's date; the register's for a number that has none. */
async function findPerson(
  trx: Trx,
  tools: ActionTools,
  { accountRef, nir }: AgentCase,
): Promise<{ dateOfBirth: DateOfBirth; subject: AuditSubject } | undefined> {
  if (nir !== undefined) {
    const insured = await tools.register.findByNir(trx, nir);
    return insured && { dateOfBirth: insured.dateOfBirth, subject: numberSubject(tools, nir) };
  }
  const account = accountRef && (await tools.accounts.findByRef(trx, accountRef));
  return account && { dateOfBirth: account.dateOfBirth, subject: { kind: 'account', ref: account.ref } };
}
