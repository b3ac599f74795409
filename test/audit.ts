/** The journal as the tests read it: what was told, in order, and whether it verifies. */
import assert from 'node:assert/strict';
import { numberSubject, subjectsOf } from '../src/actions/audit-subjects.ts';
import type { ActionTools } from '../src/actions/tools.ts';
import { listEntries, type ShownEntry } from '../src/database/audit.ts';
import { verifyAudit } from '../src/database/audit-verification.ts';
import type { DemoPerson } from '../src/demo/people.ts';

type Tools = Pick<ActionTools, 'db' | 'secrets' | 'accounts'>;

/** All that was told of this person, oldest first; of a number without account too. */
export async function entriesAbout(tools: Tools, person: DemoPerson): Promise<ShownEntry[]> {
  const subjects = await subjectsOf(tools, person);
  return listEntries(tools.db, tools.secrets.keys, [...subjects, numberSubject(tools, person.nir)]);
}

export async function toldAbout(tools: Tools, person: DemoPerson): Promise<string[]> {
  return (await entriesAbout(tools, person)).map(entry => entry.event);
}

export async function assertJournalIsSound(tools: Tools): Promise<void> {
  assert.deepEqual((await verifyAudit(tools.db, tools.secrets.keys)).faults, []);
}
