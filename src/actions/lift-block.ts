/**
 * An agent lifts the block of étape 3bis, case 2, once the caller was found to be the person: requests are counted from nothing
 * again. Under each key of the ring, since a block may have been written by a former one.
 */

import type { Account } from '../database/accounts.ts';
import { findRequestLimits, lockRequestLimit, writeRequestLimit } from '../database/request-limits.ts';
import { identityIndexOf, identityOf } from './ask-for-renewal.ts';
import type { Agent } from './find-agent.ts';
import { agentMark } from './open-case.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type LiftBlockOutcome = { outcome: 'lifted' } | { outcome: 'notBlocked' };

/** Until when this person is blocked; undefined when it is not. */
export async function findBlock(tools: ActionTools, account: Account): Promise<Date | undefined> {
  const indexes = tools.secrets.blindIndex.candidates('identity', identityOf(account));
  const limits = await findRequestLimits(tools.db, indexes);
  const ends = limits.flatMap(({ blockedUntil }) => (blockedUntil === undefined ? [] : [blockedUntil]));
  const last = ends.sort((one, other) => one.getTime() - other.getTime()).at(-1);
  return last !== undefined && last > tools.world.now() ? last : undefined;
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
