/**
 * The address that its owner gave and has now proved becomes the account's own. Called by `verify-address.ts` when the link that was
 * opened is that of the pending address.
 */
import type { AccountRef } from '../database/accounts.ts';
import type { Trx } from '../database/tables.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { ActionTools } from './tools.ts';

export async function takePendingAddress(
  _trx: Trx,
  _tools: ActionTools,
  accountRef: AccountRef,
  _now: Date,
): Promise<MailAddress | undefined> {
  throw new Error(`account ${accountRef} has a pending address, and none can be asked for here`);
}
