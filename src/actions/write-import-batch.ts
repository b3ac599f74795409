/**
 * One batch of an import of accounts, in one transaction with its line in the journal (norm LOG-1): who is there already is left as it
 * is and compared, the others are sealed and added. Called by `import-people.ts` for `import-accounts.ts`.
 */
import { randomUUIDv7 } from 'node:crypto';
import {
  addAccounts,
  findAccountsByNumbers,
  hasUnknownKeys,
  type KnownAccount,
  lockAdding,
  type SealedAccount,
} from '../database/account-batches.ts';
import { type Person, placeOfPerson } from '../database/accounts.ts';
import type { Trx } from '../database/tables.ts';
import { reasons } from '../rules/import-reasons.ts';
import type { ImportedAccount } from '../rules/import-row.ts';
import { canonicalMailAddress } from '../rules/mail-address.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { ImportTools, IndexedRow, NumberedReject, WrittenRows } from './import-people.ts';
import { record } from './record-event.ts';

type Row = IndexedRow<ImportedAccount>;

export async function writeAccountRows(tools: ImportTools, rows: Row[]): Promise<WrittenRows> {
  return tools.db.transaction().execute(async trx => {
    await lockAdding(trx);
    if (await hasUnknownKeys(trx, tools.secrets.keys)) return { state: 'keyMissing' };
    const { fresh, present, rejects } = sortOut(rows, await findKnown(trx, tools.secrets, rows));
    await addAccounts(
      trx,
      fresh.map(row => seal(tools, row)),
    );
    if (fresh.length > 0) {
      const detail = { accounts: fresh.length };
      await record(trx, tools, { subject: { kind: 'site' }, event: 'accountsImported', detail });
    }
    return { state: 'written', added: fresh.length, present, rejects };
  });
}

type Known = Person & { addressVerified: boolean };

/** By the index of its number, a character a byte, under whichever key of the ring. */
async function findKnown(trx: Trx, secrets: Secrets, rows: readonly Row[]): Promise<Map<string, Known>> {
  const numbers = rows.flatMap(row => row.numbers);
  const found = await findAccountsByNumbers(trx, numbers);
  return new Map(found.map(account => [account.nirIndex.toString('latin1'), openKnown(secrets, account)]));
}

function openKnown({ sealer, blindIndex }: Secrets, account: KnownAccount): Known {
  const opened = sealer.open(account.personSealed, placeOfPerson(account.ref));
  if (opened.state === 'refused') throw new Error(`account ${account.ref} does not open with the key ring`);
  const person = JSON.parse(opened.text) as Person;
  const { mailAddress } = person;
  const proved = mailAddress === null ? [] : blindIndex.candidates('mail-address', mailAddress);
  const { verifiedIndex } = account;
  const addressVerified = verifiedIndex !== undefined && proved.some(index => index.equals(verifiedIndex));
  return { ...person, addressVerified };
}

function sortOut(rows: readonly Row[], known: Map<string, Known>) {
  const fresh: Row[] = [];
  const rejects: NumberedReject[] = [];
  let present = 0;
  for (const row of rows) {
    const { line, person: account, numbers } = row;
    const names = numbers.map(number => number.toString('latin1'));
    const name = names.find(candidate => known.has(candidate));
    const there = name === undefined ? undefined : known.get(name);
    const reason = there && whyNotTheSame(account, there);
    if (reason !== undefined) rejects.push({ line, field: 'numero', reason });
    else if (there !== undefined) present += 1;
    else {
      fresh.push(row);
      // A second line about the same number is compared with this one.
      known.set(names[0] as string, { ...account, addressVerified: account.verified !== undefined });
    }
  }
  return { fresh, present, rejects };
}

/** An address that was verified here since is no difference: life went on. */
function whyNotTheSame(given: ImportedAccount, there: Known): string | undefined {
  const said = ({ dateOfBirth: { year, month, day }, mailAddress }: Omit<Person, 'nir'>) =>
    JSON.stringify([year, month, day, mailAddress && canonicalMailAddress(mailAddress)]);
  if (said(given) !== said(there)) return reasons.taken;
  return given.verified !== undefined && !there.addressVerified ? reasons.takenUnverified : undefined;
}

function seal({ secrets, world }: ImportTools, { person: account, numbers }: Row): SealedAccount {
  const { nir, dateOfBirth, mailAddress, verified } = account;
  const ref = randomUUIDv7();
  const person: Person = { nir, dateOfBirth, mailAddress };
  const index = mailAddress && verified && secrets.blindIndex.of('mail-address', mailAddress);
  return {
    ref,
    nirIndex: numbers[0] as Buffer,
    personSealed: secrets.sealer.seal(JSON.stringify(person), placeOfPerson(ref)),
    verified: index ? { index, at: verified === 'before' ? world.now() : startOf(verified) } : undefined,
  };
}

const startOf = (day: { year: number; month: number; day: number }) =>
  new Date(Date.UTC(day.year, day.month - 1, day.day));
