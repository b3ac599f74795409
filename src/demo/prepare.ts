/**
 * Gives the demonstration its people and its register, once in a data folder; and at each start the block of Bilal and the
 * provisional code of Noé.
 */
import './guard.ts';
import { addAccount } from '../actions/add-account.ts';
import { identityIndexOf } from '../actions/ask-for-renewal.ts';
import type { ImportSource } from '../actions/import-people.ts';
import { importRegister } from '../actions/import-register.ts';
import type { ActionTools } from '../actions/tools.ts';
import { lockRequestLimit, writeRequestLimit } from '../database/request-limits.ts';
import type { InsuredPerson } from '../rules/register-row.ts';
import { giveCode } from './given-codes.ts';
import { type DemoPerson, FORMER_PASSWORD, PEOPLE, registeredAs } from './people.ts';

const MINUTE_MS = 60_000;

export async function prepareDemonstration(tools: ActionTools): Promise<void> {
  const isNew = await tools.accounts.isEmpty(tools.db);
  const people = Object.values(PEOPLE);
  if (await tools.register.isEmpty(tools.db)) await registerPeople(tools, people);
  for (const person of people) {
    if (isNew && person.hasAccount) await addPerson(tools, person);
    if (person.blocked) await block(tools, person);
    if (person.holdsCode) await giveCode(tools, person);
  }
}

export async function addPerson(tools: ActionTools, person: DemoPerson): Promise<void> {
  const { nir, dateOfBirth, mailAddress, addressVerified } = person;
  await addAccount(tools, { nir, dateOfBirth, mailAddress, addressVerified, password: FORMER_PASSWORD });
}

/** As an operator's file would. */
export async function registerPeople(tools: ActionTools, people: readonly DemoPerson[]): Promise<void> {
  async function* source(): ImportSource<InsuredPerson> {
    const rows = people.map((person, rank) => ({ line: rank + 1, person: registeredAs(person) }));
    yield { state: 'batch', rows, rejects: [], bytes: 0 };
  }
  await importRegister(tools, source(), { onBatch() {}, signal: new AbortController().signal });
}

async function block(tools: ActionTools, person: DemoPerson): Promise<void> {
  const identityIndex = identityIndexOf(tools, person);
  const until = new Date(tools.world.now().getTime() + tools.config.requestLimit.blockMinutes * MINUTE_MS);
  await tools.db.transaction().execute(async trx => {
    const state = await lockRequestLimit(trx, identityIndex);
    await writeRequestLimit(trx, identityIndex, { ...state, blockedUntil: until });
  });
}
