/**
 * Counting a try to sign in before its password is looked at, so that a flood costs no hash (norms LIM-9, ENU-7): on the
 * client and its network, on the number typed, known or not, then on the whole site. What the number's own wait refuses
 * stays counted on the client, which so stops trying; it does not come to touch the site's row. A right password, or a
 * renewal (norm LIM-10), lifts the number's wait: whoever makes an owner wait cannot keep them out.
 */
import { liftSignInLimit, lockSignInLimit, writeSignInLimit } from '../database/sign-in-limits.ts';
import type { Trx } from '../database/tables.ts';
import { clientNetworks } from '../rules/client-network.ts';
import type { Nir } from '../rules/nir.ts';
import { type CountedBy, SIGN_IN_QUOTAS } from '../rules/quota-table.ts';
import { decideOnTry, forgetTry, type SignInVerdict } from '../rules/sign-in-limit.ts';
import { type Allowance, takeAllowance } from './allowance.ts';
import type { ActionTools } from './tools.ts';

export type CountedTry =
  | {
      verdict: 'goOn';
      /** The password was right: nothing is counted on client, network and site. */
      giveBack(): Promise<void>;
      /** Nobody looked at the password: nothing is counted at all. */
      forget(): Promise<void>;
    }
  /** `counted`: whose limit it was; only the number's own says something of the number. */
  | { verdict: 'tooMany'; until: Date; counted: CountedBy }
  | { verdict: 'renewalNeeded' };

export async function countTry(
  tools: ActionTools,
  { nir, clientAddress }: { nir: Nir; clientAddress: string },
): Promise<CountedTry> {
  const near = await takeNear(tools, clientAddress);
  if (near.verdict === 'over') return tooMany(near);
  const { verdict, at } = await countOnNumber(tools, nir);
  if (verdict.verdict === 'renewalNeeded') return verdict;
  if (verdict.verdict === 'wait') return tooMany({ until: verdict.until, counted: 'number' });
  const site = await takeAllowance(tools, {
    kind: 'signIn',
    by: [{ counted: 'site', who: '', quota: SIGN_IN_QUOTAS.site }],
  });
  if (site.verdict === 'over') {
    await near.giveBack();
    await forgetOnNumber(tools, { nir, at });
    return tooMany(site);
  }
  async function giveBack() {
    await (near as GivenAllowance).giveBack();
    await (site as GivenAllowance).giveBack();
  }
  async function forget() {
    await giveBack();
    await forgetOnNumber(tools, { nir, at });
  }
  return { verdict: 'goOn', giveBack, forget };
}

function tooMany({ until, counted }: { until: Date; counted: CountedBy }): CountedTry {
  return { verdict: 'tooMany', until, counted };
}

type GivenAllowance = Extract<Allowance, { verdict: 'within' }>;

function takeNear(tools: ActionTools, clientAddress: string): Promise<Allowance> {
  const { client, network } = clientNetworks(clientAddress);
  return takeAllowance(tools, {
    kind: 'signIn',
    by: [
      { counted: 'client', who: client, quota: SIGN_IN_QUOTAS.client },
      { counted: 'network', who: network, quota: SIGN_IN_QUOTAS.network },
    ],
  });
}

/** @param field keeps the counts of two kinds of tries apart */
export async function countOnNumber(
  tools: ActionTools,
  nir: Nir,
  field: NumberLimitField = SIGN_IN_LIMIT_FIELD,
): Promise<{ verdict: SignInVerdict; at: Date }> {
  const index = tools.secrets.blindIndex.of(field, nir);
  return tools.db.transaction().execute(async trx => {
    const state = await lockSignInLimit(trx, index);
    // Read once the lock is held: whoever waited must not count as earlier than whom it waited for.
    const at = tools.world.now();
    const verdict = decideOnTry(state, at);
    if (verdict.verdict === 'goOn') await writeSignInLimit(trx, index, verdict.next);
    return { verdict, at };
  });
}

export async function forgetOnNumber(
  tools: ActionTools,
  { nir, at }: { nir: Nir; at: Date },
  field: NumberLimitField = SIGN_IN_LIMIT_FIELD,
): Promise<void> {
  const index = tools.secrets.blindIndex.of(field, nir);
  await tools.db.transaction().execute(async trx => {
    await writeSignInLimit(trx, index, forgetTry(await lockSignInLimit(trx, index), at));
  });
}

/** Apart from what finds an account: whoever reads the tables does not see which of the numbers tried have one. */
export const SIGN_IN_LIMIT_FIELD = 'sign-in-limit';
/** « Mot de passe actuel », asked of who is signed in already: its failures never keep anybody from signing in. */
export const OWN_PASSWORD_LIMIT_FIELD = 'own-password-limit';
type NumberLimitField = typeof SIGN_IN_LIMIT_FIELD | typeof OWN_PASSWORD_LIMIT_FIELD;

/** The number may be tried again at once, in both places. */
export async function liftWaitOfNumber(
  trx: Trx,
  tools: Pick<ActionTools, 'secrets'>,
  nir: Nir,
): Promise<void> {
  const { blindIndex } = tools.secrets;
  await liftSignInLimit(trx, [
    ...blindIndex.candidates(SIGN_IN_LIMIT_FIELD, nir),
    ...blindIndex.candidates(OWN_PASSWORD_LIMIT_FIELD, nir),
  ]);
}
