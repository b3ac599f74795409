/**
 * What an agent asked another to agree to (decision 0034): waiting, answered, done, each within the half hour. Who asked and the
 * address that is proposed are sealed; a row whose asker no key of the ring opens any more is not there, so that nobody can be
 * taken for somebody else. Whoever writes holds the account's own row first, in the order of all that changes an account.
 */
import { randomUUID } from 'node:crypto';
import type { CaseReason } from '../rules/agent-case.ts';
import { APPROVALS_LISTED_MAX, type ApprovalAnswer, type ApprovedDeed } from '../rules/four-eyes.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { AccountRef } from './accounts.ts';
import type { AgentIdentity } from './agent-sessions.ts';
import type { Db, Trx } from './tables.ts';

export type ApprovalRef = string & { readonly __brand: 'ApprovalRef' };

export type Asker = Pick<AgentIdentity, 'subject' | 'name'>;

export type Approval = {
  ref: ApprovalRef;
  accountRef: AccountRef;
  deed: ApprovedDeed;
  reason: CaseReason;
  asker: Asker;
  /** The address that is proposed. */
  mailAddress: MailAddress | undefined;
  askedAt: Date;
  expiresAt: Date;
  answer: ApprovalAnswer | undefined;
  answeredAt: Date | undefined;
  doneAt: Date | undefined;
};

const placeOfAsker = (ref: string) => `agent_approvals.asker/${ref}`;
const placeOfAddress = (ref: string) => `agent_approvals.address/${ref}`;

export async function addApproval(
  trx: Trx,
  { sealer }: Secrets,
  asked: Omit<Approval, 'ref' | 'answer' | 'answeredAt' | 'doneAt'>,
): Promise<void> {
  const ref = randomUUID() as ApprovalRef;
  const { subject, name } = asked.asker;
  await trx
    .insertInto('agent_approvals')
    .values({
      ref,
      account_ref: asked.accountRef,
      deed: asked.deed,
      reason: asked.reason,
      asker_sealed: sealer.seal(JSON.stringify({ subject, name }), placeOfAsker(ref)),
      address_sealed:
        asked.mailAddress === undefined ? null : sealer.seal(asked.mailAddress, placeOfAddress(ref)),
      asked_at: asked.askedAt,
      expires_at: asked.expiresAt,
    })
    .execute();
}

const select = (db: Db, now: Date) =>
  db.selectFrom('agent_approvals').selectAll().where('expires_at', '>', now).orderBy('asked_at');

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

/** Those that nobody has answered, oldest first. */
export async function listWaitingApprovals(db: Db, secrets: Secrets, now: Date): Promise<Approval[]> {
  const rows = await select(db, now).where('answer', 'is', null).limit(APPROVALS_LISTED_MAX).execute();
  return rows.flatMap(row => toApproval(secrets, row));
}

/** All that were asked for this account, oldest first, answered or not. */
export async function listApprovalsOf(
  db: Db,
  secrets: Secrets,
  { accountRef, now }: { accountRef: AccountRef; now: Date },
): Promise<Approval[]> {
  const rows = await select(db, now).where('account_ref', '=', accountRef).execute();
  return rows.flatMap(row => toApproval(secrets, row));
}

export async function findApproval(
  db: Db,
  secrets: Secrets,
  { ref, now }: { ref: ApprovalRef; now: Date },
): Promise<Approval | undefined> {
  const row = await select(db, now).where('ref', '=', ref).executeTakeFirst();
  return row && toApproval(secrets, row)[0];
}

function toApproval({ sealer }: Secrets, row: Row): Approval[] {
  const asker = sealer.open(row.asker_sealed, placeOfAsker(row.ref));
  const address = row.address_sealed && sealer.open(row.address_sealed, placeOfAddress(row.ref));
  if (asker.state === 'refused' || address?.state === 'refused') return [];
  return [
    {
      ref: row.ref as ApprovalRef,
      accountRef: row.account_ref as AccountRef,
      deed: row.deed as ApprovedDeed,
      reason: row.reason as CaseReason,
      asker: JSON.parse(asker.text) as Asker,
      mailAddress: address?.text as MailAddress | undefined,
      askedAt: row.asked_at,
      expiresAt: row.expires_at,
      answer: (row.answer ?? undefined) as ApprovalAnswer | undefined,
      answeredAt: row.answered_at ?? undefined,
      doneAt: row.done_at ?? undefined,
    },
  ];
}

export async function writeApprovalAnswer(
  trx: Trx,
  ref: ApprovalRef,
  given: { answer: ApprovalAnswer; at: Date },
): Promise<void> {
  const answer = { answer: given.answer, answered_at: given.at };
  await trx.updateTable('agent_approvals').set(answer).where('ref', '=', ref).execute();
}

export async function writeApprovalDone(trx: Trx, ref: ApprovalRef, at: Date): Promise<void> {
  await trx.updateTable('agent_approvals').set({ done_at: at }).where('ref', '=', ref).execute();
}

/** The asker asked for something else in its place. */
export async function removeApproval(trx: Trx, ref: ApprovalRef): Promise<void> {
  await trx.deleteFrom('agent_approvals').where('ref', '=', ref).execute();
}
