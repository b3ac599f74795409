/** The state behind étape 1's waits, held under a row lock while `rules/sign-in-limit.ts` decides on it (norm LIM-9). */
import type { SignInLimitState } from '../rules/sign-in-limit.ts';
import { carry } from './carried.ts';
import type { Db, Trx } from './tables.ts';

/**
 * Reads and locks the row of this number until the transaction ends, making it when it is not there: the same
 * statement for a number that we know and for one that we do not.
 */
export async function lockSignInLimit(trx: Trx, numberIndex: Buffer): Promise<SignInLimitState> {
  const row = await trx
    .insertInto('sign_in_limits')
    .values({ number_index: numberIndex })
    .onConflict(conflict => conflict.column('number_index').doUpdateSet({ number_index: numberIndex }))
    .returning(['tried_at', 'failures'])
    .executeTakeFirstOrThrow();
  return { triedAt: row.tried_at, failures: row.failures };
}

/** What is counted of one number, by each key of the ring; looked at and not locked. */
export async function findSignInLimits(
  db: Db,
  numberIndexes: readonly Buffer[],
): Promise<SignInLimitState[]> {
  const rows = await db
    .selectFrom('sign_in_limits')
    .select(['tried_at', 'failures'])
    .where('number_index', 'in', numberIndexes)
    .execute();
  return rows.map(row => ({ triedAt: row.tried_at, failures: row.failures }));
}

export async function writeSignInLimit(
  trx: Trx,
  numberIndex: Buffer,
  state: SignInLimitState,
): Promise<void> {
  const written = trx
    .updateTable('sign_in_limits')
    .set({ tried_at: [...state.triedAt], failures: state.failures })
    .where('number_index', '=', numberIndex);
  await carry(trx, written.compile());
}

/** @param numberIndexes of one number, by each key of the ring */
export async function liftSignInLimit(db: Db, numberIndexes: readonly Buffer[]): Promise<void> {
  const lifted = db.deleteFrom('sign_in_limits').where('number_index', 'in', numberIndexes);
  await carry(db, lifted.compile());
}
