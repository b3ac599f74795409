/** What « Mon compte » shows its owner of the account. Looking changes nothing. */
import { type Activity, listActivity } from '../database/account-activity.ts';
import { findOtherAddress, type OtherAddress } from '../database/other-addresses.ts';
import { listSessions, type Session } from '../database/sessions.ts';
import { type AddressState, addressState } from '../rules/address-state.ts';
import type { SignedIn } from './prove-owner.ts';
import type { ActionTools } from './tools.ts';

/** More sessions than anybody has open; of what happened, what one still recognises. */
const SESSIONS_SHOWN = 50;
const ACTIVITY_SHOWN = 10;

export type SeenAddress = { current: AddressState; pending: OtherAddress | undefined };
export type SeenSession = Pick<Session, 'ref' | 'device' | 'openedAt' | 'seenAt'> & { isThis: boolean };
export type SeenAccount = {
  address: SeenAddress;
  /** Undefined for the one that the account was given with. */
  passwordChangedAt: Date | undefined;
  /** The latest first. */
  activity: readonly Activity[];
  /** This one first, then the latest used. */
  sessions: readonly SeenSession[];
};

export async function lookAtAddress(tools: ActionTools, { accountRef }: SignedIn): Promise<SeenAddress> {
  const account = await tools.accounts.findByRef(tools.db, accountRef);
  if (account === undefined) throw new Error(`a session leads to no account: ${accountRef}`);
  const of = { accountRef, role: 'pending' } as const;
  const pending = await findOtherAddress(tools.db, tools.secrets.sealer, of);
  return { current: addressState(account, tools.world.now()), pending };
}

export async function lookAtSessions(tools: ActionTools, session: SignedIn): Promise<SeenSession[]> {
  const now = tools.world.now();
  const sessions = await listSessions(tools.db, session.accountRef);
  const rank = ({ ref, seenAt }: Session) => (ref === session.ref ? Number.MAX_VALUE : seenAt.getTime());
  return sessions
    .filter(one => one.expiresAt > now && one.scope === 'account')
    .sort((one, other) => rank(other) - rank(one))
    .slice(0, SESSIONS_SHOWN)
    .map(({ ref, device, openedAt, seenAt }) => ({
      ref,
      device,
      openedAt,
      seenAt,
      isThis: ref === session.ref,
    }));
}

export async function whenPasswordChanged(
  tools: ActionTools,
  { accountRef }: SignedIn,
): Promise<Date | undefined> {
  const { passwordChangedAt } = await tools.accounts.findDates(tools.db, accountRef);
  return passwordChangedAt ?? undefined;
}

export async function lookAtAccount(tools: ActionTools, session: SignedIn): Promise<SeenAccount> {
  return {
    address: await lookAtAddress(tools, session),
    passwordChangedAt: await whenPasswordChanged(tools, session),
    activity: await listActivity(tools.db, session.accountRef, ACTIVITY_SHOWN),
    sessions: await lookAtSessions(tools, session),
  };
}
