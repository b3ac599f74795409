/**
 * The accounts, behind a seam: only this file and its neighbours (`account-rows.ts`, `account-batches.ts`,
 * `account-seals.ts`) touch their tables, everything else holds an opaque `AccountRef`.
 * One day they will live in a directory (docs/decisions/0005). Matching what was typed against an account is not
 * done here, nor in SQL: it is a pure function of `rules/renewal-answer.ts`.
 */
import { randomUUID } from 'node:crypto';
import type { DateOfBirth } from '../rules/date-of-birth.ts';
import type { MailAddress } from '../rules/mail-address.ts';
import type { Nir } from '../rules/nir.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { hasUnknownKeys, lockAdding } from './account-batches.ts';
import { type AccountRow, HELD_UNTIL, selectAccounts } from './account-rows.ts';
import { carry } from './carried.ts';
import type { Db, Trx } from './tables.ts';

export type AccountRef = string & { readonly __brand: 'AccountRef' };

/** Whom an account belongs to, as it was recorded. */
export type Person = { nir: Nir; dateOfBirth: DateOfBirth; mailAddress: MailAddress | null };

export type Account = Person & {
  ref: AccountRef;
  /** Whether the address above was proved to be its owner's. */
  addressVerified: boolean;
  /** See `rules/address-hold.ts`. */
  addressHeldUntil: Date | null;
  passwordHash: string | undefined;
};

/** Where a sealed person stands: what `account-seals.ts` seals anew must open here. */
export const placeOfPerson = (ref: string) => `accounts.person/${ref}`;

