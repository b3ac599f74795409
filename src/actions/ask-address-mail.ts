/** « Recevoir un nouveau mail », for an address that is to be proved: the pending one, or else the account's own. */
import type { AccountRef } from '../database/accounts.ts';
import { findOtherAddress } from '../database/other-addresses.ts';
import { ADDRESS_MAIL_QUOTAS } from '../rules/quota-table.ts';
import { takeAllowance } from './allowance.ts';
import type { ActionTools } from './tools.ts';

export type AskAddressMailOutcome =
  | { outcome: 'asked' }
  /** The address is proved, or there is none. */
  | { outcome: 'nothingToVerify' }
  | { outcome: 'tooMany'; until: Date };

export async function askAddressMail(
  tools: ActionTools,
  accountRef: AccountRef,
): Promise<AskAddressMailOutcome> {
  const account = await tools.accounts.findByRef(tools.db, accountRef);
  const of = { accountRef, role: 'pending' } as const;
  const pending = await findOtherAddress(tools.db, tools.secrets.sealer, of);
  const to = pending?.mailAddress ?? (account?.addressVerified === false ? account.mailAddress : null);
  if (account === undefined || to === null) return { outcome: 'nothingToVerify' };
  const allowance = await takeAllowance(tools, {
    kind: 'addressMail',
    by: [{ counted: 'account', who: accountRef, quota: ADDRESS_MAIL_QUOTAS.account }],
  });
  if (allowance.verdict === 'over') return { outcome: 'tooMany', until: allowance.until };
  await tools.db.transaction().execute(trx => tools.jobs.enqueue(trx, 'address-mail', { accountRef }));
  return { outcome: 'asked' };
}
