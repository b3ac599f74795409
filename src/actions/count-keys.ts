/**
 * What stands under each key of the ring, counted by the database without opening anything (norms STO-3, STO-6): enough to see that
 * a restore is whole or how far a rotation is, however many accounts there are. Whether a former key can go is told by
 * `reseal-survey.ts` only, which opens them all.
 */
import { countPasswordsByKey, countSealsByKey } from '../database/account-seals.ts';
import { countJournalByKey } from '../database/journal-keys.ts';
import type { ActionTools } from './tools.ts';

export type KeyCounts = {
  accounts: number;
  keys: {
    fingerprint: string;
    isCurrent: boolean;
    sealedAccounts: number;
    passwords: number;
    journalEntries: number;
  }[];
  /** Under a key that is not in the ring: lost, unless it is put back. */
  withoutKey: { sealedAccounts: number; passwords: number; journalEntries: number };
};

export async function countKeys({ db, secrets }: Pick<ActionTools, 'db' | 'secrets'>): Promise<KeyCounts> {
  const names = secrets.keys.all('seal').map(key => key.fingerprint.toString('hex'));
  const seals = new Map((await countSealsByKey(db)).map(one => [one.fingerprint, one.accounts]));
  const passwords = new Map((await countPasswordsByKey(db)).map(one => [one.fingerprint, one.passwords]));
  const journal = new Map((await countJournalByKey(db)).map(one => [one.fingerprint, one.entries]));
  return {
    accounts: sumOf(seals),
    keys: names.map((fingerprint, rank) => ({
      fingerprint,
      isCurrent: rank === 0,
      sealedAccounts: seals.get(fingerprint) ?? 0,
      passwords: passwords.get(fingerprint) ?? 0,
      journalEntries: journal.get(fingerprint) ?? 0,
    })),
    withoutKey: {
      sealedAccounts: sumOf(seals, names),
      passwords: sumOf(passwords, names),
      journalEntries: sumOf(journal, names),
    },
  };
}

/** All, but for those of these keys. */
function sumOf(counted: ReadonlyMap<string, number>, but: readonly string[] = []): number {
  return [...counted].reduce((sum, [name, count]) => (but.includes(name) ? sum : sum + count), 0);
}
