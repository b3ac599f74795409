/**
 * Whom the journal's entries are about: an account once there is one, else a keyed index of what was typed. Who looks for
 * one person's entries (norm RGP-9) looks for all that the person may have been told under, by every key of the ring.
 */
import type { Accounts } from '../database/accounts.ts';
import type { Nir } from '../rules/nir.ts';
import type { AuditSubject } from '../secrets/audit-chain.ts';
import { identityOf } from './ask-for-renewal.ts';
import type { ActionTools } from './tools.ts';

type Identity = Parameters<typeof identityOf>[0];

/** Étape 1 knows a number only: it is told under it, whether or not it has an account (norm ENU-7). */
export function numberSubject({ secrets }: Pick<ActionTools, 'secrets'>, nir: Nir): AuditSubject {
  return { kind: 'number', index: secrets.blindIndex.of('nir', nir) };
}

/** The first is the (number, date) by the current key. Entries of the account are the person's if the date is. */
export async function subjectsOf(
  tools: Pick<ActionTools, 'db' | 'secrets'> & { accounts: Accounts },
  person: Identity,
): Promise<[AuditSubject, ...AuditSubject[]]> {
  const { blindIndex } = tools.secrets;
  const identity = identityOf(person);
  const account = await tools.accounts.findByNir(tools.db, person.nir);
  const isTheirs = account !== undefined && identityOf(account) === identity;
  const ofAccount: AuditSubject[] = isTheirs
    ? [
        { kind: 'account', ref: account.ref },
        ...blindIndex.candidates('nir', person.nir).map(index => ({ kind: 'number', index }) as const),
      ]
    : [];
  const former = blindIndex.candidates('identity', identity).slice(1);
  return [
    { kind: 'identity', index: blindIndex.of('identity', identity) },
    ...former.map(index => ({ kind: 'identity', index }) as const),
    ...ofAccount,
  ];
}
