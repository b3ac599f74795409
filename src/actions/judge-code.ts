/**
 * Étape 2, « Recopiez les caractères »: whether the code to copy lets a form through. The challenge itself is
 * `captcha/`'s; here is what the database makes of it: one guess a challenge, a right answer that waits for the rest
 * of the form, and a double click that leads where the first click led (norms CAP-1, CAP-2; journey, « Double clicks »).
 */
import { type CodeAnswerRow, claimCodeAnswer, findCodeAnswer } from '../database/code-answers.ts';
import type { Trx } from '../database/tables.ts';
import type { ActionTools } from './tools.ts';

export type TypedCode = {
  /** The sealed challenge that the form carried. */
  token: string;
  /** What the challenge was made for: form session and purpose. */
  binding: string;
  /** What the person typed, as typed. */
  answer: string;
};

export type CodeFault = 'codeMissing' | 'codeWrong' | 'codeExpired' | 'codeUsed';

export type CodeJudgement =
  | { judgement: 'right'; challengeId: string }
  /** The same form was sent twice: `ending` is what the first one was answered. */
  | { judgement: 'repeated'; ending: string }
  | { judgement: CodeFault };

const SECOND_MS = 1000;
/** How long a right answer waits for the rest of the form. */
export const GRANT_LIFE_SECONDS = 1800;

/** @param requestIndex keyed digest of all that the form says: what makes two presses the same press */
export async function judgeCode(
  trx: Trx,
  tools: ActionTools,
  code: TypedCode,
  requestIndex: Buffer,
): Promise<CodeJudgement> {
  const challenge = tools.challenges.open(code.token, code.binding);
  if (challenge.state === 'forged') return { judgement: 'codeExpired' };
  const isBlank = code.answer.trim() === '';
  if (challenge.state === 'expired' || isBlank) {
    const row = await findCodeAnswer(trx, challenge.id);
    if (row !== undefined) return judgeAnswered(tools, challenge.id, row, requestIndex);
    return { judgement: challenge.state === 'expired' ? 'codeExpired' : 'codeMissing' };
  }
  const isRight = tools.challenges.matches(code.token, code.binding, code.answer);
  const answeredAt = tools.world.now();
  const claim = await claimCodeAnswer(trx, { challengeId: challenge.id, isRight, answeredAt });
  if (claim !== 'claimed') return judgeAnswered(tools, challenge.id, claim, requestIndex);
  return isRight ? { judgement: 'right', challengeId: challenge.id } : { judgement: 'codeWrong' };
}

function judgeAnswered(
  tools: ActionTools,
  challengeId: string,
  row: CodeAnswerRow,
  requestIndex: Buffer,
): CodeJudgement {
  if (!row.isRight) return { judgement: 'codeUsed' };
  const now = tools.world.now();
  if (row.spentAt === undefined) {
    const isFresh = now.getTime() - row.answeredAt.getTime() < GRANT_LIFE_SECONDS * SECOND_MS;
    return isFresh ? { judgement: 'right', challengeId } : { judgement: 'codeExpired' };
  }
  const sameForm = row.requestIndex?.equals(requestIndex) === true;
  const repeatMs = tools.config.requestLimit.repeatSeconds * SECOND_MS;
  const isRecent = now.getTime() - row.spentAt.getTime() < repeatMs;
  if (sameForm && isRecent && row.ending !== undefined) return { judgement: 'repeated', ending: row.ending };
  return { judgement: 'codeUsed' };
}
