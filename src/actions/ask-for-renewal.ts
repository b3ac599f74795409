/**
 * Étape 2, « Recevoir le mail ». Within the limits of `request-allowance.ts`, one transaction: the code to copy, then the
 * request, counted and recorded as `record-request.ts` says, whoever was found (norms ENU-1 to ENU-4). Asking again from
 * étape 3 is `ask-again.ts`.
 */
import { spendCodeAnswer } from '../database/code-answers.ts';
import type { Trx } from '../database/tables.ts';
import { countedDateOfBirth } from '../rules/date-of-birth.ts';
import { canonicalMailAddress } from '../rules/mail-address.ts';
import type { Allowance } from './allowance.ts';
import { type CodeFault, codeWayOf, judgeCode, type TypedCode } from './judge-code.ts';
import { type Asked, type AskedIndexes, type RecordedRequest, recordRequest } from './record-request.ts';
import { withRequestAllowance } from './request-allowance.ts';
import type { ActionTools } from './tools.ts';
import type { CodeUser } from './use-code.ts';

export type AskForRenewalOutcome =
  /** Étape 3. */
  | { outcome: 'mailSent' }
  /** Étape 3bis, case 1. */
  | { outcome: 'mailImpossible' }
  /** Étape 3bis, case 2. */
  | { outcome: 'requestsBlocked'; until: Date }
  /** Étape 2 again: one of the other limits is reached. */
  | { outcome: 'tooMany'; until: Date }
  /** Étape 2 again, with a new code. */
  | { outcome: CodeFault };

type Answer = Extract<AskForRenewalOutcome, { outcome: 'mailSent' | 'mailImpossible' | 'requestsBlocked' }>;

export type RenewalQuestion = Asked & { code: TypedCode; asker: CodeUser };

type Answered = { outcome: AskForRenewalOutcome; recorded: RecordedRequest['verdict'] | 'none' };

export async function askForRenewal(
  tools: ActionTools,
  question: RenewalQuestion,
): Promise<AskForRenewalOutcome> {
  const { outcome } = await withRequestAllowance(tools, question, allowance =>
    tools.db.transaction().execute(trx => answerQuestion(trx, tools, question, allowance)),
  );
  return outcome;
}

async function answerQuestion(
  trx: Trx,
  tools: ActionTools,
  question: RenewalQuestion,
  allowance: Allowance,
): Promise<Answered> {
  const form = indexForm(tools, question);
  const code = await judgeCode(trx, tools, question.code, form);
  if (code.judgement === 'repeated') return { outcome: readEnding(code.ending), recorded: 'none' };
  if (code.judgement !== 'right') return { outcome: { outcome: code.judgement }, recorded: 'none' };
  const indexes = indexAsked(tools, question);
  const recorded = await recordRequest(trx, tools, {
    asked: question,
    indexes,
    allowance,
    codeWay: codeWayOf(question.code),
  });
  if (recorded.verdict === 'tooMany') {
    return { outcome: { outcome: 'tooMany', until: recorded.until }, recorded: 'tooMany' };
  }
  const answer = toAnswer(recorded);
  await spendCodeAnswer(trx, {
    challengeId: code.challengeId,
    spentAt: tools.world.now(),
    requestIndex: form,
    ending: JSON.stringify(answer),
  });
  return { outcome: answer, recorded: recorded.verdict };
}

/** What was sent: number, date and address, from this form. */
function indexForm(tools: ActionTools, question: RenewalQuestion): Buffer {
  return tools.secrets.blindIndex.of('form', `${question.code.binding}/${requestOf(question)}`);
}

/** What étapes 2 and 3 count and compare requests by. */
export function indexAsked(tools: ActionTools, asked: Asked): AskedIndexes {
  const request = tools.secrets.blindIndex.of('request', requestOf(asked));
  return { identity: identityIndexOf(tools, asked), request };
}

function requestOf(asked: Asked): string {
  return `${identityOf(asked)}/${canonicalMailAddress(asked.mailAddress)}`;
}

type Identity = Pick<Asked, 'nir' | 'dateOfBirth'>;

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

function toAnswer(recorded: Exclude<RecordedRequest, { verdict: 'tooMany' }>): Answer {
  if (recorded.verdict === 'blocked') return { outcome: 'requestsBlocked', until: recorded.until };
  return { outcome: recorded.page };
}
