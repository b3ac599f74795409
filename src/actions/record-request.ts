/**
 * What « Recevoir le mail » (étape 2) and « Recevoir un nouveau mail » (étape 3) have in common, inside their
 * transaction: the count of requests, then the account, then one request and one job, whoever was found. Where there is
 * no mail to send the worker ends the job silently, so that nothing here differs between who has an account and who
 * has none (norms ENU-1 to ENU-4, RGP-3, ML-13).
 */
import { addRenewalRequest } from '../database/renewal-requests.ts';
import { lockRequestLimit, writeRequestLimit } from '../database/request-limits.ts';
import type { Trx } from '../database/tables.ts';
import type { AuditedLimit } from '../rules/audit-events.ts';
import type { DateOfBirth } from '../rules/date-of-birth.ts';
import type { CopyWay } from '../rules/facts.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { Nir } from '../rules/nir.ts';
import type { CountedBy } from '../rules/quota-table.ts';
import { findMatch, whoSeesWhat } from '../rules/renewal-answer.ts';
import { decideOnRequest } from '../rules/request-limit.ts';
import type { Allowance } from './allowance.ts';
import { type AuditEntry, record as recordEvent, recordOnce } from './record-event.ts';
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
  /** The same request as that of `askedAt`, a moment ago: only the journal tells it, once. */
  | { verdict: 'repeated'; askedAt: Date; page: 'mailSent' | 'mailImpossible' }
  | { verdict: 'blocked'; until: Date }
  /** One of the other limits is reached (`request-allowance.ts`): only the journal tells it, once. */
  | { verdict: 'tooMany'; until: Date; counted: CountedBy };

export type RequestToRecord = {
  asked: Asked;
  indexes: AskedIndexes;
  allowance: Allowance;
  /** How the code to copy was passed; undefined where none was asked for. */
  codeWay: CopyWay | undefined;
};

export async function recordRequest(
  trx: Trx,
  tools: ActionTools,
  { asked, indexes, allowance, codeWay }: RequestToRecord,
): Promise<RecordedRequest> {
  const state = await lockRequestLimit(trx, indexes.identity);
  // Read once the lock is held: whoever waited must not count as earlier than whom it waited for.
  const now = tools.world.now();
  const decision = decideOnRequest(state, indexes.request.toString('hex'), now, tools.config.requestLimit);
  // Only here, so that whoever is blocked, or merely repeats, is told that first.
  if (decision.verdict === 'accepted' && allowance.verdict === 'over') {
    const { until, counted } = allowance;
    await recordOnce(trx, tools, refusal(indexes, { limit: counted, until }));
    return { verdict: 'tooMany', until, counted };
  }
  if (decision.verdict !== 'repeated') await writeRequestLimit(trx, indexes.identity, decision.next);
  if (decision.verdict === 'blocked') {
    await recordOnce(trx, tools, refusal(indexes, { limit: 'person', until: decision.until }));
    return { verdict: 'blocked', until: decision.until };
  }

  const account = await tools.accounts.findByNir(trx, asked.nir);
  const finding = findMatch(account, asked, now);
  const { page } = whoSeesWhat(finding, tools.config.answers);
  if (decision.verdict === 'repeated') {
    const askedAt = state.askedAt.at(-1) ?? now;
    const detail = { askedAt: askedAt.toISOString() };
    await recordOnce(trx, tools, { subject: subjectOf(indexes), event: 'requestRepeated', detail });
    return { verdict: 'repeated', askedAt, page };
  }
  const accountRef = finding === 'noMatch' ? undefined : account?.ref;
  await record(trx, tools, { identityIndex: indexes.identity, accountRef, finding, askedAt: now, codeWay });
  await recordEvent(trx, tools, {
    subject: subjectOf(indexes),
    event: 'requestAccepted',
    detail: { finding },
  });
  return { verdict: 'accepted', askedAt: now, page };
}

/** The same for who has an account and who has none: never the account. */
function subjectOf({ identity }: AskedIndexes) {
  return { kind: 'identity', index: identity } as const;
}

function refusal(indexes: AskedIndexes, { limit, until }: { limit: AuditedLimit; until: Date }): AuditEntry {
  return {
    subject: subjectOf(indexes),
    event: 'requestBlocked',
    detail: { limit, until: until.toISOString() },
  };
}

async function record(
  trx: Trx,
  tools: ActionTools,
  request: Parameters<typeof addRenewalRequest>[1],
): Promise<void> {
  const requestRef = await addRenewalRequest(trx, request);
  await tools.jobs.enqueue(trx, 'renewal-mail', { requestRef });
}
