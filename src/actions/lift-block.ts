/**
 * An agent lifts the block of étape 3bis, case 2, once the caller was found to be the person: requests are counted from nothing
 * again. By the index that étape 2 counts by: what a former key wrote blocks nobody any more.
 */

import type { Account } from '../database/accounts.ts';
import { findRequestLimits, lockRequestLimit, writeRequestLimit } from '../database/request-limits.ts';
import { identityIndexOf } from './ask-for-renewal.ts';
import type { Agent } from './find-agent.ts';
import { agentMark } from './open-case.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type LiftBlockOutcome = { outcome: 'lifted' } | { outcome: 'notBlocked' };

/** Until when étape 2 turns this person away; undefined when it does not. */
export async function findBlock(tools: ActionTools, account: Account): Promise<Date | undefined> {
  const [limit] = await findRequestLimits(tools.db, [identityIndexOf(tools, account)]);
  const until = limit?.blockedUntil;
  return until !== undefined && until > tools.world.now() ? until : undefined;
}

export async function liftBlock(
  tools: ActionTools,
  agent: Agent,
  account: Account,
): Promise<LiftBlockOutcome> {
  const index = identityIndexOf(tools, account);
  return tools.db.transaction().execute(async trx => {
    const { blockedUntil } = await lockRequestLimit(trx, index);
    if (blockedUntil === undefined || blockedUntil <= tools.world.now()) return { outcome: 'notBlocked' };
    await writeRequestLimit(trx, index, { askedAt: [], blockedUntil: undefined, lastRequest: undefined });
    const alert = { kind: 'blockLifted', at: tools.world.now().toISOString(), to: 'current' } as const;
    if (account.addressVerified)
      await tools.jobs.enqueue(trx, 'alert-mail', { accountRef: account.ref, ...alert });
    const detail = { agent: agentMark(tools, agent), until: blockedUntil.toISOString() };
    const subject = { kind: 'account', ref: account.ref } as const;
    await record(trx, tools, { subject, event: 'blockLifted', detail });
    return { outcome: 'lifted' };
  });
}
