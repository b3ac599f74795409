/** The accepted requests of étape 2. Nothing that was typed is here: only a keyed index of it (norm RGP-3). */
import { randomUUID } from 'node:crypto';
import type { CopyWay } from '../rules/facts.ts';
import type { RequestFinding } from '../rules/renewal-answer.ts';
import type { LinkHistory, RequestHistory } from '../rules/request-timeline.ts';
import type { AccountRef } from './accounts.ts';
import { carry } from './carried.ts';
import { listMailHistories } from './mails.ts';
import type { Db, Trx } from './tables.ts';

export type RequestRef = string & { readonly __brand: 'RequestRef' };

export type RenewalRequest = {
  ref: RequestRef;
  accountRef: AccountRef | undefined;
  finding: RequestFinding;
  askedAt: Date;
};

export async function addRenewalRequest(
  trx: Trx,
  request: {
    identityIndex: Buffer;
    accountRef: AccountRef | undefined;
    finding: RequestFinding;
    askedAt: Date;
    codeWay?: CopyWay | undefined;
  },
): Promise<RequestRef> {
  const ref = randomUUID() as RequestRef;
  const added = trx.insertInto('renewal_requests').values({
    ref,
    identity_index: request.identityIndex,
    account_ref: request.accountRef ?? null,
    finding: request.finding,
    asked_at: request.askedAt,
    code_way: request.codeWay ?? null,
  });
  await carry(trx, added.compile());
  return ref;
}

export async function findRenewalRequest(db: Db, ref: RequestRef): Promise<RenewalRequest | undefined> {
  const row = await db
    .selectFrom('renewal_requests')
    .select(['account_ref', 'finding', 'asked_at'])
    .where('ref', '=', ref)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    ref,
    accountRef: (row.account_ref ?? undefined) as AccountRef | undefined,
    finding: row.finding as RequestFinding,
    askedAt: row.asked_at,
  };
}

/** Its mail will not be tried any more. */
export async function giveUpRequest(db: Db, ref: RequestRef, at: Date): Promise<void> {
  await db.updateTable('renewal_requests').set({ given_up_at: at }).where('ref', '=', ref).execute();
}

const REQUESTS_SHOWN_MAX = 50;

/** The latest requests for one (number, date), newest first, each with all that became of its mails and links. */
export async function listRequestHistories(
  db: Db,
  identityIndexes: readonly Buffer[],
  requestsMax = REQUESTS_SHOWN_MAX,
): Promise<(RequestHistory & { ref: RequestRef })[]> {
  const requests = await db
    .selectFrom('renewal_requests')
    .select(['ref', 'finding', 'asked_at', 'given_up_at'])
    .where('identity_index', 'in', [...identityIndexes])
    .orderBy('asked_at', 'desc')
    .limit(requestsMax)
    .execute();
  return Promise.all(
    requests.map(async request => ({
      ref: request.ref as RequestRef,
      askedAt: request.asked_at,
      finding: request.finding as RequestFinding,
      givenUpAt: request.given_up_at ?? undefined,
      mails: await listMailHistories(db, request.ref as RequestRef),
      links: await listLinkHistories(db, request.ref as RequestRef),
    })),
  );
}

async function listLinkHistories(db: Db, requestRef: RequestRef): Promise<LinkHistory[]> {
  const links = await db
    .selectFrom('renewal_links')
    .select([
      'made_at',
      'opened_at',
      'opened_dead_at',
      'extensions',
      'extended_at',
      'expires_at',
      'ending',
      'ended_at',
    ])
    .where('request_ref', '=', requestRef)
    .orderBy('made_at')
    .execute();
  return links.map(link => ({
    madeAt: link.made_at,
    openedAt: link.opened_at ?? undefined,
    openedDeadAt: link.opened_dead_at ?? undefined,
    extensions: link.extensions,
    extendedAt: link.extended_at ?? undefined,
    expiresAt: link.expires_at,
    ending: (link.ending ?? undefined) as LinkHistory['ending'],
    endedAt: link.ended_at ?? undefined,
  }));
}
