/**
 * Who opens a mailed link may be signed in already, in the same browser, to this account or to another (norm RST-4). Looking
 * leaves the session as it is, its end included: it was not used.
 */
import type { AccountRef } from '../database/accounts.ts';
import { findRenewalLink } from '../database/renewal-links.ts';
import { findLiveSession } from '../database/sessions.ts';
import { hashLinkSecret, readLinkSecret } from '../secrets/link-secret.ts';
import { hashSessionToken } from './open-session.ts';
import type { ActionTools } from './tools.ts';

/** `none` too for who came in by a provisional code and chooses a password. */
export type SessionBeside = 'none' | 'sameAccount' | 'otherAccount';

/** @param accountRef whose link it is */
export async function sessionBeside(
  tools: ActionTools,
  sessionToken: string | undefined,
  accountRef: AccountRef,
): Promise<SessionBeside> {
  if (sessionToken === undefined) return 'none';
  const session = await findLiveSession(tools.db, hashSessionToken(sessionToken), tools.world.now());
  if (session?.scope !== 'account') return 'none';
  return session.accountRef === accountRef ? 'sameAccount' : 'otherAccount';
}

/** Étapes 5 and 6: beside the link that this browser's cookie holds. Without a session nothing is looked up. */
export async function sessionBesideLink(
  tools: ActionTools,
  { sessionToken, linkCookie }: { sessionToken: string | undefined; linkCookie: string | undefined },
): Promise<SessionBeside> {
  const read = readLinkSecret(linkCookie);
  if (sessionToken === undefined || read.state === 'unreadable') return 'none';
  const link = await findRenewalLink(tools.db, hashLinkSecret(read.secret));
  return link === undefined ? 'none' : sessionBeside(tools, sessionToken, link.accountRef);
}
