/** « Ce n'était pas moi »: one row a mail that offers it, known by the hash of its secret (`secrets/disavowal-secret.ts`). */
import { randomUUID } from 'node:crypto';
import type { DisavowalEnding, DisavowalFacts, DisavowalKind } from '../rules/disavowal.ts';
import type { AccountRef } from './accounts.ts';
import { carry } from './carried.ts';
import type { MailRef } from './mails.ts';
import type { LinkRef } from './renewal-links.ts';
import type { Db, Trx } from './tables.ts';

export type DisavowalRef = string & { readonly __brand: 'DisavowalRef' };

export type Disavowal = DisavowalFacts & {
  ref: DisavowalRef;
  accountRef: AccountRef;
  mailRef: MailRef;
  kind: DisavowalKind;
  linkRef: LinkRef | undefined;
  aboutAt: Date;
  endedByIndex: Buffer | undefined;
};

export type NewDisavowal = Pick<Disavowal, 'accountRef' | 'mailRef' | 'kind' | 'linkRef' | 'aboutAt'> & {
  secretHash: Buffer;
  expiresAt: Date;
};

export async function addDisavowal(trx: Trx, added: NewDisavowal): Promise<void> {
  const row = trx.insertInto('disavowals').values({
    ref: randomUUID(),
    account_ref: added.accountRef,
    mail_ref: added.mailRef,
    kind: added.kind,
    link_ref: added.linkRef ?? null,
    about_at: added.aboutAt,
    secret_hash: added.secretHash,
    expires_at: added.expiresAt,
    ending: null,
    ended_at: null,
    ended_by_index: null,
  });
  await carry(trx, row.compile());
}

/** Its mail did not leave: nobody will ever see its secret. */
export async function dropDisavowal(trx: Trx, secretHash: Buffer): Promise<void> {
  await trx.deleteFrom('disavowals').where('secret_hash', '=', secretHash).execute();
}

function selectDisavowals(db: Db) {
  return db
    .selectFrom('disavowals')
    .select(['ref', 'account_ref', 'mail_ref', 'kind', 'link_ref', 'about_at'])
    .select(['expires_at', 'tries', 'ending', 'ended_at', 'ended_by_index']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectDisavowals>['execute']>>[number];

function toDisavowal(row: Row): Disavowal {
  return {
    ref: row.ref as DisavowalRef,
    accountRef: row.account_ref as AccountRef,
    mailRef: row.mail_ref as MailRef,
    kind: row.kind as DisavowalKind,
    linkRef: (row.link_ref ?? undefined) as LinkRef | undefined,
    aboutAt: row.about_at,
    expiresAt: row.expires_at,
    tries: row.tries,
    ending: (row.ending ?? undefined) as DisavowalEnding | undefined,
    endedAt: row.ended_at ?? undefined,
    endedByIndex: row.ended_by_index === null ? undefined : Buffer.from(row.ended_by_index),
  };
}

export async function findDisavowal(db: Db, secretHash: Buffer): Promise<Disavowal | undefined> {
  const row = await selectDisavowals(db).where('secret_hash', '=', secretHash).executeTakeFirst();
  return row && toDisavowal(row);
}

/** Oldest first. */
export async function listDisavowals(db: Db, accountRef: AccountRef): Promise<Disavowal[]> {
  const rows = await selectDisavowals(db).where('account_ref', '=', accountRef).orderBy('about_at').execute();
  return rows.map(toDisavowal);
}

/**
 * Holds it and its twins until the transaction ends: two mails may tell of one change, when the first one's fate was unknown.
 * Undefined when it is gone meanwhile.
 */
export async function lockDisavowal(
  trx: Trx,
  { ref, accountRef, kind, aboutAt }: Disavowal,
): Promise<Disavowal | undefined> {
  const rows = await selectDisavowals(trx)
    .where('account_ref', '=', accountRef)
    .where('kind', '=', kind)
    .where('about_at', '=', aboutAt)
    .orderBy('ref')
    .forUpdate()
    .execute();
  const mine = rows.find(row => row.ref === ref);
  return mine && toDisavowal(mine);
}

export async function countDisavowalTry(trx: Trx, ref: DisavowalRef): Promise<void> {
  await trx
    .updateTable('disavowals')
    .set(row => ({ tries: row('tries', '+', 1) }))
    .where('ref', '=', ref)
    .execute();
}

/** It and its twins are done: what was told is told. */
export async function endDisavowal(
  trx: Trx,
  { accountRef, kind, aboutAt }: Disavowal,
  ended: { ending: DisavowalEnding; at: Date; endedByIndex: Buffer },
): Promise<void> {
  await trx
    .updateTable('disavowals')
    .set({ ending: ended.ending, ended_at: ended.at, ended_by_index: ended.endedByIndex })
    .where('account_ref', '=', accountRef)
    .where('kind', '=', kind)
    .where('about_at', '=', aboutAt)
    .where('ending', 'is', null)
    .execute();
}
