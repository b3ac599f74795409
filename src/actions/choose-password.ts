/**
 * Étape 5, « Valider le nouveau mot de passe ». The link is claimed, the password written, the sessions ended and
 * the notice enqueued in one transaction, so a link is used exactly once and only by a password that was accepted:
 * a refusal, a fault or a crash leaves it alive (norms TOK-5, RST-1 to RST-4, RST-6, ATK-6). The hash, which is long,
 * is made before the transaction opens. Nobody is signed in by it.
 */
import { addActivity } from '../database/account-activity.ts';
import type { Account } from '../database/accounts.ts';
import { tellFact } from '../database/facts.ts';
import { dropOtherAddress } from '../database/other-addresses.ts';
import { endProvisionalCode, lockProvisionalCode } from '../database/provisional-codes.ts';
import { claimRenewalLink } from '../database/renewal-links.ts';
import { findRenewalRequest } from '../database/renewal-requests.ts';
import { endSessionsOf } from '../database/sessions.ts';
import type { Nir } from '../rules/nir.ts';
import type { PasswordRule } from '../rules/password-rules.ts';
import { liftWaitOfNumber } from './count-sign-in.ts';
import { judgePassword } from './judge-password.ts';
import { browserIndex, type LinkHolder, type LookAtLinkOutcome, lookAtLink } from './look-at-link.ts';
import { recordDeadLink } from './record-dead-link.ts';
import { record, recordOnce } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type ChoosePasswordOutcome =
  /** Étape 6. */
  | { outcome: 'changed' }
  /** Étape 5 again; the link is still alive. */
  | { outcome: 'refused'; broken: readonly PasswordRule[] }
  | { outcome: 'typedDifferently' }
  /** Too many passwords are being chosen at once; the link is still alive. */
  | { outcome: 'busy' }
  /** The form belongs to another link than the one this browser holds now; both are still alive. */
  | { outcome: 'otherLink' }
  /** The link is worth nothing, or nothing any more. */
  | Exclude<LookAtLinkOutcome, { outcome: 'live' }>;

export type ChosenPassword = LinkHolder & {
  /** The link that the form was shown for. */
  formLink: string;
  password: string;
  repeated: string;
};

type LiveLink = Extract<LookAtLinkOutcome, { outcome: 'live' }>;

export async function choosePassword(
  tools: ActionTools,
  chosen: ChosenPassword,
): Promise<ChoosePasswordOutcome> {
  const link = await lookAtLink(tools, chosen);
  if (link.outcome !== 'live') {
    await recordDeadLink(tools, chosen, link);
    return link;
  }
  if (chosen.formLink !== link.ref) return { outcome: 'otherLink' };

  const account = await findHolder(tools, link);
  const judged = judgePassword(tools, account, chosen);
  if (judged.outcome === 'refused') await recordRefusal(tools, link, judged.broken);
  if (judged.outcome !== 'acceptable') return judged;

  const hashed = await tools.secrets.passwordHasher.hash(chosen.password);
  if (hashed.state === 'busy') return { outcome: 'busy' };
  const change = { link, nir: account.nir, chosen, passwordHash: hashed.hash };
  if (await changePassword(tools, change)) return { outcome: 'changed' };
  return endedMeanwhile(tools, chosen);
}

async function findHolder(tools: ActionTools, link: LiveLink): Promise<Account> {
  const account = await tools.accounts.findByRef(tools.db, link.accountRef);
  if (account === undefined) throw new Error(`link ${link.ref} leads to no account`);
  return account;
}

/** Which rules, once for each link, and nothing of what was typed. */
async function recordRefusal(
  tools: ActionTools,
  { ref, accountRef }: LiveLink,
  broken: readonly PasswordRule[],
): Promise<void> {
  const detail = { link: ref, rules: broken.map(rule => rule.id) };
  const subject = { kind: 'account', ref: accountRef } as const;
  await tools.db
    .transaction()
    .execute(trx => recordOnce(trx, tools, { subject, event: 'passwordRefused', detail }));
}

/** True when this call is the one that changed it. */
async function changePassword(
  tools: ActionTools,
  change: {
    link: Pick<LiveLink, 'ref' | 'requestRef' | 'accountRef'>;
    nir: Nir;
    chosen: LinkHolder;
    passwordHash: string;
  },
): Promise<boolean> {
  const now = tools.world.now();
  const { ref, requestRef, accountRef } = change.link;
  const usedByIndex = browserIndex(tools, change.chosen.formSession);
  return tools.db.transaction().execute(async trx => {
    // Held before the links, as by all that holds both, so that nobody waits for each other.
    await lockProvisionalCode(trx, accountRef);
    if (!(await claimRenewalLink(trx, { ref, accountRef, now, usedByIndex }))) return false;
    await endProvisionalCode(trx, accountRef, now);
    await tools.accounts.writePassword(trx, accountRef, change.passwordHash, now);
    await liftWaitOfNumber(trx, tools, change.nir);
    // Who knew the former password may have asked for another address: that is over too.
    await dropOtherAddress(trx, { accountRef, role: 'pending' });
    await addActivity(trx, accountRef, { kind: 'passwordRenewed', at: now, device: undefined });
    const sessionsEnded = await endSessionsOf(trx, accountRef, now);
    await tools.jobs.enqueue(trx, 'notice-mail', {
      accountRef,
      requestRef,
      changedAt: now.toISOString(),
    });
    const request = await findRenewalRequest(trx, requestRef);
    if (request !== undefined)
      tellFact(trx, { event: 'renewed', detail: { askedAt: request.askedAt, at: now } });
    const subject = { kind: 'account', ref: accountRef } as const;
    await record(trx, tools, { subject, event: 'passwordChanged', detail: { link: ref, sessionsEnded } });
    return true;
  });
}

/** The link ended between the look and the claim: another press was faster, or its time was up. */
async function endedMeanwhile(tools: ActionTools, holder: LinkHolder): Promise<ChoosePasswordOutcome> {
  const link = await lookAtLink(tools, holder);
  return link.outcome === 'live' ? { outcome: 'busy' } : link;
}
