/** The state behind étape 3bis, case 2, held under a row lock while `rules/request-limit.ts` decides on it. */
import type { RequestLimitState } from '../rules/request-limit.ts';
import { carry } from './carried.ts';
import type { Db, Trx } from './tables.ts';

/**
 * Reads and locks the row of this (number, date) until the transaction ends, making it when it is not there: the
 * same statement for a number that we know and for one that we do not.
 */
export async function lockRequestLimit(trx: Trx, identityIndex: Buffer): Promise<RequestLimitState> {
  const row = await trx
    .insertInto('request_limits')
    .values({ identity_index: identityIndex })
    .onConflict(conflict => conflict.column('identity_index').doUpdateSet({ identity_index: identityIndex }))
    .returning(['asked_at', 'blocked_until', 'last_request_index'])
    .executeTakeFirstOrThrow();
  return {
    askedAt: row.asked_at,
    blockedUntil: row.blocked_until ?? undefined,
    lastRequest:
      row.last_request_index === null ? undefined : Buffer.from(row.last_request_index).toString('hex'),
  };
}

/** What is counted of one (number, date), by each key of the ring; looked at and not locked. */
export async function findRequestLimits(
  db: Db,
  identityIndexes: readonly Buffer[],
): Promise<Pick<RequestLimitState, 'askedAt' | 'blockedUntil'>[]> {
  const rows = await db
    .selectFrom('request_limits')
    .select(['asked_at', 'blocked_until'])
    .where('identity_index', 'in', identityIndexes)
    .execute();
  return rows.map(row => ({ askedAt: row.asked_at, blockedUntil: row.blocked_until ?? undefined }));
}

export async function writeRequestLimit(
  trx: Trx,
  identityIndex: Buffer,
  state: RequestLimitState,
): Promise<void> {
  const written = trx
    .updateTable('request_limits')
    .set({
      asked_at: [...state.askedAt],
      blocked_until: state.blockedUntil ?? null,
      last_request_index: state.lastRequest === undefined ? null : Buffer.from(state.lastRequest, 'hex'),
    })
    .where('identity_index', '=', identityIndex);
  await carry(trx, written.compile());
}
