/**
 * Étape 2, « Recevoir le mail ». One transaction: the code to copy, then the count of requests, then the account,
 * then one request and one job, whoever was found. Where there is no mail to send the worker ends the job silently,
 * so that nothing here differs between who has an account and who has none (norms ENU-1 to ENU-4, RGP-3, ML-13).
 */
import type { AccountRef } from '../database/accounts.ts';
import { spendCodeAnswer } from '../database/code-answers.ts';
import { addRenewalRequest } from '../database/renewal-requests.ts';
import { lockRequestLimit, writeRequestLimit } from '../database/request-limits.ts';
import type { Trx } from '../database/tables.ts';
import { countedDateOfBirth, type DateOfBirth } from '../rules/date-of-birth.ts';
import { canonicalMailAddress, type MailAddress } from '../rules/mail-address.ts';
import type { Nir } from '../rules/nir.ts';
import { findMatch, type RequestFinding, whoSeesWhat } from '../rules/renewal-answer.ts';
import { decideOnRequest } from '../rules/request-limit.ts';
import { type CodeFault, judgeCode, type TypedCode } from './judge-code.ts';
import type { ActionTools } from './tools.ts';

export type AskForRenewalOutcome =
  /** Étape 3. */
  | { outcome: 'mailSent' }
  /** Étape 3bis, case 1. */
  | { outcome: 'mailImpossible' }
  /** Étape 3bis, case 2. */
  | { outcome: 'requestsBlocked'; until: Date }
  /** Étape 2 again, with a new code. */
  | { outcome: CodeFault };

type Answer = Extract<AskForRenewalOutcome, { outcome: 'mailSent' | 'mailImpossible' | 'requestsBlocked' }>;

export type RenewalQuestion = {
  nir: Nir;
  dateOfBirth: DateOfBirth;
  mailAddress: MailAddress;
  code: TypedCode;
};

export async function askForRenewal(
  tools: ActionTools,
  question: RenewalQuestion,
): Promise<AskForRenewalOutcome> {
  const indexes = indexQuestion(tools, question);
  return tools.db.transaction().execute(async trx => {
    const code = await judgeCode(trx, tools, question.code, indexes.form);
    if (code.judgement === 'repeated') return readEnding(code.ending);
    if (code.judgement !== 'right') return { outcome: code.judgement };
    const answer = await answerRequest(trx, tools, question, indexes);
    await spendCodeAnswer(trx, {
      challengeId: code.challengeId,
      spentAt: tools.world.now(),
      requestIndex: indexes.form,
      ending: JSON.stringify(answer),
    });
    return answer;
  });
}

type Indexes = {
  /** Who is asked about: number and date. */
  identity: Buffer;
  /** What is asked: number, date and address. */
  request: Buffer;
  /** What was sent: the same, from this form. */
  form: Buffer;
};

function indexQuestion(tools: ActionTools, question: RenewalQuestion): Indexes {
  const request = `${identityOf(question)}/${canonicalMailAddress(question.mailAddress)}`;
  const { blindIndex } = tools.secrets;
  return {
    identity: identityIndexOf(tools, question),
    request: blindIndex.of('request', request),
    form: blindIndex.of('form', `${question.code.binding}/${request}`),
  };
}

type Identity = Pick<RenewalQuestion, 'nir' | 'dateOfBirth'>;

/** What the block of étape 3bis counts by: a keyed digest of number and date, whoever they belong to (norm LIM-2). */
export function identityIndexOf(tools: ActionTools, identity: Identity): Buffer {
  return tools.secrets.blindIndex.of('identity', identityOf(identity));
}

/** What names a (number, date), before it is made a keyed digest. */
export function identityOf({ nir, dateOfBirth }: Identity): string {
  return `${nir}/${countedDateOfBirth(dateOfBirth)}`;
}

function readEnding(ending: string): Answer {
  const answer = JSON.parse(ending) as Answer;
  return answer.outcome === 'requestsBlocked' ? { ...answer, until: new Date(answer.until) } : answer;
}

async function answerRequest(
  trx: Trx,
  tools: ActionTools,
  question: RenewalQuestion,
  indexes: Indexes,
): Promise<Answer> {
  const state = await lockRequestLimit(trx, indexes.identity);
  // Read once the lock is held: whoever waited must not count as earlier than whom it waited for.
  const now = tools.world.now();
  const decision = decideOnRequest(state, indexes.request.toString('hex'), now, tools.config.requestLimit);
  if (decision.verdict !== 'repeated') await writeRequestLimit(trx, indexes.identity, decision.next);
  if (decision.verdict === 'blocked') return { outcome: 'requestsBlocked', until: decision.until };

  const account = await tools.accounts.findByNir(trx, question.nir);
  const finding = findMatch(account, question);
  if (decision.verdict === 'accepted') {
    const accountRef = finding === 'noMatch' ? undefined : account?.ref;
    await record(trx, tools, { identityIndex: indexes.identity, accountRef, finding, askedAt: now });
  }
  return { outcome: whoSeesWhat(finding, tools.config.answers).page };
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
