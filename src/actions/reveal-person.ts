/** An agent asks for number and address in clear: told to the journal before they are shown. */
import type { Account } from '../database/accounts.ts';
import type { Agent } from './find-agent.ts';
import { agentMark } from './open-case.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export async function revealPerson(tools: ActionTools, agent: Agent, { ref }: Account): Promise<void> {
  const subject = { kind: 'account', ref } as const;
  const told = { subject, event: 'personRevealed', detail: { agent: agentMark(tools, agent) } } as const;
  await tools.db.transaction().execute(trx => record(trx, tools, told));
}
