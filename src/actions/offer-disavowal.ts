/**
 * The line « Ce n'était pas moi » of a mail that leaves: its secret is made now and stands nowhere else
 * (`secrets/disavowal-secret.ts`). A mail that did not leave takes it along.
 */
import { addDisavowal, dropDisavowal, type NewDisavowal } from '../database/disavowals.ts';
import type { Trx } from '../database/tables.ts';
import { disavowalExpiry } from '../rules/disavowal.ts';
import type { HandOverEnding } from '../rules/request-timeline.ts';
import { hashDisavowalSecret, makeDisavowalSecret } from '../secrets/disavowal-secret.ts';
import type { ActionTools } from './tools.ts';

export type OfferedDisavowal = { url: string; secretHash: Buffer };

export async function offerDisavowal(
  trx: Trx,
  tools: ActionTools,
  offered: Omit<NewDisavowal, 'secretHash' | 'expiresAt'>,
): Promise<OfferedDisavowal> {
  const secret = makeDisavowalSecret(tools.world);
  const secretHash = hashDisavowalSecret(secret);
  await addDisavowal(trx, { ...offered, secretHash, expiresAt: disavowalExpiry(tools.world.now()) });
  return { url: `${tools.config.publicBaseUrl}/ce-n-etait-pas-moi/${secret}`, secretHash };
}

/** Kept when the mail left, or may have. */
export async function settleDisavowal(
  trx: Trx,
  { secretHash }: OfferedDisavowal,
  ended: HandOverEnding,
): Promise<void> {
  if (ended === 'refused' || ended === 'deferred') await dropDisavowal(trx, secretHash);
}
