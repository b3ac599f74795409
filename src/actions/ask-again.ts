/**
 * Étape 3, « Recevoir un nouveau mail »: the request of étape 2 once more, with nothing typed again. It is counted and
 * recorded as étape 2 does, so that one code copied allows no more than the three requests of its number and date
 * (norm LIM-1), and it is answered alike whoever has that number (norms ENU-1, ENU-2).
 */
import { indexAsked } from './ask-for-renewal.ts';
import { type Asked, type RecordedRequest, recordRequest } from './record-request.ts';
import { withRequestAllowance } from './request-allowance.ts';
import type { ActionTools } from './tools.ts';
import type { CodeUser } from './use-code.ts';

export type AskAgainOutcome =
  /** Étape 3, with a new request of this moment. */
  | { outcome: 'mailSent'; askedAt: Date }
  /** Étape 3, as it was: the request of `askedAt` is too recent to be made again. It does not count. */
  | { outcome: 'tooEarly'; askedAt: Date }
  /** Étape 3bis, case 1: the account has lost its address since. */
  | { outcome: 'mailImpossible' }
  /** Étape 3bis, case 2. */
  | { outcome: 'requestsBlocked'; until: Date }
  /** Étape 3, as it was: one of the other limits is reached. */
  | { outcome: 'tooMany'; until: Date };

export async function askAgain(
  tools: ActionTools,
  asked: Asked & { asker: CodeUser },
): Promise<AskAgainOutcome> {
  const indexes = indexAsked(tools, asked);
  const { outcome } = await withRequestAllowance(tools, asked, async allowance => {
    const recorded = await tools.db
      .transaction()
      .execute(trx => recordRequest(trx, tools, { asked, indexes, allowance, codeWay: undefined }));
    return { outcome: toOutcome(recorded), recorded: recorded.verdict };
  });
  return outcome;
}

function toOutcome(recorded: RecordedRequest): AskAgainOutcome {
  if (recorded.verdict === 'blocked') return { outcome: 'requestsBlocked', until: recorded.until };
  if (recorded.verdict === 'tooMany') return { outcome: 'tooMany', until: recorded.until };
  if (recorded.page === 'mailImpossible') return { outcome: 'mailImpossible' };
  const outcome = recorded.verdict === 'accepted' ? 'mailSent' : 'tooEarly';
  return { outcome, askedAt: recorded.askedAt };
}
