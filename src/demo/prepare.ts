/** Gives the demonstration its people: once in a data folder, and at each start the block of Bilal and the provisional code of Noé. */
import './guard.ts';
import { addAccount } from '../actions/add-account.ts';
import { identityIndexOf } from '../actions/ask-for-renewal.ts';
import type { ActionTools } from '../actions/tools.ts';
import { lockRequestLimit, writeRequestLimit } from '../database/request-limits.ts';
import { giveCode } from './given-codes.ts';
import { type DemoPerson, FORMER_PASSWORD, PEOPLE } from './people.ts';

const MINUTE_MS = 60_000;

export async function prepareDemonstration(tools: ActionTools): Promise<void> {
  const isNew = await tools.accounts.isEmpty(tools.db);
  for (const person of Object.values(PEOPLE)) {
    if (isNew) await addPerson(tools, person);
    if (person.blocked) await block(tools, person);
    if (person.holdsCode) await giveCode(tools, person);
  }
}

export async function addPerson(tools: ActionTools, person: DemoPerson): Promise<void> {
  const { nir, dateOfBirth, mailAddress, addressVerified } = person;
  await addAccount(tools, { nir, dateOfBirth, mailAddress, addressVerified, password: FORMER_PASSWORD });
}

async function block(tools: ActionTools, person: DemoPerson): Promise<void> {
  const identityIndex = identityIndexOf(tools, person);
  const until = new Date(tools.world.now().getTime() + tools.config.requestLimit.blockMinutes * MINUTE_MS);
  await tools.db.transaction().execute(async trx => {
    const state = await lockRequestLimit(trx, identityIndex);
    await writeRequestLimit(trx, identityIndex, { ...state, blockedUntil: until });
  });
}
