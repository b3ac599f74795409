/**
 * Filling the register of insured people (`renouveau register import`). The latest line about somebody is right: names
 * change. A number with another date of birth is rejected: it would be somebody else. No account is made or changed.
 */

import { randomUUIDv7 } from 'node:crypto';
import { hasUnknownKeys } from '../database/account-batches.ts';
import {
  findInsuredByNumbers,
  type KnownInsured,
  lockRegister,
  type SealedInsured,
  sealInsured,
  writeInsured,
} from '../database/insured-people.ts';
import { writtenDateOfBirth } from '../rules/date-of-birth.ts';
import { reasons } from '../rules/import-reasons.ts';
import type { InsuredPerson } from '../rules/register-row.ts';
import {
  type ImportOutcome,
  type ImportSource,
  type ImportTools,
  type ImportWatch,
  type IndexedRow,
  importPeople,
  type NumberedReject,
  type WrittenRows,
} from './import-people.ts';
import { record } from './record-event.ts';

type Row = IndexedRow<InsuredPerson>;

export function importRegister(
  tools: ImportTools,
  source: ImportSource<InsuredPerson>,
  watch: ImportWatch,
): Promise<ImportOutcome> {
  return importPeople(tools, { source, write: writeRegisterRows }, watch);
}

async function writeRegisterRows(tools: ImportTools, rows: Row[]): Promise<WrittenRows> {
  const { db, secrets } = tools;
  return db.transaction().execute(async trx => {
    await lockRegister(trx);
    if (await hasUnknownKeys(trx, secrets.keys, 'insured_people')) return { state: 'keyMissing' };
    const numbers = rows.flatMap(row => row.numbers);
    const sorted = sortOut(rows, await findInsuredByNumbers(trx, secrets, numbers));
    await writeInsured(
      trx,
      [...sorted.written.values()].map(one => seal(tools, one)),
    );
    if (sorted.written.size > 0) {
      const detail = { people: sorted.written.size };
      await record(trx, tools, { subject: { kind: 'site' }, event: 'registerImported', detail });
    }
    const { added, present, replaced, rejects } = sorted;
    return { state: 'written', added, present, replaced, rejects };
  });
}

type Written = { ref: string; numbers: Buffer[]; person: InsuredPerson };

const nameOf = (index: Buffer) => index.toString('latin1');

/** A second line about the same number is compared with the first. */
function sortOut(rows: readonly Row[], found: readonly KnownInsured[]) {
  const known = new Map(found.map(({ nirIndex, ref, person }) => [nameOf(nirIndex), { ref, person }]));
  const written = new Map<string, Written>();
  const rejects: NumberedReject[] = [];
  const count = { added: 0, present: 0, replaced: 0 };
  for (const { line, person, numbers } of rows) {
    const there = numbers.map(number => known.get(nameOf(number))).find(one => one !== undefined);
    if (there !== undefined && bornOf(there.person) !== bornOf(person)) {
      rejects.push({ line, field: 'numero', reason: reasons.otherPerson });
      continue;
    }
    const ref = there?.ref ?? randomUUIDv7();
    const isSame = there !== undefined && JSON.stringify(there.person) === JSON.stringify(person);
    count.added += there === undefined ? 1 : 0;
    count.present += there === undefined ? 0 : 1;
    count.replaced += there === undefined || isSame ? 0 : 1;
    if (!isSame) written.set(ref, { ref, numbers, person });
    known.set(nameOf(numbers[0] as Buffer), { ref, person });
  }
  return { ...count, written, rejects };
}

const bornOf = ({ dateOfBirth }: InsuredPerson) => writtenDateOfBirth(dateOfBirth);

function seal({ secrets }: ImportTools, { ref, numbers, person }: Written): SealedInsured {
  return { ref, nirIndex: numbers[0] as Buffer, personSealed: sealInsured(secrets, ref, person) };
}
