/**
 * One batch of an import, in one transaction with its line in the journal (norm LOG-1): who is there already is left as it
 * is and compared, the others are sealed and added. Called by `import-accounts.ts`.
 */
import { randomUUID } from 'node:crypto';
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
import { type ImportReject, reasons } from '../rules/import-reasons.ts';
import type { ImportedAccount } from '../rules/import-row.ts';
import { canonicalMailAddress } from '../rules/mail-address.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type NumberedReject = ImportReject & { line: number };
export type ImportBatch = {
  state: 'batch';
  rows: { line: number; account: ImportedAccount }[];
  rejects: NumberedReject[];
  /** How far the source was read, from its start. */
  bytes: number;
};

type Tools = Pick<ActionTools, 'db' | 'secrets' | 'world'>;

export type IndexedRow = ImportBatch['rows'][number] & { numbers: Buffer[] };

export function indexRow({ secrets }: Tools, row: ImportBatch['rows'][number]): IndexedRow {
  return { ...row, numbers: secrets.blindIndex.candidates('nir', row.account.nir) };
}

export type WrittenBatch =
  | { state: 'written'; added: number; present: number; rejects: NumberedReject[]; bytes: number }
  | { state: 'keyMissing' };

export async function writeImportBatch(
  tools: Tools,
  batch: ImportBatch,
  rows: IndexedRow[],
): Promise<WrittenBatch> {
  const { bytes } = batch;
  if (rows.length === 0) return { state: 'written', added: 0, present: 0, rejects: batch.rejects, bytes };
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
    const all = [...batch.rejects, ...rejects].sort((one, other) => one.line - other.line);
    return { state: 'written', added: fresh.length, present, rejects: all, bytes };
  });
}

type Known = Person & { addressVerified: boolean };

/** By the index of its number, a character a byte, under whichever key of the ring. */
async function findKnown(
  trx: Trx,
  secrets: Secrets,
  rows: readonly IndexedRow[],
): Promise<Map<string, Known>> {
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

function sortOut(rows: readonly IndexedRow[], known: Map<string, Known>) {
  const fresh: IndexedRow[] = [];
  const rejects: NumberedReject[] = [];
  let present = 0;
  for (const row of rows) {
    const { line, account, numbers } = row;
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

function seal({ secrets, world }: Tools, { account, numbers }: IndexedRow): SealedAccount {
  const { nir, dateOfBirth, mailAddress, verified } = account;
  const ref = randomUUID();
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
