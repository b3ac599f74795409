/** The accepted requests of étape 2. Nothing that was typed is here: only a keyed index of it (norm RGP-3). */
import { randomUUID } from 'node:crypto';
import type { RequestFinding } from '../rules/renewal-answer.ts';
import type { AccountRef } from './accounts.ts';
import type { Db, Trx } from './tables.ts';

export type RequestRef = string & { readonly __brand: 'RequestRef' };

export type RenewalRequest = { ref: RequestRef; accountRef: AccountRef | undefined; finding: RequestFinding };

export async function addRenewalRequest(
  trx: Trx,
  request: {
    identityIndex: Buffer;
    accountRef: AccountRef | undefined;
    finding: RequestFinding;
    askedAt: Date;
  },
): Promise<RequestRef> {
  const ref = randomUUID() as RequestRef;
  await trx
    .insertInto('renewal_requests')
    .values({
      ref,
      identity_index: request.identityIndex,
      account_ref: request.accountRef ?? null,
      finding: request.finding,
      asked_at: request.askedAt,
    })
    .execute();
  return ref;
}

export async function findRenewalRequest(db: Db, ref: RequestRef): Promise<RenewalRequest | undefined> {
  const row = await db
    .selectFrom('renewal_requests')
    .select(['account_ref', 'finding'])
    .where('ref', '=', ref)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    ref,
    accountRef: (row.account_ref ?? undefined) as AccountRef | undefined,
    finding: row.finding as RequestFinding,
  };
}
