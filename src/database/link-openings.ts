/** When a link of étape 4 was opened: first while it lived, last when it did not any more. Who answers the phone is told (`rules/link-timeline.ts`). */
import type { LinkRef } from './renewal-links.ts';
import type { Db } from './tables.ts';

const MINUTE_MS = 60_000;

/** Notes the first opening, and says whether it was; the following ones change nothing. */
export async function noteOpening(db: Db, ref: LinkRef, at: Date): Promise<boolean> {
  const noted = await db
    .updateTable('renewal_links')
    .set({ opened_at: at })
    .where('ref', '=', ref)
    .where('opened_at', 'is', null)
    .executeTakeFirst();
  return noted.numUpdatedRows === 1n;
}

/** Notes the last opening of a link that was worth nothing any more, to the minute: anybody may reload it without end. */
export async function noteDeadOpening(db: Db, ref: LinkRef, at: Date): Promise<void> {
  const aMinuteAgo = new Date(at.getTime() - MINUTE_MS);
  await db
    .updateTable('renewal_links')
    .set({ opened_dead_at: at })
    .where('ref', '=', ref)
    .where(link => link.or([link('opened_dead_at', 'is', null), link('opened_dead_at', '<=', aMinuteAgo)]))
    .execute();
}
