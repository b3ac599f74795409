/** « Code provisoire »: one an account at the most, known by a keyed digest (its story: `secrets/provisional-code.ts`). */
import { sql } from 'kysely';
import type { CodeIssuer } from '../rules/audit-events.ts';
import type { AccountRef } from './accounts.ts';
import { carry } from './carried.ts';
import type { Db, Trx } from './tables.ts';

export type KeptCode = {
  codeIndex: Buffer;
  issuedAt: Date;
  expiresAt: Date;
  issuedBy: CodeIssuer;
  /** When a password was chosen since. */
  endedAt: Date | undefined;
};

/** It takes the place of the former one. */
export async function writeProvisionalCode(
  trx: Trx,
  accountRef: AccountRef,
  code: Omit<KeptCode, 'endedAt'>,
): Promise<void> {
  const row = {
    code_index: code.codeIndex,
    issued_at: code.issuedAt,
    expires_at: code.expiresAt,
    issued_by: code.issuedBy,
    ended_at: null,
  };
  await trx
    .insertInto('provisional_codes')
    .values({ account_ref: accountRef, ...row })
    .onConflict(conflict => conflict.column('account_ref').doUpdateSet(row))
    .execute();
}

function selectCode(db: Db, accountRef: AccountRef) {
  return db
    .selectFrom('provisional_codes')
    .select(['code_index', 'issued_at', 'expires_at', 'issued_by', 'ended_at'])
    .where('account_ref', '=', accountRef);
}

export async function findProvisionalCode(db: Db, accountRef: AccountRef): Promise<KeptCode | undefined> {
  const row = await selectCode(db, accountRef).executeTakeFirst();
  return row && toKeptCode(row);
}

/** As it is until the transaction ends: whoever gives, uses or ends a code holds it, before anything else of the account. */
export async function lockProvisionalCode(trx: Trx, accountRef: AccountRef): Promise<KeptCode | undefined> {
  const row = await selectCode(trx, accountRef).forUpdate().executeTakeFirst();
  return row && toKeptCode(row);
}

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof selectCode>['executeTakeFirst']>>>;

function toKeptCode(row: Row): KeptCode {
  return {
    codeIndex: Buffer.from(row.code_index),
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    issuedBy: row.issued_by as CodeIssuer,
    endedAt: row.ended_at ?? undefined,
  };
}

/** Whenever a password is chosen, in that transaction. */
export async function endProvisionalCode(trx: Trx, accountRef: AccountRef, at: Date): Promise<void> {
  const ended = trx
    .updateTable('provisional_codes')
    .set({ ended_at: at })
    .where('account_ref', '=', accountRef)
    .where('ended_at', 'is', null);
  await carry(trx, ended.compile());
}

/** How many codes that are still worth something each key made, by its fingerprint in hexadecimal. */
export async function countCodesByKey(db: Db, now: Date): Promise<{ fingerprint: string; codes: number }[]> {
  const { rows } = await sql<{ fingerprint: string; codes: string }>`
    select encode(substring(code_index from 1 for 4), 'hex') as fingerprint, count(*) as codes
    from provisional_codes where ended_at is null and expires_at > ${now} group by 1 order by 1`.execute(db);
  return rows.map(row => ({ fingerprint: row.fingerprint, codes: Number(row.codes) }));
}
