/**
 * Quotas shared by all processes: one statement counts a hit on each of several, atomically, and says where each
 * stands. Whom they count is a keyed digest; what they mean is `rules/quota.ts`. Rows are locked in the order they are
 * given in, which is why all that counts the same things gives them in the same order: two never wait for each other.
 */
import { sql } from 'kysely';
import type { Quota, QuotaState } from '../rules/quota.ts';
import type { Db } from './tables.ts';

const SECOND_MS = 1000;

export type QuotaHit = { countedIndex: Buffer; quota: Quota };

/** The states after the hits, in their order. */
export async function hitQuotas(db: Db, hits: readonly QuotaHit[], now: Date): Promise<QuotaState[]> {
  const rows = await db
    .insertInto('quotas')
    .values(hits.map(hit => ({ counted_index: hit.countedIndex, hits: 1, ends_at: endOf(hit.quota, now) })))
    .onConflict(conflict =>
      conflict.column('counted_index').doUpdateSet({
        hits: sql`case when quotas.ends_at <= ${now} then 1 else quotas.hits + 1 end`,
        ends_at: sql`case when quotas.ends_at <= ${now} then excluded.ends_at else quotas.ends_at end`,
      }),
    )
    .returning(['counted_index', 'hits', 'ends_at'])
    .execute();
  return hits.map(hit => {
    const row = rows.find(one => hit.countedIndex.equals(one.counted_index));
    if (row === undefined) throw new Error('a quota that was hit did not come back');
    return { hits: row.hits, endsAt: row.ends_at };
  });
}

/**
 * Takes back one hit on each, as long as its window is still the one that was hit. An insert, although the rows are
 * there: it locks them in their order, as an update of several rows would not.
 */
export async function giveBackHits(
  db: Db,
  hits: readonly { countedIndex: Buffer; endsAt: Date }[],
): Promise<void> {
  await db
    .insertInto('quotas')
    .values(hits.map(hit => ({ counted_index: hit.countedIndex, hits: 0, ends_at: hit.endsAt })))
    .onConflict(conflict =>
      conflict.column('counted_index').doUpdateSet({
        hits: sql`case when quotas.ends_at = excluded.ends_at then greatest(quotas.hits - 1, 0) else quotas.hits end`,
      }),
    )
    .execute();
}

function endOf(quota: Quota, now: Date): Date {
  return new Date(now.getTime() + quota.windowSeconds * SECOND_MS);
}
