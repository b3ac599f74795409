/**
 * Étape 5 with a link that is worth nothing any more: told to the journal once for each link and reason, since anybody who
 * holds it may reload the page without end (norm LOG-1), and noted with the link, last time only, for who asks the agents. A link that was never ours concerns nobody and is not told.
 */
import { noteDeadOpening } from '../database/link-openings.ts';
import { findRenewalLink } from '../database/renewal-links.ts';
import type { DeadLink } from '../rules/audit-events.ts';
import { hashLinkSecret, readLinkSecret } from '../secrets/link-secret.ts';
import type { LinkHolder, LookAtLinkOutcome } from './look-at-link.ts';
import { recordOnce } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export async function recordDeadLink(
  tools: ActionTools,
  holder: LinkHolder,
  seen: LookAtLinkOutcome,
): Promise<void> {
  if (!isDead(seen.outcome)) return;
  const read = readLinkSecret(holder.linkCookie);
  if (read.state === 'unreadable') return;
  const link = await findRenewalLink(tools.db, hashLinkSecret(read.secret));
  if (link === undefined) return;
  const detail = { link: link.ref, why: seen.outcome };
  const subject = { kind: 'account', ref: link.accountRef } as const;
  const told = { subject, event: 'linkRefused', detail } as const;
  await tools.db.transaction().execute(async trx => {
    await noteDeadOpening(trx, link.ref, tools.world.now());
    await recordOnce(trx, tools, told);
  });
}

function isDead(outcome: LookAtLinkOutcome['outcome']): outcome is DeadLink {
  return outcome !== 'live' && outcome !== 'unknown' && outcome !== 'none';
}
