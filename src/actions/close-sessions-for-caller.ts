/** An agent closes every session of an account, for a caller who was verified; the owner is told at the verified address. */
import type { Account } from '../database/accounts.ts';
import { endSessionsOf } from '../database/sessions.ts';
import type { Agent } from './find-agent.ts';
import { agentMark } from './open-case.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type CloseSessionsForCallerOutcome = { outcome: 'closed'; sessions: number };

export async function closeSessionsForCaller(
  tools: ActionTools,
  agent: Agent,
  { ref: accountRef, addressVerified }: Account,
): Promise<CloseSessionsForCallerOutcome> {
  return tools.db.transaction().execute(async trx => {
    await tools.accounts.lockPassword(trx, accountRef);
    const now = tools.world.now();
    const sessions = await endSessionsOf(trx, accountRef, now);
    const alert = { accountRef, kind: 'sessionsClosed', at: now.toISOString(), to: 'current' } as const;
    if (addressVerified) await tools.jobs.enqueue(trx, 'alert-mail', alert);
    const detail = { agent: agentMark(tools, agent), deed: 'sessionsClosed' } as const;
    await record(trx, tools, { subject: { kind: 'account', ref: accountRef }, event: 'caseDeed', detail });
    return { outcome: 'closed', sessions };
  });
}
