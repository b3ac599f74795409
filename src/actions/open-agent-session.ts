/**
 * An agent enters the console: the identity provider has said who it is and which role it has (OpenID Connect). Told to the
 * journal under the agent, by a keyed index; who was sent without a role of ours is told too, and gets no session, nor
 * keeps one that was opened with a role.
 */
import { addAgentSession, endAgentSessionsOf } from '../database/agent-sessions.ts';
import { type AgentRole, readRole } from '../rules/agent-role.ts';
import { sessionEnd } from '../rules/session-life.ts';
import type { AuditSubject } from '../secrets/audit-chain.ts';
import { hashSessionToken } from './open-session.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type OpenAgentSessionOutcome = { outcome: 'signedIn'; token: string } | { outcome: 'noRole' };

/** As the provider says it: `subject` is its name for the agent with its own, and never changes, `name` is shown to the agent, `role` may be one or several words. */
export type ClaimedAgent = { subject: string; name: string; role: unknown };

const TOKEN_BYTES = 32;

export function agentSubject({ secrets }: Pick<ActionTools, 'secrets'>, subject: string): AuditSubject {
  return { kind: 'agent', index: secrets.blindIndex.of('agent', subject) };
}

export async function openAgentSession(
  tools: ActionTools,
  { subject, name, role }: ClaimedAgent,
): Promise<OpenAgentSessionOutcome> {
  const read = readRole(role);
  if (read === undefined) {
    await endAgentSessionsOf(tools.db, tools.secrets.blindIndex.candidates('agent', subject));
    await tell(tools, subject, 'none');
    return { outcome: 'noRole' };
  }
  const token = tools.world.randomBytes(TOKEN_BYTES).toString('base64url');
  const openedAt = tools.world.now();
  const expiresAt = sessionEnd({ scope: 'console', openedAt, seenAt: openedAt });
  const agent = { subject, name, role: read };
  await addAgentSession(tools.db, tools.secrets, {
    tokenHash: hashSessionToken(token),
    agent,
    openedAt,
    expiresAt,
  });
  await tell(tools, subject, read);
  return { outcome: 'signedIn', token };
}

async function tell(tools: ActionTools, subject: string, role: AgentRole | 'none'): Promise<void> {
  const told = { subject: agentSubject(tools, subject), event: 'agentSignedIn', detail: { role } } as const;
  await tools.db.transaction().execute(trx => record(trx, tools, told));
}
