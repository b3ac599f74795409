/**
 * An agent writes down another mail address for a caller who was verified. Nothing is trusted of it: it is proved by the link that is
 * mailed to it, which asks for the date of birth; the address of today is told at once; and no renewal goes to the new one for a day
 * (norms RST-7, ATK-36; `take-pending-address.ts`).
 */
import { addActivity } from '../database/account-activity.ts';
import type { Account } from '../database/accounts.ts';
import { writeOtherAddress } from '../database/other-addresses.ts';
import { type MailAddress, sameMailAddress } from '../rules/mail-address.ts';
import { tellOwnerOfChange } from './ask-address-change.ts';
import type { Agent } from './find-agent.ts';
import { agentMark } from './open-case.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type CorrectAddressOutcome = { outcome: 'asked' } | { outcome: 'sameAddress' };

export async function correctAddress(
  tools: ActionTools,
  agent: Agent,
  corrected: { account: Account; mailAddress: MailAddress },
): Promise<CorrectAddressOutcome> {
  const { account, mailAddress } = corrected;
  const { ref: accountRef } = account;
  if (account.mailAddress !== null && sameMailAddress(account.mailAddress, mailAddress))
    return { outcome: 'sameAddress' };
  await tools.db.transaction().execute(async trx => {
    await tools.accounts.lockPassword(trx, accountRef);
    const now = tools.world.now();
    const pending = { accountRef, role: 'pending' } as const;
    await writeOtherAddress(trx, tools.secrets.sealer, pending, { mailAddress, since: now });
    await addActivity(trx, accountRef, { kind: 'addressChangeAsked', at: now, device: undefined });
    await tools.jobs.enqueue(trx, 'address-mail', { accountRef, askedAt: now.toISOString() });
    await tellOwnerOfChange(trx, tools, accountRef, now);
    const detail = { agent: agentMark(tools, agent), deed: 'addressCorrected' } as const;
    await record(trx, tools, { subject: { kind: 'account', ref: accountRef }, event: 'caseDeed', detail });
  });
  return { outcome: 'asked' };
}
