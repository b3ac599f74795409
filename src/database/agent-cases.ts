/** The cases that agents have opened: one person, one agent, one reason, half an hour. */
import { randomUUID } from 'node:crypto';
import type { CaseReason } from '../rules/agent-case.ts';
import type { AccountRef } from './accounts.ts';
import type { Db, Trx } from './tables.ts';

export type CaseRef = string & { readonly __brand: 'CaseRef' };

export type AgentCase = {
  ref: CaseRef;
  accountRef: AccountRef;
  reason: CaseReason;
  openedAt: Date;
  expiresAt: Date;
  tries: number;
  callerVerifiedAt: Date | undefined;
};

export async function addCase(
  db: Db,
  opened: Pick<AgentCase, 'accountRef' | 'reason' | 'openedAt' | 'expiresAt'> & { agentIndex: Buffer },
): Promise<CaseRef> {
  const ref = randomUUID() as CaseRef;
  await db
    .insertInto('agent_cases')
    .values({
      ref,
      agent_index: opened.agentIndex,
      account_ref: opened.accountRef,
      reason: opened.reason,
      opened_at: opened.openedAt,
      expires_at: opened.expiresAt,
    })
    .execute();
  return ref;
}

type Looked = { ref: CaseRef; agentIndexes: readonly Buffer[]; now: Date };

function selectCases(db: Db, { ref, agentIndexes, now }: Looked) {
  return db
    .selectFrom('agent_cases')
    .select(['ref', 'account_ref', 'reason', 'opened_at', 'expires_at', 'tries', 'caller_verified_at'])
    .where('ref', '=', ref)
    .where('agent_index', 'in', [...agentIndexes])
    .where('expires_at', '>', now);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectCases>['execute']>>[number];

function toCase(row: Row): AgentCase {
  return {
    ref: row.ref as CaseRef,
    accountRef: row.account_ref as AccountRef,
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
  return row && toCase(row);
}

export async function lockCase(trx: Trx, looked: Looked): Promise<AgentCase | undefined> {
  const row = await selectCases(trx, looked).forUpdate().executeTakeFirst();
  return row && toCase(row);
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
