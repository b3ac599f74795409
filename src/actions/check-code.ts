/**
 * Étape 2, when another field is wrong: the code that came with the form is judged all the same, and a right answer
 * is kept, so that mending a date costs nobody a second code.
 */
import { type CodeFault, judgeCode, type TypedCode } from './judge-code.ts';
import type { ActionTools } from './tools.ts';

export type CheckCodeOutcome = { outcome: 'codeKept' } | { outcome: CodeFault };

const NO_REQUEST = Buffer.alloc(0);

export async function checkCode(tools: ActionTools, code: TypedCode): Promise<CheckCodeOutcome> {
  const judged = await tools.db.transaction().execute(trx => judgeCode(trx, tools, code, NO_REQUEST));
  switch (judged.judgement) {
    case 'right':
      return { outcome: 'codeKept' };
    case 'repeated':
      return { outcome: 'codeUsed' };
    default:
      return { outcome: judged.judgement };
  }
}
