/**
 * A supervisor reads the journal, has it verified, or takes a part of it away: each told to the journal itself, before what it gives
 * (norms LOG-1, LOG-7). The lines name nobody: persons are not there, agents are marks.
 */
import { listLatestEntries, type ShownEntry } from '../database/audit.ts';
import { type AuditFault, verifyAudit } from '../database/audit-verification.ts';
import type { Agent } from './find-agent.ts';
import { agentMark } from './open-case.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export const JOURNAL_SHOWN = 200;
export const JOURNAL_EXPORTED_MAX = 50_000;

type How = 'shown' | 'exported';
const LIMITS: Record<How, number> = { shown: JOURNAL_SHOWN, exported: JOURNAL_EXPORTED_MAX };

/** Latest first. @param before only what was told earlier */
export async function readJournal(
  tools: ActionTools,
  agent: Agent,
  asked: { how: How; before: Date | undefined },
): Promise<ShownEntry[]> {
  await tell(tools, agent, asked.how);
  // What has just been told is there too.
  const before = asked.before ?? new Date(tools.world.now().getTime() + 1);
  return listLatestEntries(tools.db, { before, limit: LIMITS[asked.how] });
}

/** The whole of it, from its beginning. */
export async function verifyJournal(
  tools: ActionTools,
  agent: Agent,
): Promise<{ entries: number; faults: readonly AuditFault[] }> {
  await tell(tools, agent, 'verified');
  const { chains, faults } = await verifyAudit(tools.db, tools.secrets.keys);
  return { entries: chains.reduce((total, chain) => total + chain.entries, 0), faults };
}

async function tell(tools: ActionTools, agent: Agent, how: How | 'verified'): Promise<void> {
  const detail = { agent: agentMark(tools, agent), how };
  const told = { subject: { kind: 'site' }, event: 'journalRead', detail } as const;
  await tools.db.transaction().execute(trx => record(trx, tools, told));
}
