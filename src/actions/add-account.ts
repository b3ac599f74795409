/** Recording an account: the operator's command and the demonstration's people come through here. */
import type { AccountRef, Person } from '../database/accounts.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type AddAccountOutcome =
  | { outcome: 'added'; ref: AccountRef }
  | { outcome: 'taken' }
  /** Other accounts were made by a key that is not in our ring: nobody can tell whether the number is taken. */
  | { outcome: 'keyMissing' };

export type NewAccount = Person & { addressVerified: boolean; password: string | null };

export async function addAccount(
  tools: Pick<ActionTools, 'db' | 'accounts' | 'secrets' | 'world'>,
  account: NewAccount,
): Promise<AddAccountOutcome> {
  const { addressVerified, password, ...person } = account;
  const passwordHash = password === null ? null : await hashPatiently(tools, password);
  return tools.db.transaction().execute(async trx => {
    const ref = await tools.accounts.add(trx, person, passwordHash);
    if (ref === 'taken') return { outcome: 'taken' };
    if (ref === 'keyMissing') return { outcome: 'keyMissing' };
    if (addressVerified && person.mailAddress !== null) {
      await tools.accounts.markAddressVerified(
        trx,
        { ref, mailAddress: person.mailAddress },
        tools.world.now(),
      );
    }
    const subject = { kind: 'account', ref } as const;
    await record(trx, tools, { subject, event: 'accountAdded', detail: { addressVerified } });
    return { outcome: 'added', ref };
  });
}

async function hashPatiently(tools: Pick<ActionTools, 'secrets'>, password: string): Promise<string> {
  const hashed = await tools.secrets.passwordHasher.hash(password);
  if (hashed.state === 'busy')
    throw new Error('accounts are added one at a time: the hash queue cannot be full');
  return hashed.hash;
}
