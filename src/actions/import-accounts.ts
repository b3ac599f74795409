/**
 * Taking over many accounts (`renouveau accounts import`). Who is there already is left as it is. Nobody gets a password
 * here: each chooses theirs by the journey (docs/operations.md says why).
 */
import type { ImportedAccount } from '../rules/import-row.ts';
import {
  type ImportOutcome,
  type ImportSource,
  type ImportTools,
  type ImportWatch,
  importPeople,
} from './import-people.ts';
import { writeAccountRows } from './write-import-batch.ts';

export function importAccounts(
  tools: ImportTools,
  source: ImportSource<ImportedAccount>,
  watch: ImportWatch,
): Promise<ImportOutcome> {
  return importPeople(tools, { source, write: writeAccountRows }, watch);
}
