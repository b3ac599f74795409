/**
 * « Ce n'était pas moi », pressed (norms RST-6, SCAN-7, C-10; docs/decisions/0029). The date of birth is asked for besides the
 * mail's secret, and each one given is counted before it is compared, in the lock of its row. From the renewal mail it ends
 * that link and nothing else; from the notice it closes every way into the account and starts one renewal, to the address that
 * the notice went to. All of it in one transaction, so that of any number of presses at once one acts.
 */
import { addActivity } from '../database/account-activity.ts';
import type { Account } from '../database/accounts.ts';
import { countDisavowalTry, type Disavowal, endDisavowal, lockDisavowal } from '../database/disavowals.ts';
import type { Trx } from '../database/tables.ts';
import { revokeLink } from '../database/ways-in.ts';
import { type DateOfBirth, sameDateOfBirth } from '../rules/date-of-birth.ts';
import { type DisavowalEnding, disavowalState } from '../rules/disavowal.ts';
import { OWNER_TRIES_MAX } from '../rules/owner-proof.ts';
import type { AuditSubject } from '../secrets/audit-chain.ts';
import { closeAccess } from './close-access.ts';
import { type DisavowalHolder, type LookAtDisavowalOutcome, lookAtDisavowal } from './look-at-disavowal.ts';
import { browserIndex } from './look-at-link.ts';
import { type AuditEntry, record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type DisavowOutcome =
  /** Done, now or before: the page says what. */
  | Extract<LookAtDisavowalOutcome, { outcome: 'done' }>
  /** No date could be read, and this browser is not signed in to the account: nothing was counted. */
  | { outcome: 'dateNeeded' }
  | { outcome: 'wrongDate'; triesLeft: number }
  /** The form belongs to another mail than the one this browser came by last; nothing was done. */
  | { outcome: 'otherMail' }
  /** It is worth nothing, or nothing any more. */
  | Exclude<LookAtDisavowalOutcome, { outcome: 'open' | 'done' }>;

export type DisavowalPress = DisavowalHolder & {
  /** The disavowal that the form was shown for. */
  formMail: string;
  dateOfBirth: DateOfBirth | undefined;
};

export async function disavow(tools: ActionTools, press: DisavowalPress): Promise<DisavowOutcome> {
  const seen = await lookAtDisavowal(tools, press);
  if (seen.outcome !== 'open') return seen;
  if (press.formMail !== seen.disavowal.ref) return { outcome: 'otherMail' };
  const { dateOfBirth } = press;
  if (dateOfBirth === undefined && !seen.isOwner) return { outcome: 'dateNeeded' };
  const isProved = (account: Account) =>
    seen.isOwner || (dateOfBirth !== undefined && sameDateOfBirth(account.dateOfBirth, dateOfBirth));
  const wrong = await tools.db
    .transaction()
    .execute(trx => actOnce(trx, tools, { found: seen.disavowal, isProved, press }));
  if (wrong !== undefined && wrong.triesLeft > 0) return { outcome: 'wrongDate', ...wrong };
  const after = await lookAtDisavowal(tools, press);
  if (after.outcome === 'open') throw new Error('a disavowal is still open after it was acted on');
  return after;
}

type Acting = { found: Disavowal; isProved: (account: Account) => boolean; press: DisavowalPress };

/** Undefined when it is done, now or meanwhile; else how many tries are left after a wrong date. */
async function actOnce(
  trx: Trx,
  tools: ActionTools,
  { found, isProved, press }: Acting,
): Promise<{ triesLeft: number } | undefined> {
  const held = await lockDisavowal(trx, found);
  // Read once the lock is held: whoever waited must not count as earlier than whom it waited for.
  const now = tools.world.now();
  if (held === undefined || disavowalState(held, now).state !== 'open') return undefined;
  await countDisavowalTry(trx, held.ref);
  const account = await tools.accounts.findByRef(trx, held.accountRef);
  if (account === undefined) throw new Error(`disavowal ${held.ref} is of no account`);
  if (!isProved(account)) return { triesLeft: OWNER_TRIES_MAX - held.tries - 1 };

  const { ending, told } = await act(trx, tools, { held, account, now });
  await endDisavowal(trx, held, { ending, at: now, endedByIndex: browserIndex(tools, press.formSession) });
  if (told.length > 0) {
    await addActivity(trx, account.ref, { kind: 'disavowed', at: now, device: undefined });
    await record(trx, tools, ...told);
  }
  return undefined;
}

type Acted = { ending: DisavowalEnding; told: AuditEntry[] };

/** What is told is written by the caller, last. */
async function act(
  trx: Trx,
  tools: ActionTools,
  { held, account, now }: { held: Disavowal; account: Account; now: Date },
): Promise<Acted> {
  if (held.kind === 'notice') return closeAccess(trx, tools, { account, noticeRef: held.mailRef, now });
  const { linkRef } = held;
  if (linkRef === undefined) throw new Error(`disavowal ${held.ref} has no link`);
  const subject: AuditSubject = { kind: 'account', ref: account.ref };
  switch (await revokeLink(trx, linkRef, now)) {
    case 'revoked':
      return {
        ending: 'linkRevoked',
        told: [{ subject, event: 'linkDisavowed', detail: { link: linkRef } }],
      };
    case 'used':
      return { ending: 'linkUsed', told: [] };
    default:
      return { ending: 'linkDead', told: [] };
  }
}
