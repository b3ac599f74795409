/**
 * One hit on each of several quotas, or none (norms LIM-4, LIM-5, LIM-9, TOK-12). Where one of them is over, all are
 * given back: who is stopped by a narrow quota uses up no wider one, so nobody alone closes the site, or a neighbour's
 * network. Always outside the caller's transaction: a hit on the whole site's row, held until that transaction ends,
 * would make all requests of the site wait for each other, one by one. A crash between the hits and what they allow
 * leaves them counted until their window ends.
 */
import { tellFact } from '../database/facts.ts';
import { giveBackHits, hitQuotas, type QuotaHit } from '../database/quotas.ts';
import { judgeQuota, type Quota, strictest } from '../rules/quota.ts';
import type { CountedBy } from '../rules/quota-table.ts';
import type { ActionTools } from './tools.ts';

type Tools = Pick<ActionTools, 'db' | 'secrets' | 'world'>;

export type Allowance =
  /** To give back when nothing came of it. */
  | { verdict: 'within'; giveBack(): Promise<void> }
  /** `counted`: which of them it was; the one that lasts longest when several are over. */
  | { verdict: 'over'; until: Date; counted: CountedBy };

export type ToCount = {
  /** What is done. Counts of two kinds are apart. */
  kind:
    | 'request'
    | 'unknownLink'
    | 'signIn'
    | 'creation'
    | 'provisionalCode'
    | 'addressMail'
    | 'addressChange';
  /** By whom, canonical, narrow before wide: the order is the same for all that count this kind. */
  by: readonly { counted: CountedBy; who: string; quota: Quota }[];
};

const WHOLE_SITE = 'site';

/** The site's own row last and by itself: only who is within all others comes to touch it. */
export async function takeAllowance(tools: Tools, toCount: ToCount): Promise<Allowance> {
  const narrow = toCount.by.filter(one => one.counted !== WHOLE_SITE);
  const wide = toCount.by.filter(one => one.counted === WHOLE_SITE);
  const first = await hitAll(tools, { ...toCount, by: narrow });
  if (first.verdict === 'over') return first;
  const then = await hitAll(tools, { ...toCount, by: wide });
  if (then.verdict === 'over') {
    await first.giveBack();
    return then;
  }
  return {
    verdict: 'within',
    async giveBack() {
      await first.giveBack();
      await then.giveBack();
    },
  };
}

async function hitAll(tools: Tools, { kind, by }: ToCount): Promise<Allowance> {
  if (by.length === 0) return { verdict: 'within', giveBack: async () => {} };
  const hits: QuotaHit[] = by.map(({ counted, who, quota }) => ({
    countedIndex: tools.secrets.blindIndex.of(`quota/${kind}/${counted}`, who),
    quota,
  }));
  const states = await hitQuotas(tools.db, hits, tools.world.now());
  const taken = states.map(({ endsAt }, rank) => ({
    countedIndex: (hits[rank] as QuotaHit).countedIndex,
    endsAt,
  }));
  const giveBack = () => giveBackHits(tools.db, taken);
  const verdicts = states.map((state, rank) => judgeQuota(state, (hits[rank] as QuotaHit).quota));
  const worst = strictest(verdicts);
  if (worst.verdict === 'within') return { verdict: 'within', giveBack };
  await giveBack();
  const { counted } = by[verdicts.indexOf(worst)] as ToCount['by'][number];
  tellFact(tools.db, { event: 'limitReached', detail: { limited: kind, by: counted } });
  return { ...worst, counted };
}
