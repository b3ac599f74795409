/**
 * « Valider mon adresse mail »: what the link in this browser's cookie is worth now. Looking changes nothing, however often and
 * whoever looks (norms TOK-10, SCAN-1). A link that no mail of ours carried is counted with those of étape 4 (TOK-12).
 */
import type { AccountRef } from '../database/accounts.ts';
import { type AddressLink, findAddressLink } from '../database/address-links.ts';
import { findBouncedAddress } from '../database/bounced-addresses.ts';
import type { Db } from '../database/tables.ts';
import { addressLinkState } from '../rules/address-link-life.ts';
import { hashLinkSecret, readLinkSecret } from '../secrets/link-secret.ts';
import { countUnknownLink } from './look-at-link.ts';
import { findUnproved } from './send-address-mail.ts';
import type { ActionTools } from './tools.ts';

export type LookAtAddressLinkOutcome =
  /** `asksDate`: this browser is not signed in to that account, and so the date of birth is asked. */
  { outcome: 'live'; asksDate: boolean } | DeadAddressLink;

/** Worth nothing, or nothing any more. */
export type DeadAddressLink =
  /** By this link, or otherwise: proving twice is proving once. */
  | { outcome: 'alreadyVerified' }
  | { outcome: 'expired' }
  /** A newer mail was sent, or the address is not the one that waits for its proof. */
  | { outcome: 'replaced' }
  /** Its provider said since that there is no such address. */
  | { outcome: 'bounced' }
  /** Too many wrong dates of birth. */
  | { outcome: 'triesExhausted' }
  | { outcome: 'unknown' }
  /** Unknown too, and so were too many others. */
  | { outcome: 'tooMany'; until: Date }
  /** The browser holds no link at all. */
  | { outcome: 'none' };

/** Who looks: the cookie as it came, the account that this browser is signed in to, and where from. */
export type AddressLinkHolder = {
  linkCookie: string | undefined;
  signedInTo: AccountRef | undefined;
  clientAddress: string;
};

export async function lookAtAddressLink(
  tools: ActionTools,
  holder: AddressLinkHolder,
): Promise<LookAtAddressLinkOutcome> {
  const held = await findHeldLink(tools, holder);
  if (held.state === 'dead') return held.link;
  const judged = await judgeAddressLink(tools, tools.db, held.link);
  if (judged.outcome !== 'live') return judged;
  return { outcome: 'live', asksDate: held.link.accountRef !== holder.signedInTo };
}

export type HeldLink =
  | { state: 'ours'; link: AddressLink; secretHash: Buffer }
  | { state: 'dead'; link: Extract<DeadAddressLink, { outcome: 'none' | 'unknown' | 'tooMany' }> };

export async function findHeldLink(
  tools: ActionTools,
  { linkCookie, clientAddress }: AddressLinkHolder,
): Promise<HeldLink> {
  if (linkCookie === undefined) return { state: 'dead', link: { outcome: 'none' } };
  const read = readLinkSecret(linkCookie);
  if (read.state === 'unreadable') return { state: 'dead', link: { outcome: 'unknown' } };
  const secretHash = hashLinkSecret(read.secret);
  const link = await findAddressLink(tools.db, secretHash);
  if (link === undefined) return { state: 'dead', link: await countUnknownLink(tools, clientAddress) };
  return { state: 'ours', link, secretHash };
}

type Judged =
  | { outcome: 'live'; isPending: boolean }
  | Extract<
      DeadAddressLink,
      { outcome: 'alreadyVerified' | 'expired' | 'replaced' | 'bounced' | 'triesExhausted' | 'unknown' }
    >;

export async function judgeAddressLink(tools: ActionTools, db: Db, link: AddressLink): Promise<Judged> {
  const state = addressLinkState(link, tools.world.now());
  switch (state) {
    case 'live':
      return judgeAddress(tools, db, link);
    case 'verified':
      return { outcome: 'alreadyVerified' };
    case 'refused':
      return { outcome: 'unknown' };
    default:
      return { outcome: state };
  }
}

/** Whether its address is the one that waits for its proof, and nobody said meanwhile that there is no such address. */
async function judgeAddress(tools: ActionTools, db: Db, link: AddressLink): Promise<Judged> {
  const isOf = (address: string, index: Buffer) =>
    tools.secrets.blindIndex.candidates('mail-address', address).some(one => one.equals(index));
  const isOfLink = (address: string) => isOf(address, link.addressIndex);
  const unproved = await findUnproved(tools, db, link.accountRef);
  if (unproved === undefined || !isOfLink(unproved.mailAddress)) {
    const account = await tools.accounts.findByRef(db, link.accountRef);
    const proved = account?.addressVerified ? account.mailAddress : null;
    return { outcome: proved !== null && isOfLink(proved) ? 'alreadyVerified' : 'replaced' };
  }
  const bounced = await findBouncedAddress(db, link.accountRef);
  const isBounced =
    bounced !== undefined &&
    isOf(unproved.mailAddress, bounced.addressIndex) &&
    bounced.bouncedAt >= link.madeAt;
  return isBounced ? { outcome: 'bounced' } : { outcome: 'live', isPending: unproved.isPending };
}
