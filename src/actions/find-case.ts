/** The case that this agent has open, with the person's account; of another agent's, or of an ended one, nothing is told. */
import type { Account } from '../database/accounts.ts';
import { type AgentCase, type CaseRef, findCase as readCase } from '../database/agent-cases.ts';
import type { Agent } from './find-agent.ts';
import type { ActionTools } from './tools.ts';

export type FindCaseOutcome =
  | { outcome: 'open'; agentCase: AgentCase; account: Account }
  | { outcome: 'notOpen' };

const REF_SHAPE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What `database/agent-cases.ts` looks for; undefined for what is no reference. */
export function lookedCase(tools: ActionTools, agent: Agent, ref: string) {
  if (!REF_SHAPE.test(ref)) return undefined;
  const agentIndexes = tools.secrets.blindIndex.candidates('agent', agent.subject);
  return { ref: ref as CaseRef, agentIndexes, now: tools.world.now() };
}

export async function findCase(tools: ActionTools, agent: Agent, ref: string): Promise<FindCaseOutcome> {
  const looked = lookedCase(tools, agent, ref);
  const agentCase = looked && (await readCase(tools.db, looked));
  const account = agentCase && (await tools.accounts.findByRef(tools.db, agentCase.accountRef));
  if (agentCase === undefined || account === undefined) return { outcome: 'notOpen' };
  return { outcome: 'open', agentCase, account };
}
