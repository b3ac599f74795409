/** Agents signed in to the console, known by the hash of their token. Who they are is sealed; by what they are told in the journal is an index. */
import type { Secrets } from '../secrets/secrets.ts';
import type { Db } from './tables.ts';

/** Who an agent is, as the identity provider said it when the session was opened. */
export type AgentIdentity = { subject: string; name: string; role: string };

export type AgentSession = { agent: AgentIdentity; openedAt: Date; seenAt: Date; expiresAt: Date };

const PLACE = 'agent_sessions.agent';

export async function addAgentSession(
  db: Db,
  { sealer, blindIndex }: Secrets,
  session: { tokenHash: Buffer; agent: AgentIdentity; openedAt: Date; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('agent_sessions')
    .values({
      token_hash: session.tokenHash,
      agent_index: blindIndex.of('agent', session.agent.subject),
      agent_sealed: sealer.seal(JSON.stringify(session.agent), PLACE),
      opened_at: session.openedAt,
      seen_at: session.openedAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** Undefined for a token that no live session has, or that a key no longer in the ring has sealed. */
export async function findAgentSession(
  db: Db,
  { sealer }: Secrets,
  looked: { tokenHash: Buffer; now: Date },
): Promise<AgentSession | undefined> {
  const row = await db
    .selectFrom('agent_sessions')
    .select(['agent_sealed', 'opened_at', 'seen_at', 'expires_at'])
    .where('token_hash', '=', looked.tokenHash)
    .where('expires_at', '>', looked.now)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const opened = sealer.open(row.agent_sealed, PLACE);
  if (opened.state === 'refused') return undefined;
  const agent = JSON.parse(opened.text) as AgentIdentity;
  return { agent, openedAt: row.opened_at, seenAt: row.seen_at, expiresAt: row.expires_at };
}

export async function writeAgentSeen(
  db: Db,
  tokenHash: Buffer,
  seen: { seenAt: Date; expiresAt: Date },
): Promise<void> {
  await db
    .updateTable('agent_sessions')
    .set({ seen_at: seen.seenAt, expires_at: seen.expiresAt })
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** True when there was one. */
export async function endAgentSession(db: Db, tokenHash: Buffer): Promise<boolean> {
  const ended = await db.deleteFrom('agent_sessions').where('token_hash', '=', tokenHash).executeTakeFirst();
  return ended.numDeletedRows > 0n;
}

/** Wherever this agent is signed in. @param agentIndexes by every key of the ring */
export async function endAgentSessionsOf(db: Db, agentIndexes: readonly Buffer[]): Promise<void> {
  await db
    .deleteFrom('agent_sessions')
    .where('agent_index', 'in', [...agentIndexes])
    .execute();
}
