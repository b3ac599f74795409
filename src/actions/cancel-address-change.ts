/** « Annuler ce changement »: the new address that waits for its proof is forgotten, and with it what its link could do. */
import { removeOtherAddress } from '../database/other-addresses.ts';
import { isStillOwner, type SignedIn } from './prove-owner.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type CancelAddressChangeOutcome =
  | { outcome: 'cancelled' }
  /** Proved, cancelled or forgotten meanwhile. */
  | { outcome: 'nothingWaits' }
  | { outcome: 'signedOut' };

export async function cancelAddressChange(
  tools: ActionTools,
  session: SignedIn,
): Promise<CancelAddressChangeOutcome> {
  const { accountRef } = session;
  return tools.db.transaction().execute(async trx => {
    if ((await isStillOwner(trx, tools, session)) === 'signedOut') return { outcome: 'signedOut' };
    if (!(await removeOtherAddress(trx, { accountRef, role: 'pending' }))) return { outcome: 'nothingWaits' };
    const subject = { kind: 'account', ref: accountRef } as const;
    await record(trx, tools, { subject, event: 'addressChangeCancelled', detail: {} });
    return { outcome: 'cancelled' };
  });
}
