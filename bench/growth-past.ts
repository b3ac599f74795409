/**
 * A past for `npm run bench:growth`: as many renewals as accounts behind them, so that every table of the journey has grown,
 * not the accounts alone. Written by PostgreSQL itself; nothing in them can be opened or verified, which no journey does.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../src/database/tables.ts';

/** `i` counts them; `at` is some moment of the day before. */
const PAST: readonly ((i: Range) => RawBuilder<unknown>)[] = [
  i => sql`insert into renewal_requests (ref, identity_index, account_ref, finding, asked_at)
    select gen_random_uuid(), sha256(int8send(i)), gen_random_uuid(), 'match', at from ${i}`,
  i => sql`insert into renewal_links (ref, request_ref, account_ref, secret_hash, made_at, expires_at, ending, ended_at)
    select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), sha256(int8send(-i)), at, at + interval '30 minutes', 'used', at from ${i}`,
  i => sql`insert into mails (ref, kind, account_ref, request_ref, address_index, made_at, hand_over, server_answer, settled_at)
    select gen_random_uuid(), 'notice', gen_random_uuid(), gen_random_uuid(), sha256(int8send(i)), at, 'accepted', '250', at from ${i}`,
  i =>
    sql`insert into request_limits (identity_index, asked_at) select sha256(int8send(i)), array[at] from ${i}`,
  i => sql`insert into code_answers (challenge_id, is_right, answered_at, spent_at, ending)
    select md5(i::text), true, at, at, '{}' from ${i}`,
  i => sql`insert into quotas (counted_index, hits, ends_at) select sha256(int8send(i)), 1, at from ${i}`,
  i =>
    sql`insert into sign_in_limits (number_index, tried_at) select sha256(int8send(i)), array[at] from ${i}`,
  i => sql`insert into sessions (token_hash, account_ref, opened_at, expires_at)
    select sha256(int8send(i)), gen_random_uuid(), at, at from ${i}`,
  i => sql`insert into audit_entries (chain, seq, at, event, subject_index, detail, key_fingerprint, previous_hash, hash)
    select i % 16, -i, at, 'passwordChanged', sha256(int8send(i)), '{}', 'none', 'none', 'none' from ${i}`,
];

type Range = RawBuilder<unknown>;

/** Those of these ranks, the last one not included. */
export async function growPast(db: Db, { from, to }: { from: number; to: number }): Promise<void> {
  const range = sql`(
    select i, now() - interval '1 day' * random() as at from generate_series(${from}::bigint + 1, ${to}::bigint) as i
  ) as past`;
  for (const insert of PAST) await insert(range).execute(db);
  await sql`vacuum (analyze)`.execute(db);
}
