/**
 * Taking over many accounts (`renouveau accounts import`): a batch is one transaction, its line in the journal in it. Who
 * is there already is left as it is, so that an import that was stopped, however it was, is simply started again. Nobody
 * gets a password here: each chooses theirs by the journey (docs/operations.md says why).
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
import { isConnectionLost } from '../database/lost-connection.ts';
import type { Trx } from '../database/tables.ts';
import { type ImportReject, reasons } from '../rules/import-reasons.ts';
import type { ImportedAccount } from '../rules/import-row.ts';
import { canonicalMailAddress } from '../rules/mail-address.ts';
import type { Secrets } from '../secrets/secrets.ts';
import { record } from './record-event.ts';
import type { ActionTools } from './tools.ts';

export type ImportAccountsOutcome =
  | { outcome: 'allIn'; report: ImportReport }
  | { outcome: 'someRejected'; report: ImportReport }
  /** Asked to stop: what was being written is in. */
  | { outcome: 'interrupted'; report: ImportReport }
  /** Nothing from here on can be read. */
  | { outcome: 'unreadable'; sentence: string; report: ImportReport }
  /** Accounts were made by a key that is not in our ring: nobody can tell whether a number is taken. */
  | { outcome: 'keyMissing'; report: ImportReport }
  /** The database went away: what is in the report is in it, and perhaps the batch that followed. */
  | { outcome: 'databaseLost'; report: ImportReport };

export type ImportReport = {
  /** Lines that were looked at: the sum of the three below. */
  read: number;
  added: number;
  /** They had an account already, with the same data. */
  present: number;
  rejected: number;
};

export type NumberedReject = ImportReject & { line: number };
export type ImportBatch = {
  state: 'batch';
  rows: { line: number; account: ImportedAccount }[];
  rejects: NumberedReject[];
  /** How far the source was read, from its start. */
  bytes: number;
};
export type ImportSource = AsyncGenerator<ImportBatch | { state: 'unreadable'; sentence: string }>;

export type ImportWatch = {
  /** Told after each batch what it rejected, and how far we are. Waited for. */
  onBatch(rejects: readonly NumberedReject[], report: ImportReport, bytes: number): Promise<void> | void;
  signal: AbortSignal;
};

/** In one transaction: long enough to be fast, short enough for a running server that shares the embedded database. */
export const IMPORT_BATCH = 1000;

type Tools = Pick<ActionTools, 'db' | 'secrets' | 'world'>;

/** While the database writes a batch the next one is read and indexed; no more than these two are held. */
export async function importAccounts(
  tools: Tools,
  source: ImportSource,
  { onBatch, signal }: ImportWatch,
): Promise<ImportAccountsOutcome> {
  const report: ImportReport = { read: 0, added: 0, present: 0, rejected: 0 };
  let writing: Promise<WrittenBatch | undefined> = Promise.resolve(undefined);
  const settle = async (): Promise<'goOn' | 'keyMissing'> => {
    const written = await writing;
    writing = Promise.resolve(undefined);
    if (written === undefined) return 'goOn';
    if (written.state === 'keyMissing') return 'keyMissing';
    report.added += written.added;
    report.present += written.present;
    report.rejected += written.rejects.length;
    report.read = report.added + report.present + report.rejected;
    await onBatch(written.rejects, { ...report }, written.bytes);
    return 'goOn';
  };
  try {
    for await (const batch of source) {
      if (batch.state === 'unreadable') {
        const settled = await settle();
        if (settled === 'keyMissing') return { outcome: settled, report };
        return { outcome: 'unreadable', sentence: batch.sentence, report };
      }
      const rows = batch.rows.map(row => indexRow(tools, row));
      if ((await settle()) === 'keyMissing') return { outcome: 'keyMissing', report };
      if (signal.aborted) break;
      writing = writeBatch(tools, batch, rows);
      // Its fault is told where it is waited for.
      writing.catch(() => {});
    }
    if ((await settle()) === 'keyMissing') return { outcome: 'keyMissing', report };
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    return { outcome: 'databaseLost', report };
  }
  if (signal.aborted) return { outcome: 'interrupted', report };
  return { outcome: report.rejected > 0 ? 'someRejected' : 'allIn', report };
}

type IndexedRow = ImportBatch['rows'][number] & { numbers: Buffer[] };

function indexRow({ secrets }: Tools, row: ImportBatch['rows'][number]): IndexedRow {
  return { ...row, numbers: secrets.blindIndex.candidates('nir', row.account.nir) };
}

type WrittenBatch =
  | { state: 'written'; added: number; present: number; rejects: NumberedReject[]; bytes: number }
  | { state: 'keyMissing' };

async function writeBatch(tools: Tools, batch: ImportBatch, rows: IndexedRow[]): Promise<WrittenBatch> {
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
