/** Key rotation for the addresses besides the accounts' own (`other_addresses`): few, and each gone within a week. */
import { listAddressesNotSealedBy, placeOfAddress, resealAddress } from '../database/other-addresses.ts';
import type { ActionTools } from './tools.ts';

/** How many were sealed anew. One that opens under no key of the ring stays as it is, until it is purged. */
export async function resealAddresses({ db, secrets }: Pick<ActionTools, 'db' | 'secrets'>): Promise<number> {
  const { sealer, keys } = secrets;
  let resealed = 0;
  for (const was of await listAddressesNotSealedBy(db, keys.current('seal').fingerprint)) {
    const opened = sealer.open(was.sealed, placeOfAddress(was));
    if (opened.state === 'refused') continue;
    await resealAddress(db, was, sealer.seal(opened.text, placeOfAddress(was)));
    resealed += 1;
  }
  return resealed;
}
