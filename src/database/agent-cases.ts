/** The cases that agents have opened: one person, one agent, one reason, half an hour. */
import { randomUUID } from 'node:crypto';
import type { CaseReason } from '../rules/agent-case.ts';
import type { Nir } from '../rules/nir.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { AccountRef } from './accounts.ts';
import type { Db, Trx } from './tables.ts';

export type CaseRef = string & { readonly __brand: 'CaseRef' };

export type AgentCase = {
  ref: CaseRef;
  /** Of an account, or of a number that has none: one of the two. */
  accountRef: AccountRef | undefined;
  nir: Nir | undefined;
  reason: CaseReason;
  openedAt: Date;
  expiresAt: Date;
  tries: number;
  callerVerifiedAt: Date | undefined;
};

const placeOfNumber = (ref: string) => `agent_cases.number/${ref}`;

export async function addCase(
  db: Db,
  { sealer }: Secrets,
  opened: Pick<AgentCase, 'accountRef' | 'nir' | 'reason' | 'openedAt' | 'expiresAt'> & {
    agentIndex: Buffer;
  },
): Promise<CaseRef> {
  const ref = randomUUID() as CaseRef;
  const { nir } = opened;
  await db
    .insertInto('agent_cases')
    .values({
      ref,
      agent_index: opened.agentIndex,
      account_ref: opened.accountRef ?? null,
      number_sealed: nir === undefined ? null : sealer.seal(nir, placeOfNumber(ref)),
      reason: opened.reason,
      opened_at: opened.openedAt,
      expires_at: opened.expiresAt,
    })
    .execute();
  return ref;
}

type Looked = { ref: CaseRef; agentIndexes: readonly Buffer[]; now: Date; secrets: Secrets };

function selectCases(db: Db, { ref, agentIndexes, now }: Omit<Looked, 'secrets'>) {
  return db
    .selectFrom('agent_cases')
    .select(['ref', 'account_ref', 'number_sealed', 'reason', 'opened_at', 'expires_at'])
    .select(['tries', 'caller_verified_at'])
    .where('ref', '=', ref)
    .where('agent_index', 'in', [...agentIndexes])
    .where('expires_at', '>', now);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectCases>['execute']>>[number];

function toCase({ sealer }: Secrets, row: Row): AgentCase {
  const number = row.number_sealed && sealer.open(row.number_sealed, placeOfNumber(row.ref));
  return {
    ref: row.ref as CaseRef,
    accountRef: (row.account_ref ?? undefined) as AccountRef | undefined,
    nir: number?.state === 'opened' ? (number.text as Nir) : undefined,
    reason: row.reason as CaseReason,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
    tries: row.tries,
    callerVerifiedAt: row.caller_verified_at ?? undefined,
  };
}

/** Undefined for a case that ended, that nobody opened, or that another agent opened. */
export async function findCase(db: Db, looked: Looked): Promise<AgentCase | undefined> {
  const row = await selectCases(db, looked).executeTakeFirst();
  return row && toCase(looked.secrets, row);
}

export async function lockCase(trx: Trx, looked: Looked): Promise<AgentCase | undefined> {
  const row = await selectCases(trx, looked).forUpdate().executeTakeFirst();
  return row && toCase(looked.secrets, row);
}

export async function writeCallerTry(
  trx: Trx,
  ref: CaseRef,
  written: { tries: number; callerVerifiedAt: Date | null; expiresAt: Date },
): Promise<void> {
  await trx
    .updateTable('agent_cases')
    .set({
      tries: written.tries,
      caller_verified_at: written.callerVerifiedAt,
      expires_at: written.expiresAt,
    })
    .where('ref', '=', ref)
    .execute();
}
