/**
 * Étape 5, « J’ai besoin de plus de temps » (norms C-4, A11Y-12): the link that this browser holds lives ten minutes longer,
 * ten times at most, and only while it lives. Whoever holds it could use it at once, so more time gives nobody anything new
 * (docs/decisions/0023). Each press that gave time is told to the journal, in the transaction that gives it.
 */
import { putOffExpiry } from '../database/renewal-links.ts';
import { type LinkHolder, type LiveLink, type LookAtLinkOutcome, lookAtLink } from './look-at-link.ts';
import { recordDeadLink } from './record-dead-link.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type ExtendLinkOutcome =
  | { outcome: 'extended' }
  /** It was put off as often as can be, and is still alive. */
  | { outcome: 'noMoreTime' }
  /** The form belongs to another link than the one this browser holds now; neither was put off. */
  | { outcome: 'otherLink' }
  /** The link is worth nothing, or nothing any more. */
  | Exclude<LookAtLinkOutcome, { outcome: 'live' }>;

/** @param asker with the link that the form was shown for */
export async function extendLink(
  tools: ActionTools,
  asker: LinkHolder & { formLink: string },
): Promise<ExtendLinkOutcome> {
  const link = await lookAtLink(tools, asker);
  if (link.outcome !== 'live') {
    await recordDeadLink(tools, asker, link);
    return link;
  }
  if (asker.formLink !== link.ref) return { outcome: 'otherLink' };
  if (await giveMoreTime(tools, link)) return { outcome: 'extended' };
  const after = await lookAtLink(tools, asker);
  return after.outcome === 'live' ? { outcome: 'noMoreTime' } : after;
}

/** False when the link has just ended, or had all the time there is. */
function giveMoreTime(tools: ActionTools, { ref, accountRef }: LiveLink): Promise<boolean> {
  const subject = { kind: 'account', ref: accountRef } as const;
  return tools.db.transaction().execute(async trx => {
    const extension = await putOffExpiry(trx, { ref, now: tools.world.now() });
    if (extension === undefined) return false;
    await record(trx, tools, { subject, event: 'linkExtended', detail: { link: ref, extension } });
    return true;
  });
}
