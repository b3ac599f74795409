/** An agent leaves the console: the session ends on the server, so that a copied cookie is worth nothing (norm SES-3). */
import { endAgentSession as removeSession } from '../database/agent-sessions.ts';
import type { Agent } from './find-agent.ts';
import { agentSubject } from './open-agent-session.ts';
import { hashSessionToken } from './open-session.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export async function endAgentSession(tools: ActionTools, agent: Agent, token: string): Promise<void> {
  await tools.db.transaction().execute(async trx => {
    if (!(await removeSession(trx, hashSessionToken(token)))) return;
    const subject = agentSubject(tools, agent.subject);
    await record(trx, tools, { subject, event: 'agentSignedOut', detail: {} });
  });
}
