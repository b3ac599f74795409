/** What the day's board counts, in the database: nobody is named, and no row of anybody leaves it. */
import { sql } from 'kysely';
import type { FunnelCount, MailCount, RequestCount } from '../rules/day-board.ts';
import type { Db } from './tables.ts';

export async function countRequestsByHour(db: Db, since: Date): Promise<RequestCount[]> {
  const { rows } = await sql<{ hour: Date; requests: string }>`
    select date_trunc('hour', asked_at) as hour, count(*) as requests
    from renewal_requests where asked_at >= ${since} group by 1`.execute(db);
  return rows.map(row => ({ hour: row.hour, requests: Number(row.requests) }));
}

/** A mail that came back later counts as refused. */
export async function countMailsByHour(db: Db, since: Date): Promise<MailCount[]> {
  const { rows } = await sql<{ hour: Date; provider: string | null; fate: MailCount['fate']; mails: string }>`
    select date_trunc('hour', made_at) as hour, provider, count(*) as mails,
      case when hand_over = 'refused' or report = 'failed' then 'refused'
        when hand_over = 'accepted' then 'handedOver' else 'deferred' end as fate
    from mails where made_at >= ${since} and hand_over is not null group by 1, 2, 4`.execute(db);
  return rows.map(row => ({ ...row, provider: row.provider ?? undefined, mails: Number(row.mails) }));
}

/** By way of the code to copy; `again` for the button of étape 3, which asks for none. */
export async function countFunnel(db: Db, since: Date): Promise<FunnelCount[]> {
  const { rows } = await sql<Record<keyof FunnelCount, string>>`
    select coalesce(code_way, 'again') as way, count(*) as asked,
      count(*) filter (where finding = 'match') as matched,
      count(*) filter (where exists (select 1 from mails where request_ref = r.ref and kind = 'renewal'
        and hand_over = 'accepted')) as "mailLeft",
      count(*) filter (where exists (select 1 from renewal_links where request_ref = r.ref
        and (opened_at is not null or ending = 'used'))) as "linkOpened",
      count(*) filter (where exists (select 1 from renewal_links where request_ref = r.ref
        and ending = 'used')) as renewed
    from renewal_requests as r where asked_at >= ${since} group by 1 order by 2 desc`.execute(db);
  return rows.map(({ way, ...counts }) => ({
    way: way as FunnelCount['way'],
    asked: Number(counts.asked),
    matched: Number(counts.matched),
    mailLeft: Number(counts.mailLeft),
    linkOpened: Number(counts.linkOpened),
    renewed: Number(counts.renewed),
  }));
}
