/**
 * An agent has another renewal mail sent, for a caller who was verified: as if étape 2 had been gone through, to the verified
 * address and to no other, whatever was typed before. A block of étape 3bis does not stop it, and goes on.
 */
import type { Account } from '../database/accounts.ts';
import { addRenewalRequest } from '../database/renewal-requests.ts';
import { isHeld } from '../rules/address-hold.ts';
import { identityIndexOf } from './ask-for-renewal.ts';
import type { Agent } from './find-agent.ts';
import { agentMark } from './open-case.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type SendAgainOutcome =
  | { outcome: 'sent' }
  /** No address, one that was never verified, or one that was changed less than a day ago. */
  | { outcome: 'noAddress' };

export async function sendAgain(
  tools: ActionTools,
  agent: Agent,
  account: Account,
): Promise<SendAgainOutcome> {
  const { ref: accountRef, mailAddress, addressVerified, addressHeldUntil } = account;
  const now = tools.world.now();
  if (mailAddress === null || !addressVerified || isHeld(addressHeldUntil, now))
    return { outcome: 'noAddress' };
  const identityIndex = identityIndexOf(tools, account);
  await tools.db.transaction().execute(async trx => {
    const request = { identityIndex, accountRef, finding: 'match', askedAt: now } as const;
    await tools.jobs.enqueue(trx, 'renewal-mail', { requestRef: await addRenewalRequest(trx, request) });
    const detail = { agent: agentMark(tools, agent), deed: 'mailSent' } as const;
    await record(trx, tools, { subject: { kind: 'account', ref: accountRef }, event: 'caseDeed', detail });
  });
  return { outcome: 'sent' };
}
