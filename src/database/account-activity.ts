/** What happened on an account, as its owner is shown it on « Mon compte »: which kind of thing, when, from which kind of device. */
import { randomUUID } from 'node:crypto';
import type { ActivityKind } from '../rules/account-activity.ts';
import type { DeviceKind } from '../rules/device-kind.ts';
import type { AccountRef } from './accounts.ts';
import { carry } from './carried.ts';
import type { Db } from './tables.ts';

export type Activity = { kind: ActivityKind; at: Date; device: DeviceKind | undefined };

export async function addActivity(db: Db, accountRef: AccountRef, activity: Activity): Promise<void> {
  const { kind, at, device = null } = activity;
  const added = db
    .insertInto('account_activity')
    .values({ ref: randomUUID(), account_ref: accountRef, at, kind, device });
  await carry(db, added.compile());
}

/** The latest first. */
export async function listActivity(db: Db, accountRef: AccountRef, limit: number): Promise<Activity[]> {
  const rows = await db
    .selectFrom('account_activity')
    .select(['kind', 'at', 'device'])
    .where('account_ref', '=', accountRef)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ kind, at, device }) => ({
    kind: kind as ActivityKind,
    at,
    device: (device ?? undefined) as DeviceKind | undefined,
  }));
}
