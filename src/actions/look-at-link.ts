/**
 * Étapes 4 to 6: what the link in this browser's cookie is worth now. Looking changes nothing, however often and
 * whoever looks (norms TOK-10, SCAN-1). Only a link that no mail of ours carried is counted, on the client, its network
 * and the whole site, so that nobody can try many (norm TOK-12): it is looked up first, and a link that we know is told
 * what it is worth whatever others at that address have tried (norm SCAN-4).
 */
import type { AccountRef } from '../database/accounts.ts';
import { tellFact } from '../database/facts.ts';
import { findRenewalLink, type LinkRef } from '../database/renewal-links.ts';
import type { RequestRef } from '../database/renewal-requests.ts';
import { clientNetworks } from '../rules/client-network.ts';
import { linkState } from '../rules/link-life.ts';
import { UNKNOWN_LINK_QUOTAS } from '../rules/quota-table.ts';
import { hashLinkSecret, readLinkSecret } from '../secrets/link-secret.ts';
import { takeAllowance } from './allowance.ts';
import type { ActionTools } from './tools.ts';

export type LiveLink = {
  outcome: 'live';
  ref: LinkRef;
  requestRef: RequestRef;
  accountRef: AccountRef;
  expiresAt: Date;
  /** How often it was given more time. */
  extensions: number;
};

export type LookAtLinkOutcome =
  | LiveLink
  | { outcome: 'expired' }
  /** This very browser used it: the second press of a double click, or étape 6 seen again. */
  | { outcome: 'usedHere'; usedAt: Date }
  | { outcome: 'used' }
  /** A newer mail was sent at this instant. */
  | { outcome: 'replaced'; replacedAt: Date }
  /** Another way was found meanwhile: another link, another mail. */
  | { outcome: 'passwordChanged' }
  /** Its mail went to an address that is not the account's any more. */
  | { outcome: 'addressChanged' }
  /** « Ce n'était pas moi », its owner said at this instant. */
  | { outcome: 'disavowed'; disavowedAt: Date }
  | { outcome: 'unknown' }
  /** Unknown too, and so were too many others. */
  | { outcome: 'tooMany'; until: Date }
  /** The browser holds no link at all. */
  | { outcome: 'none' };

/** Who looks: the cookie as it came, the browser's form session, and where from. */
export type LinkHolder = { linkCookie: string | undefined; formSession: string; clientAddress: string };

/** Keyed digest of a browser's form session: recognises the browser that used a link, and nothing else. */
export function browserIndex(tools: ActionTools, formSession: string): Buffer {
  return tools.secrets.blindIndex.of('browser', formSession);
}

export async function lookAtLink(tools: ActionTools, holder: LinkHolder): Promise<LookAtLinkOutcome> {
  if (holder.linkCookie === undefined) return { outcome: 'none' };
  const read = readLinkSecret(holder.linkCookie);
  if (read.state === 'unreadable') return { outcome: 'unknown' };
  const link = await findRenewalLink(tools.db, hashLinkSecret(read.secret));
  if (link === undefined) return countUnknownLink(tools, holder.clientAddress);

  const life = linkState(link, tools.world.now());
  switch (life.state) {
    case 'live':
      return {
        outcome: 'live',
        ref: link.ref,
        requestRef: link.requestRef,
        accountRef: link.accountRef,
        expiresAt: life.expiresAt,
        extensions: link.extensions,
      };
    case 'used': {
      const here = link.usedByIndex?.equals(browserIndex(tools, holder.formSession)) === true;
      return here ? { outcome: 'usedHere', usedAt: life.endedAt } : { outcome: 'used' };
    }
    case 'replaced':
      return { outcome: 'replaced', replacedAt: life.endedAt };
    case 'expired':
      return { outcome: 'expired' };
    case 'passwordChanged':
    case 'addressChanged':
      return { outcome: life.state };
    case 'disavowed':
      return { outcome: 'disavowed', disavowedAt: life.endedAt };
    case 'refused':
      return { outcome: 'unknown' };
    default:
      return life satisfies never;
  }
}

/** A link that no mail of ours carried, whichever page it was tried at. */
export async function countUnknownLink(
  tools: ActionTools,
  clientAddress: string,
): Promise<{ outcome: 'unknown' } | { outcome: 'tooMany'; until: Date }> {
  tellFact(tools.db, { event: 'unknownLinkOpened', detail: {} });
  const { client, network } = clientNetworks(clientAddress);
  const allowance = await takeAllowance(tools, {
    kind: 'unknownLink',
    by: [
      { counted: 'client', who: client, quota: UNKNOWN_LINK_QUOTAS.client },
      { counted: 'network', who: network, quota: UNKNOWN_LINK_QUOTAS.network },
      { counted: 'site', who: '', quota: UNKNOWN_LINK_QUOTAS.site },
    ],
  });
  return allowance.verdict === 'over'
    ? { outcome: 'tooMany', until: allowance.until }
    : { outcome: 'unknown' };
}
