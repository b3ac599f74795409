/**
 * One row for each code to copy that was answered: the row is what makes an answer single use, even when fifty
 * arrive at once. It is claimed before the answer is judged by anything else (norms CAP-2, CAP-6).
 */
import { carry } from './carried.ts';
import type { Trx } from './tables.ts';

export type CodeAnswerRow = {
  isRight: boolean;
  answeredAt: Date;
  spentAt: Date | undefined;
  requestIndex: Buffer | undefined;
  ending: string | undefined;
};

/** 'claimed' for the first answer to this challenge; otherwise the row that the first one left, locked. */
export async function claimCodeAnswer(
  trx: Trx,
  answer: { challengeId: string; isRight: boolean; answeredAt: Date },
): Promise<'claimed' | CodeAnswerRow> {
  const inserted = await trx
    .insertInto('code_answers')
    .values({
      challenge_id: answer.challengeId,
      is_right: answer.isRight,
      answered_at: answer.answeredAt,
      spent_at: null,
      request_index: null,
      ending: null,
    })
    .onConflict(conflict => conflict.column('challenge_id').doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) return 'claimed';
  const row = await findCodeAnswer(trx, answer.challengeId);
  if (row === undefined) throw new Error('a code answer vanished while it was being claimed');
  return row;
}

/** The answer already given to this challenge, locked until the transaction ends. */
export async function findCodeAnswer(trx: Trx, challengeId: string): Promise<CodeAnswerRow | undefined> {
  const row = await trx
    .selectFrom('code_answers')
    .select(['is_right', 'answered_at', 'spent_at', 'request_index', 'ending'])
    .where('challenge_id', '=', challengeId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    isRight: row.is_right,
    answeredAt: row.answered_at,
    spentAt: row.spent_at ?? undefined,
    requestIndex: row.request_index === null ? undefined : Buffer.from(row.request_index),
    ending: row.ending ?? undefined,
  };
}

/** The right answer has served: what it served for and where it led are kept for a double click. */
export async function spendCodeAnswer(
  trx: Trx,
  answer: { challengeId: string; spentAt: Date; requestIndex: Buffer; ending: string },
): Promise<void> {
  const spent = trx
    .updateTable('code_answers')
    .set({ spent_at: answer.spentAt, request_index: answer.requestIndex, ending: answer.ending })
    .where('challenge_id', '=', answer.challengeId);
  await carry(trx, spent.compile());
}
