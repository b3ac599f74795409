/** The case that this agent has open, with the person's account; of another agent's, or of an ended one, nothing is told. */
import type { Account } from '../database/accounts.ts';
import { type AgentCase, type CaseRef, findCase as readCase } from '../database/agent-cases.ts';
import type { Nir } from '../rules/nir.ts';
import type { InsuredPerson } from '../rules/register-row.ts';
import type { Agent } from './find-agent.ts';
import type { ActionTools } from './tools.ts';

export type FindCaseOutcome =
  | { outcome: 'open'; agentCase: AgentCase; account: Account }
  /** In the register of insured people. `hasAccount`: one was made since the case was opened. */
  | { outcome: 'registered'; agentCase: AgentCase; insured: InsuredPerson; hasAccount: boolean }
  | { outcome: 'notOpen' };

const REF_SHAPE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What `database/agent-cases.ts` looks for; undefined for what is no reference. */
export function lookedCase(tools: ActionTools, agent: Agent, ref: string) {
  if (!REF_SHAPE.test(ref)) return undefined;
  const agentIndexes = tools.secrets.blindIndex.candidates('agent', agent.subject);
  return { ref: ref as CaseRef, agentIndexes, now: tools.world.now(), secrets: tools.secrets };
}

export async function findCase(tools: ActionTools, agent: Agent, ref: string): Promise<FindCaseOutcome> {
  const looked = lookedCase(tools, agent, ref);
  const agentCase = looked && (await readCase(tools.db, looked));
  if (agentCase?.nir !== undefined) return findRegistered(tools, agentCase, agentCase.nir);
  const account = agentCase?.accountRef && (await tools.accounts.findByRef(tools.db, agentCase.accountRef));
  if (agentCase === undefined || account === undefined) return { outcome: 'notOpen' };
  return { outcome: 'open', agentCase, account };
}

async function findRegistered(
  { db, register, accounts }: ActionTools,
  agentCase: AgentCase,
  nir: Nir,
): Promise<FindCaseOutcome> {
  const insured = await register.findByNir(db, nir);
  if (insured === undefined) return { outcome: 'notOpen' };
  const hasAccount = (await accounts.findByNir(db, nir)) !== undefined;
  return { outcome: 'registered', agentCase, insured, hasAccount };
}
