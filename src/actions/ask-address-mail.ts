/**
 * « Recevoir un nouveau mail », for who is signed in: another link for the address that is not proved yet, three an hour. The
 * former links go on working until the new mail has left.
 */
import type { AccountRef } from '../database/accounts.ts';
import { ADDRESS_MAIL_QUOTAS } from '../rules/quota-table.ts';
import { takeAllowance } from './allowance.ts';
import { findUnproved } from './send-address-mail.ts';
import type { ActionTools } from './tools.ts';

export type AskAddressMailOutcome =
  | { outcome: 'asked' }
  /** The account has no address, or it is proved. */
  | { outcome: 'nothingToVerify' }
  | { outcome: 'tooMany'; until: Date };

export async function askAddressMail(
  tools: ActionTools,
  accountRef: AccountRef,
): Promise<AskAddressMailOutcome> {
  const unproved = await findUnproved(tools, tools.db, accountRef);
  if (unproved === undefined) return { outcome: 'nothingToVerify' };
  const allowance = await takeAllowance(tools, {
    kind: 'addressMail',
    by: [{ counted: 'account', who: accountRef, quota: ADDRESS_MAIL_QUOTAS.account }],
  });
  if (allowance.verdict === 'over') return { outcome: 'tooMany', until: allowance.until };
  const job = { accountRef, askedAt: tools.world.now().toISOString() };
  await tools.db.transaction().execute(trx => tools.jobs.enqueue(trx, 'address-mail', job));
  return { outcome: 'asked' };
}
