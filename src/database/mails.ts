/**
 * The mails that left, or tried to: one row each, with how the mail server took it and what was reported about it
 * later. Who it went to is a keyed index of the address; no answer holds any text (norms RGP-2, DSN-1 to DSN-3).
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { HandOverEnding, MailHistory, MailKind, ReportEnding } from '../rules/request-timeline.ts';
import type { AccountRef } from './accounts.ts';
import { carry } from './carried.ts';
import type { LinkRef } from './renewal-links.ts';
import type { RequestRef } from './renewal-requests.ts';
import type { Db } from './tables.ts';

export type MailRef = string & { readonly __brand: 'MailRef' };

export type NewMail = {
  kind: MailKind;
  accountRef: AccountRef;
  requestRef: RequestRef | undefined;
  linkRef: LinkRef | undefined;
  addressIndex: Buffer;
  provider: string | undefined;
  madeAt: Date;
  /** Where there is no request: what it tells, as a word and an instant. */
  tells?: string | undefined;
};

export async function addMail(db: Db, mail: NewMail): Promise<MailRef> {
  const ref = randomUUID() as MailRef;
  const added = db.insertInto('mails').values({
    ref,
    kind: mail.kind,
    account_ref: mail.accountRef,
    request_ref: mail.requestRef ?? null,
    link_ref: mail.linkRef ?? null,
    address_index: mail.addressIndex,
    provider: mail.provider ?? null,
    made_at: mail.madeAt,
    tells: mail.tells ?? null,
  });
  await carry(db, added.compile());
  return ref;
}

/** Whether a mail of this kind already left for this request: who was killed afterwards must not send another. */
export async function hasLeft(db: Db, requestRef: RequestRef, kind: MailKind): Promise<boolean> {
  const row = await db
    .selectFrom('mails')
    .select('ref')
    .where('request_ref', '=', requestRef)
    .where('kind', '=', kind)
    .where('hand_over', '=', 'accepted' satisfies HandOverEnding)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The same for a mail that no request caused. */
export async function hasTold(
  db: Db,
  told: { kind: MailKind; accountRef: AccountRef; addressIndex: Buffer; tells: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('mails')
    .select('ref')
    .where('account_ref', '=', told.accountRef)
    .where('kind', '=', told.kind)
    .where('tells', '=', told.tells)
    .where('address_index', '=', told.addressIndex)
    .where('hand_over', '=', 'accepted' satisfies HandOverEnding)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** How the mail server took it. */
export async function settleMail(
  db: Db,
  ref: MailRef,
  settled: { handOver: HandOverEnding; answer: string; at: Date },
): Promise<void> {
  const { handOver, answer, at } = settled;
  const written = db
    .updateTable('mails')
    .set({ hand_over: handOver, server_answer: answer, settled_at: at })
    .where('ref', '=', ref);
  await carry(db, written.compile());
}

/** What a report about a mail needs to know of it; undefined when no mail has this reference. */
export async function findMail(
  db: Db,
  ref: MailRef,
): Promise<{ accountRef: AccountRef; addressIndex: Buffer } | undefined> {
  const row = await db
    .selectFrom('mails')
    .select(['account_ref', 'address_index'])
    .where('ref', '=', ref)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { accountRef: row.account_ref as AccountRef, addressIndex: Buffer.from(row.address_index) };
}

/** What each report outdoes: the same again, or a weaker one that was late, changes nothing. */
const WEAKER: Record<ReportEnding, ReportEnding[]> = {
  delayed: [],
  delivered: ['delayed'],
  failed: ['delayed', 'delivered'],
};

/** Whether it was noted: the same again, or a weaker one, is not. */
export async function noteReport(
  db: Db,
  ref: MailRef,
  report: { ending: ReportEnding; answer: string; at: Date },
): Promise<boolean> {
  const noted = await db
    .updateTable('mails')
    .set({ report: report.ending, report_answer: report.answer, reported_at: report.at })
    .where('ref', '=', ref)
    .where(sql<boolean>`(report is null or report = any(${WEAKER[report.ending]}::text[]))`)
    .executeTakeFirst();
  return noted.numUpdatedRows === 1n;
}

/** All mails of a request, oldest first: those with its links, and the notice. */
export async function listMailHistories(db: Db, requestRef: RequestRef): Promise<MailHistory[]> {
  const mails = await db
    .selectFrom('mails')
    .select(['kind', 'made_at', 'hand_over', 'server_answer', 'settled_at'])
    .select(['report', 'report_answer', 'reported_at'])
    .where('request_ref', '=', requestRef)
    .orderBy('made_at')
    .execute();
  return mails.map(mail => ({
    kind: mail.kind as MailKind,
    madeAt: mail.made_at,
    handOver: (mail.hand_over ?? undefined) as HandOverEnding | undefined,
    serverAnswer: mail.server_answer ?? undefined,
    settledAt: mail.settled_at ?? undefined,
    report: (mail.report ?? undefined) as ReportEnding | undefined,
    reportAnswer: mail.report_answer ?? undefined,
    reportedAt: mail.reported_at ?? undefined,
  }));
}

/** The address indexes of the mails made since then for these accounts, and of those whose « Ce n'était pas moi » is still open. */
export async function listMailIndexes(
  db: Db,
  refs: readonly string[],
  { since, now }: { since: Date; now: Date },
): Promise<{ ref: string; index: Buffer; madeAt: Date }[]> {
  if (refs.length === 0) return [];
  const openNotices = db
    .selectFrom('disavowals')
    .select('mail_ref')
    .where('account_ref', 'in', refs)
    .where('kind', '=', 'notice')
    .where('ending', 'is', null)
    .where('expires_at', '>', now);
  const rows = await db
    .selectFrom('mails')
    .select(['account_ref', 'address_index', 'made_at'])
    .where('account_ref', 'in', refs)
    .where(mail => mail.or([mail('made_at', '>', since), mail('ref', 'in', openNotices)]))
    .execute();
  return rows.map(row => ({
    ref: row.account_ref,
    index: Buffer.from(row.address_index),
    madeAt: row.made_at,
  }));
}