export class Accounts {
  readonly #secrets: Secrets;
  /** Opened when a number has no account, so that finding nobody takes as long as finding somebody (norm ENU-2). */
  readonly #nobody: AccountRow;

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
    const person = {
      nir: '0'.repeat(13),
      dateOfBirth: { year: 1900, month: 1, day: 1 },
      mailAddress: 'nobody@example.org',
    };
    this.#nobody = {
      ref: 'nobody',
      person_sealed: secrets.sealer.seal(JSON.stringify(person), placeOfPerson('nobody')),
      password_hash: null,
      address_index: secrets.blindIndex.of('mail-address', person.mailAddress),
      held_until: null,
    };
  }

  async findByNir(db: Db, nir: Nir): Promise<Account | undefined> {
    const candidates = this.#secrets.blindIndex.candidates('nir', nir);
    const row = await selectAccounts(db).where('nir_index', 'in', candidates).executeTakeFirst();
    const account = this.#open(row ?? this.#nobody);
    return row && account;
  }

  /** Whose verified address it is: two at the most, which says that it is shared. */
  async listByVerifiedAddress(db: Db, address: MailAddress): Promise<Account[]> {
    const candidates = this.#secrets.blindIndex.candidates('mail-address', address);
    const rows = await selectAccounts(db).where('address_index', 'in', candidates).limit(2).execute();
    return rows.map(row => this.#open(row));
  }

  async findByRef(db: Db, ref: AccountRef): Promise<Account | undefined> {
    const row = await selectAccounts(db).where('ref', '=', ref).executeTakeFirst();
    return row && this.#open(row);
  }

  /**
   * One at a time, until the caller's transaction ends: two processes with other keys in front would index one number
   * twice. 'taken' when the number already has an account, be it indexed by a former key. 'keyMissing' when an account
   * was made by a key that this ring does not have: whether the number is taken cannot be told then.
   */
  async add(
    db: Db,
    person: Person,
    passwordHash: string | null,
  ): Promise<AccountRef | 'taken' | 'keyMissing'> {
    await lockAdding(db);
    if ((await this.findByNir(db, person.nir)) !== undefined) return 'taken';
    if (await hasUnknownKeys(db, this.#secrets.keys)) return 'keyMissing';
    const ref = randomUUID() as AccountRef;
    const inserted = await db
      .insertInto('accounts')
      .values({
        ref,
        nir_index: this.#secrets.blindIndex.of('nir', person.nir),
        person_sealed: this.#secrets.sealer.seal(JSON.stringify(person), placeOfPerson(ref)),
        password_hash: passwordHash,
        password_changed_at: null,
      })
      .onConflict(conflict => conflict.column('nir_index').doNothing())
      .executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows === 1n ? ref : 'taken';
  }

  /** @param account `heldUntil` for one that takes the place of another (norm RST-7): proving it again does not shorten it */
  async markAddressVerified(
    db: Db,
    account: { ref: AccountRef; mailAddress: MailAddress; heldUntil?: Date },
    at: Date,
  ): Promise<void> {
    const address_index = this.#secrets.blindIndex.of('mail-address', account.mailAddress);
    const verified = { address_index, verified_at: at, held_until: account.heldUntil ?? null };
    const fresh = { ...verified, held_until: HELD_UNTIL };
    await db
      .insertInto('verified_addresses')
      .values({ account_ref: account.ref, ...verified })
      .onConflict(conflict => conflict.column('account_ref').doUpdateSet(fresh))
      .execute();
  }

  /** Another address in the person's record; it proves nothing until it is marked as verified. */
  async writeAddress(trx: Trx, ref: AccountRef, mailAddress: MailAddress): Promise<void> {
    const found = trx.selectFrom('accounts').select(['ref', 'person_sealed']).where('ref', '=', ref);
    const person = this.#personOf(await found.forUpdate().executeTakeFirstOrThrow());
    const sealed = JSON.stringify({ ...person, mailAddress });
    const person_sealed = this.#secrets.sealer.seal(sealed, placeOfPerson(ref));
    await trx.updateTable('accounts').set({ person_sealed }).where('ref', '=', ref).execute();
  }

  /** When the password was chosen and the address verified; null for what was not. */
  async findDates(db: Db, ref: AccountRef) {
    const row = await db
      .selectFrom('accounts')
      .leftJoin('verified_addresses', 'verified_addresses.account_ref', 'accounts.ref')
      .select(['password_changed_at', 'verified_at'])
      .where('ref', '=', ref)
      .executeTakeFirst();
    return { passwordChangedAt: row?.password_changed_at ?? null, verifiedAt: row?.verified_at ?? null };
  }

  /** Idempotent: writing the same hash twice changes nothing. */
  async writePassword(db: Db, ref: AccountRef, passwordHash: string, at: Date): Promise<void> {
    const written = db
      .updateTable('accounts')
      .set({ password_hash: passwordHash, password_changed_at: at })
      .where('ref', '=', ref);
    await carry(db, written.compile());
  }

  /** « Ce n'était pas moi »: nobody signs in until a password is chosen anew. */
  async takePasswordAway(trx: Trx, ref: AccountRef): Promise<void> {
    await trx.updateTable('accounts').set({ password_hash: null }).where('ref', '=', ref).execute();
  }

  /** The stored hash, held as it is until the transaction ends. */
  async lockPassword(trx: Trx, ref: AccountRef): Promise<string | undefined> {
    const row = await trx
      .selectFrom('accounts')
      .select('password_hash')
      .where('ref', '=', ref)
      .forUpdate()
      .executeTakeFirst();
    return row?.password_hash ?? undefined;
  }

  /** The same password, hashed anew: it was not changed. */
  async rehashPassword(trx: Trx, ref: AccountRef, passwordHash: string): Promise<void> {
    await trx.updateTable('accounts').set({ password_hash: passwordHash }).where('ref', '=', ref).execute();
  }

  async isEmpty(db: Db): Promise<boolean> {
    return (await db.selectFrom('accounts').select('ref').limit(1).executeTakeFirst()) === undefined;
  }

  #personOf(row: Pick<AccountRow, 'ref' | 'person_sealed'>): Person {
    const opened = this.#secrets.sealer.open(row.person_sealed, placeOfPerson(row.ref));
    if (opened.state === 'refused') throw new Error(`account ${row.ref} does not open with the key ring`);
    return JSON.parse(opened.text) as Person;
  }

  #open(row: AccountRow): Account {
    const person = this.#personOf(row);
    return {
      ...person,
      ref: row.ref as AccountRef,
      addressVerified: this.#isVerified(person.mailAddress, row.address_index),
      addressHeldUntil: row.held_until,
      passwordHash: row.password_hash ?? undefined,
    };
  }

  #isVerified(address: MailAddress | null, verifiedIndex: Uint8Array | null): boolean {
    if (address === null || verifiedIndex === null) return false;
    return this.#secrets.blindIndex
      .candidates('mail-address', address)
      .some(one => one.equals(verifiedIndex));
  }
}
