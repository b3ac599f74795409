/** Which agent this browser's cookie is of, if its session is alive. Being seen puts its end off, noted at most once a minute. */
import { findAgentSession, writeAgentSeen } from '../database/agent-sessions.ts';
import { type AgentRole, readRole } from '../rules/agent-role.ts';
import { sessionEnd } from '../rules/session-life.ts';
import { hashSessionToken } from './open-session.ts';
import type { ActionTools } from './tools.ts';

/** Who acts in the console. `subject` is the provider's name for the agent: never shown, never logged. */
export type Agent = { subject: string; name: string; role: AgentRole };

export type FindAgentOutcome = { outcome: 'signedIn'; agent: Agent; until: Date } | { outcome: 'signedOut' };

const NOTED_EVERY_MS = 60_000;

export async function findAgent(tools: ActionTools, token: string | undefined): Promise<FindAgentOutcome> {
  if (token === undefined) return { outcome: 'signedOut' };
  const now = tools.world.now();
  const tokenHash = hashSessionToken(token);
  const session = await findAgentSession(tools.db, tools.secrets, { tokenHash, now });
  const role = readRole(session?.agent.role);
  if (session === undefined || role === undefined) return { outcome: 'signedOut' };
  const agent = { ...session.agent, role };
  if (now.getTime() - session.seenAt.getTime() < NOTED_EVERY_MS)
    return { outcome: 'signedIn', agent, until: session.expiresAt };
  const until = sessionEnd({ scope: 'console', openedAt: session.openedAt, seenAt: now });
  await writeAgentSeen(tools.db, tokenHash, { seenAt: now, expiresAt: until });
  return { outcome: 'signedIn', agent, until };
}
