/**
 * Étape 1, « (ou code provisoire) »: what was typed is not the password; is it the code? A code that was good once says so,
 * kindly: only who holds it can learn that. One that is good opens the page where a password is chosen and nothing else, in
 * one browser at a time (norms RST-9, SES-4). It is not used up here (`secrets/provisional-code.ts`). A number without
 * account, and an account without code, cost the same (norm ENU-7).
 */
import type { AccountRef } from '../database/accounts.ts';
import { findProvisionalCode, lockProvisionalCode } from '../database/provisional-codes.ts';
import { endRestrictedSessionsOf } from '../database/sessions.ts';
import type { Nir } from '../rules/nir.ts';
import { readProvisionalCode } from '../rules/provisional-code.ts';
import { isProvisionalCode } from '../secrets/provisional-code.ts';
import { numberSubject } from './audit-subjects.ts';
import { liftWaitOfNumber } from './count-sign-in.ts';
import { openSession, type SignInBrowser } from './open-session.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type EnterWithCodeOutcome =
  | { outcome: 'mayChoosePassword'; sessionToken: string }
  /** The code that was given, too late. */
  | { outcome: 'codeExpired' }
  /** The code that was given; a password was chosen since, by it or otherwise. */
  | { outcome: 'codeUsed'; endedAt: Date }
  | { outcome: 'wrongNumberOrPassword' };

/** Of a number without account. */
const NOBODY = '00000000-0000-0000-0000-000000000000' as AccountRef;
const WRONG = { outcome: 'wrongNumberOrPassword' } as const;

export async function enterWithCode(
  tools: ActionTools,
  tried: { nir: Nir; accountRef: AccountRef | undefined; typed: string },
  browser: SignInBrowser,
): Promise<EnterWithCodeOutcome> {
  const code = readProvisionalCode(tried.typed);
  if (code === undefined) return WRONG;
  const accountRef = tried.accountRef ?? NOBODY;
  const kept = await findProvisionalCode(tools.db, accountRef);
  const isRight = isProvisionalCode(tools.secrets.blindIndex, { accountRef, code }, kept?.codeIndex);
  if (!isRight || kept === undefined) return WRONG;

  return tools.db.transaction().execute(async trx => {
    const held = await lockProvisionalCode(trx, accountRef);
    // Another one was given while this one was compared.
    if (held === undefined || !held.codeIndex.equals(kept.codeIndex)) return WRONG;
    if (held.endedAt !== undefined) return { outcome: 'codeUsed', endedAt: held.endedAt };
    if (held.expiresAt <= tools.world.now()) return { outcome: 'codeExpired' };
    await liftWaitOfNumber(trx, tools, tried.nir);
    await endRestrictedSessionsOf(trx, accountRef);
    const sessionToken = await openSession(trx, tools, { accountRef, scope: 'choosePassword' }, browser);
    const subject = numberSubject(tools, tried.nir);
    await record(trx, tools, { subject, event: 'signedInWithCode', detail: {} });
    return { outcome: 'mayChoosePassword', sessionToken };
  });
}
