/** An import for the tests of the actions: people as a file gives them, in batches, and what became of them. */
import { importAccounts } from '../src/actions/import-accounts.ts';
import type { ImportBatch, ImportWatch, NumberedReject } from '../src/actions/import-people.ts';
import type { ActionTools } from '../src/actions/tools.ts';
import type { DemoPerson } from '../src/demo/people.ts';
import type { ImportedAccount } from '../src/rules/import-row.ts';
import { somebody } from './renewal.ts';

export function given({ nir, dateOfBirth, mailAddress, addressVerified }: DemoPerson): ImportedAccount {
  return { nir, dateOfBirth, mailAddress, verified: addressVerified ? 'before' : undefined };
}

export const newPeople = (count: number) => Array.from({ length: count }, () => given(somebody()));

export function toBatches(accounts: readonly ImportedAccount[], size = 3): ImportBatch<ImportedAccount>[] {
  const batches: ImportBatch<ImportedAccount>[] = [];
  for (let start = 0; start < accounts.length; start += size) {
    const rows = accounts.slice(start, start + size).map((person, rank) => ({ line: start + rank, person }));
    batches.push({ state: 'batch', rows, rejects: [], bytes: start });
  }
  return batches;
}

type Pieces = readonly (ImportBatch<ImportedAccount> | { state: 'unreadable'; sentence: string })[];

/** @returns how it ended, and all that was rejected */
export async function take(tools: ActionTools, pieces: Pieces, watch: Partial<ImportWatch> = {}) {
  const rejects: NumberedReject[] = [];
  const source = (async function* () {
    yield* pieces;
  })();
  const ended = await importAccounts(tools, source, {
    signal: watch.signal ?? new AbortController().signal,
    async onBatch(rejected, report, bytes) {
      rejects.push(...rejected);
      await watch.onBatch?.(rejected, report, bytes);
    },
  });
  return { ...ended, rejects };
}
