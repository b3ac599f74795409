/**
 * Étape 5, when the link is opened: what it is worth, and, if it is alive, a note of its first opening for the agents.
 * The note changes nothing in what the link is worth, whoever opened it (norms TOK-10, SCAN-1, SCAN-4).
 */
import { noteOpening } from '../database/link-openings.ts';
import { type LinkHolder, type LiveLink, type LookAtLinkOutcome, lookAtLink } from './look-at-link.ts';
import { recordDeadLink } from './record-dead-link.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export async function openLink(tools: ActionTools, holder: LinkHolder): Promise<LookAtLinkOutcome> {
  const link = await lookAtLink(tools, holder);
  if (link.outcome === 'live') await noteFirstOpening(tools, link);
  else await recordDeadLink(tools, holder, link);
  return link;
}

async function noteFirstOpening(tools: ActionTools, { ref, accountRef }: LiveLink): Promise<void> {
  const subject = { kind: 'account', ref: accountRef } as const;
  await tools.db.transaction().execute(async trx => {
    if (!(await noteOpening(trx, ref, tools.world.now()))) return;
    await record(trx, tools, { subject, event: 'linkOpened', detail: { link: ref } });
  });
}
