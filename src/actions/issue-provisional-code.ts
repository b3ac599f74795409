/**
 * « Un code donné par votre Caisse »: given to whoever was checked by number and date of birth, by an agent or by the operator's
 * command, shown once (norms RST-9, ASVS 6.4.1, 6.4.6; its story: `secrets/provisional-code.ts`). It takes the place of the
 * former code and of what that opened, and lifts the wait of the number, so that nobody who keeps failing on it can keep the
 * owner out. The owner is told at the verified address, if there is one (ATK-36).
 */
import { addActivity } from '../database/account-activity.ts';
import type { AccountRef } from '../database/accounts.ts';
import { writeProvisionalCode } from '../database/provisional-codes.ts';
import { endRestrictedSessionsOf } from '../database/sessions.ts';
import type { CodeIssuer } from '../rules/audit-events.ts';
import { type DateOfBirth, sameDateOfBirth } from '../rules/date-of-birth.ts';
import type { Nir } from '../rules/nir.ts';
import {
  type CodeWay,
  codeExpiry,
  PROVISIONAL_CODE_DAYS,
  type ProvisionalCode,
} from '../rules/provisional-code.ts';
import { PROVISIONAL_CODE_QUOTAS } from '../rules/quota-table.ts';
import { codeIndexOf, makeProvisionalCode } from '../secrets/provisional-code.ts';
import { takeAllowance } from './allowance.ts';
import { liftWaitOfNumber } from './count-sign-in.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type IssueProvisionalCodeOutcome =
  /** The only time that the code is seen. */
  | { outcome: 'issued'; code: ProvisionalCode; expiresAt: Date; ownerTold: boolean }
  /** No account has this number and this date of birth: which of the two is not said. */
  | { outcome: 'noAccount' }
  /** Enough codes were given for this account today. */
  | { outcome: 'tooMany'; until: Date };

type Tools = Pick<ActionTools, 'db' | 'accounts' | 'secrets' | 'world' | 'jobs'>;

export async function issueProvisionalCode(
  tools: Tools,
  person: { nir: Nir; dateOfBirth: DateOfBirth },
  given: { by: CodeIssuer; way: CodeWay },
): Promise<IssueProvisionalCodeOutcome> {
  const { nir } = person;
  const account = await tools.accounts.findByNir(tools.db, nir);
  if (account === undefined || !sameDateOfBirth(account.dateOfBirth, person.dateOfBirth))
    return { outcome: 'noAccount' };
  const by = [{ counted: 'number', who: nir, quota: PROVISIONAL_CODE_QUOTAS.number }] as const;
  const allowance = await takeAllowance(tools, { kind: 'provisionalCode', by });
  if (allowance.verdict === 'over') return { outcome: 'tooMany', until: allowance.until };

  const { ref, addressVerified: ownerTold } = account;
  const code = makeProvisionalCode(tools.world);
  const issuedAt = tools.world.now();
  const expiresAt = codeExpiry(issuedAt, given.way);
  await tools.db.transaction().execute(async trx => {
    const codeIndex = codeIndexOf(tools.secrets, ref, code);
    await writeProvisionalCode(trx, ref, { codeIndex, issuedAt, expiresAt, issuedBy: given.by });
    await liftWaitOfNumber(trx, tools, nir);
    await endRestrictedSessionsOf(trx, ref);
    await addActivity(trx, ref, { kind: 'codeIssued', at: issuedAt, device: undefined });
    if (ownerTold) await tools.jobs.enqueue(trx, 'alert-mail', alertOf(ref, issuedAt));
    const detail = { by: given.by, days: PROVISIONAL_CODE_DAYS[given.way] };
    await record(trx, tools, { subject: { kind: 'account', ref }, event: 'codeIssued', detail });
  });
  return { outcome: 'issued', code, expiresAt, ownerTold };
}

const alertOf = (accountRef: AccountRef, at: Date) =>
  ({ accountRef, kind: 'codeIssued', at: at.toISOString(), to: 'current' }) as const;
