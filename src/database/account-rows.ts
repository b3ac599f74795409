/** The accounts' rows as `accounts.ts` reads them: sealed, with what was proved of their address. */
import { sql } from 'kysely';
import type { Db } from './tables.ts';

export type AccountRow = {
  ref: string;
  person_sealed: Uint8Array;
  password_hash: string | null;
  address_index: Uint8Array | null;
  held_until: Date | null;
};

/** That of the address that is verified already, if it is the same one. */
export const HELD_UNTIL = sql<Date | null>`case when verified_addresses.address_index = excluded.address_index
  then verified_addresses.held_until else excluded.held_until end`;

export function selectAccounts(db: Db) {
  return db
    .selectFrom('accounts')
    .leftJoin('verified_addresses', 'verified_addresses.account_ref', 'accounts.ref')
    .select(['ref', 'person_sealed', 'password_hash', 'address_index', 'held_until']);
}
