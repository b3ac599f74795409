/**
 * Counting what is done with the code to copy, before it is done: by form session and by client address, in the shared
 * database, so that many processes count as one (norms CAP-6, LIM-5). Answers and proofs only: pictures and sounds
 * that are merely shown write nothing (`web/memory-quotas.ts` bounds those).
 */
import { tellFact } from '../database/facts.ts';
import { hitQuotas } from '../database/quotas.ts';
import { CODE_QUOTAS, proofEffort } from '../rules/code-quotas.ts';
import { judgeQuota, type QuotaState, strictest } from '../rules/quota.ts';
import type { ActionTools } from './tools.ts';

export type CodeUser = { formSession: string; clientAddress: string };

export type UseCodeOutcome = { outcome: 'counted' } | { outcome: 'tooMany'; until: Date };

/** One more answer to a code. */
export async function useCode(tools: ActionTools, user: CodeUser): Promise<UseCodeOutcome> {
  return judge(tools, 'answer', await hit(tools, user, 'answer'));
}

export type AskForProofOutcome =
  /** `tries`: how many it takes at the most, so that the browser can tell how far it is. */
  | { outcome: 'challenge'; challenge: Awaited<ReturnType<ActionTools['proofs']['issue']>>; tries: number }
  | { outcome: 'tooMany'; until: Date };

/** A challenge for the way without copying, harder each time it is asked for. */
export async function askForProof(
  tools: ActionTools,
  user: CodeUser,
  binding: string,
): Promise<AskForProofOutcome> {
  const states = await hit(tools, user, 'proof');
  const judged = judge(tools, 'proof', states);
  if (judged.outcome === 'tooMany') return judged;
  const effort = proofEffort(Math.max(states.session.hits, Math.ceil(states.client.hits / CLIENT_SHARE)));
  return { outcome: 'challenge', challenge: await tools.proofs.issue(binding, effort), tries: 2 * effort };
}

/** Many people may share an address; who drops the cookie each time to pay the first price does not get far. */
const CLIENT_SHARE = 10;

type States = { session: QuotaState; client: QuotaState };

async function hit(tools: ActionTools, user: CodeUser, use: 'answer' | 'proof'): Promise<States> {
  const { blindIndex } = tools.secrets;
  const hits = [
    {
      countedIndex: blindIndex.of(`quota/${use}/session`, user.formSession),
      quota: CODE_QUOTAS[use].session,
    },
    {
      countedIndex: blindIndex.of(`quota/${use}/client`, user.clientAddress),
      quota: CODE_QUOTAS[use].client,
    },
  ];
  const [session, client] = await hitQuotas(tools.db, hits, tools.world.now());
  return { session: session as QuotaState, client: client as QuotaState };
}

function judge(tools: ActionTools, use: 'answer' | 'proof', states: States): UseCodeOutcome {
  const { session, client } = CODE_QUOTAS[use];
  const verdict = strictest([judgeQuota(states.session, session), judgeQuota(states.client, client)]);
  if (verdict.verdict === 'within') return { outcome: 'counted' };
  tellFact(tools.db, { event: 'limitReached', detail: { limited: use, by: 'sessionOrClient' } });
  return { outcome: 'tooMany', until: verdict.until };
}
