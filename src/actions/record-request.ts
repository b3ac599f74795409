/**
 * What « Recevoir le mail » (étape 2) and « Recevoir un nouveau mail » (étape 3) have in common, inside their
 * transaction: the count of requests, then the account, then one request and one job, whoever was found. Where there is
 * no mail to send the worker ends the job silently, so that nothing here differs between who has an account and who
 * has none (norms ENU-1 to ENU-4, RGP-3, ML-13).
 */
import type { AccountRef } from '../database/accounts.ts';
import { addRenewalRequest } from '../database/renewal-requests.ts';
import { lockRequestLimit, writeRequestLimit } from '../database/request-limits.ts';
import type { Trx } from '../database/tables.ts';
import type { DateOfBirth } from '../rules/date-of-birth.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { Nir } from '../rules/nir.ts';
import { findMatch, type RequestFinding, whoSeesWhat } from '../rules/renewal-answer.ts';
import { decideOnRequest } from '../rules/request-limit.ts';
import type { ActionTools } from './tools.ts';

/** What is asked, as it was typed at étape 2. */
export type Asked = { nir: Nir; dateOfBirth: DateOfBirth; mailAddress: MailAddress };

export type AskedIndexes = {
  /** Who is asked about: number and date. */
  identity: Buffer;
  /** What is asked: number, date and address. */
  request: Buffer;
};

export type RecordedRequest =
  /** A new request, made at `askedAt`. */
  | { verdict: 'accepted'; askedAt: Date; page: 'mailSent' | 'mailImpossible' }
  /** The same request as that of `askedAt`, a moment ago: nothing is written. */
  | { verdict: 'repeated'; askedAt: Date; page: 'mailSent' | 'mailImpossible' }
  | { verdict: 'blocked'; until: Date };

export async function recordRequest(
  trx: Trx,
  tools: ActionTools,
  asked: Asked,
  indexes: AskedIndexes,
): Promise<RecordedRequest> {
  const state = await lockRequestLimit(trx, indexes.identity);
  // Read once the lock is held: whoever waited must not count as earlier than whom it waited for.
  const now = tools.world.now();
  const decision = decideOnRequest(state, indexes.request.toString('hex'), now, tools.config.requestLimit);
  if (decision.verdict !== 'repeated') await writeRequestLimit(trx, indexes.identity, decision.next);
  if (decision.verdict === 'blocked') return { verdict: 'blocked', until: decision.until };

  const account = await tools.accounts.findByNir(trx, asked.nir);
  const finding = findMatch(account, asked);
  const { page } = whoSeesWhat(finding, tools.config.answers);
  if (decision.verdict === 'repeated') {
    return { verdict: 'repeated', askedAt: state.askedAt.at(-1) ?? now, page };
  }
  const accountRef = finding === 'noMatch' ? undefined : account?.ref;
  await record(trx, tools, { identityIndex: indexes.identity, accountRef, finding, askedAt: now });
  return { verdict: 'accepted', askedAt: now, page };
}

async function record(
  trx: Trx,
  tools: ActionTools,
  request: {
    identityIndex: Buffer;
    accountRef: AccountRef | undefined;
    finding: RequestFinding;
    askedAt: Date;
  },
): Promise<void> {
  const requestRef = await addRenewalRequest(trx, request);
  await tools.jobs.enqueue(trx, 'renewal-mail', { requestRef });
}
