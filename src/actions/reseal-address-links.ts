/**
 * Key rotation for the links that prove an address: each lives a day, and knows its address by an index only. It is the account's
 * address or the one that waits, or the link proves nothing any more; so it can be indexed anew under the current key.
 */
import { type AddressLinkSeals, listAddressLinkSeals } from '../database/account-seals.ts';
import { type AccountRef, type Person, placeOfPerson } from '../database/accounts.ts';
import { type AddressLinkRef, reindexAddressLink } from '../database/address-links.ts';
import { placeOfAddress } from '../database/other-addresses.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { ActionTools } from './tools.ts';

type Tools = Pick<ActionTools, 'db' | 'secrets' | 'world'>;

const BATCH = 500;

/** @returns how many were indexed anew */
export async function resealAddressLinks(tools: Tools): Promise<number> {
  let reindexed = 0;
  for await (const { ref, rank, current } of rankedLinks(tools)) {
    if (rank < 1 || current === undefined) continue;
    await reindexAddressLink(tools.db, ref, current);
    reindexed += 1;
  }
  return reindexed;
}

/** How many live links are indexed by each key, in the order of the ring. */
export async function countAddressLinks(tools: Tools): Promise<number[]> {
  const counts = tools.secrets.keys.all('blind-index').map(() => 0);
  for await (const { rank } of rankedLinks(tools)) if (rank >= 0) counts[rank] = (counts[rank] ?? 0) + 1;
  return counts;
}

/** `rank`: which key of the ring made the index; -1 when the address is neither the account's nor the one that waits. */
type RankedLink = { ref: AddressLinkRef; rank: number; current: Buffer | undefined };

async function* rankedLinks({ db, secrets, world }: Tools): AsyncGenerator<RankedLink> {
  const now = world.now();
  let after: AddressLinkRef | undefined;
  while (true) {
    const links = await listAddressLinkSeals(db, { after, now, limit: BATCH });
    for (const link of links) yield rankLink(secrets, link);
    after = links.at(-1)?.ref;
    if (after === undefined) return;
  }
}

function rankLink(secrets: Secrets, link: AddressLinkSeals): RankedLink {
  const { ref } = link;
  for (const address of addressesOf(secrets, link)) {
    const indexes = secrets.blindIndex.candidates('mail-address', address);
    const rank = indexes.findIndex(one => one.equals(link.index));
    if (rank >= 0) return { ref, rank, current: indexes[0] };
  }
  return { ref, rank: -1, current: undefined };
}

/** None of an account that opens under no key of the ring. */
function addressesOf({ sealer }: Secrets, { accountRef, personSealed, pendingSealed }: AddressLinkSeals) {
  const addresses: string[] = [];
  const person = sealer.open(personSealed, placeOfPerson(accountRef));
  const own = person.state === 'opened' ? (JSON.parse(person.text) as Person).mailAddress : null;
  if (own !== null) addresses.push(own);
  if (pendingSealed === undefined) return addresses;
  const place = placeOfAddress({ accountRef: accountRef as AccountRef, role: 'pending' });
  const pending = sealer.open(pendingSealed, place);
  return pending.state === 'opened' ? [...addresses, pending.text] : addresses;
}
