/**
 * Étape 2, « Recopiez les caractères »: whether the code to copy lets a form through. The challenge itself is
 * `captcha/`'s; here is what the database makes of it: one guess a challenge, a right answer that waits for the rest
 * of the form, and a double click that leads where the first click led (norms CAP-1, CAP-2; journey, « Double clicks »).
 */
import { type CodeAnswerRow, claimCodeAnswer, findCodeAnswer } from '../database/code-answers.ts';
import { tellFact } from '../database/facts.ts';
import type { Trx } from '../database/tables.ts';
import type { CopyWay } from '../rules/facts.ts';
import { GRANT_LIFE_SECONDS } from '../rules/retention.ts';
import type { ActionTools } from './tools.ts';

export type TypedCode = {
  /** The sealed challenge that the form carried. */
  token: string;
  /** What the challenge was made for: form session and purpose. */
  binding: string;
  /** What the person typed, as typed. */
  answer: string;
  /** What the browser worked out instead, when the person chose the way without copying; else empty. */
  proof: string;
};

export type CodeFault = 'codeMissing' | 'codeWrong' | 'codeExpired' | 'codeUsed';

export type CodeJudgement =
  | { judgement: 'right'; challengeId: string }
  /** The same form was sent twice: `ending` is what the first one was answered. */
  | { judgement: 'repeated'; ending: string }
  | { judgement: CodeFault };

const SECOND_MS = 1000;

/** @param requestIndex keyed digest of all that the form says: what makes two presses the same press */
export async function judgeCode(
  trx: Trx,
  tools: ActionTools,
  code: TypedCode,
  requestIndex: Buffer,
): Promise<CodeJudgement> {
  const judged = await judgeCodeAgain(trx, tools, code, requestIndex);
  tellFact(trx, { event: 'codeJudged', detail: { way: codeWayOf(code), ending: judged.judgement } });
  return judged;
}

export function codeWayOf({ proof }: TypedCode): CopyWay {
  return proof === '' ? 'copied' : 'withoutCopying';
}

/** The same, for a form whose code was judged a moment ago in another transaction: told once. */
export async function judgeCodeAgain(
  trx: Trx,
  tools: ActionTools,
  code: TypedCode,
  requestIndex: Buffer,
): Promise<CodeJudgement> {
  const guess = code.proof === '' ? readAnswer(tools, code) : await readProof(tools, code);
  if (guess.state === 'forged') return { judgement: 'codeExpired' };
  if (guess.state === 'expired' || guess.state === 'blank') {
    const row = await findCodeAnswer(trx, guess.id);
    if (row !== undefined) return judgeAnswered(tools, guess.id, row, requestIndex);
    return { judgement: guess.state === 'expired' ? 'codeExpired' : 'codeMissing' };
  }
  const { id, isRight } = guess;
  const claim = await claimCodeAnswer(trx, { challengeId: id, isRight, answeredAt: tools.world.now() });
  if (claim !== 'claimed') return judgeAnswered(tools, id, claim, requestIndex);
  return isRight ? { judgement: 'right', challengeId: id } : { judgement: 'codeWrong' };
}

/** An answer or a proof, before anybody knows whether it was already given. */
type Guess =
  | { state: 'given'; id: string; isRight: boolean }
  | { state: 'blank'; id: string }
  | { state: 'expired'; id: string }
  | { state: 'forged' };

function readAnswer(tools: ActionTools, code: TypedCode): Guess {
  const challenge = tools.challenges.open(code.token, code.binding);
  if (challenge.state !== 'open') return challenge;
  if (code.answer.trim() === '') return { state: 'blank', id: challenge.id };
  const isRight = tools.challenges.matches(code.token, code.binding, code.answer);
  return { state: 'given', id: challenge.id, isRight };
}

async function readProof(tools: ActionTools, code: TypedCode): Promise<Guess> {
  const proof = await tools.proofs.check(code.proof, code.binding);
  return proof.state === 'proved'
    ? { state: 'given', id: `preuve/${proof.id}`, isRight: true }
    : { state: 'forged' };
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
