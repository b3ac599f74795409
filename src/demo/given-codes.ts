/** The provisional codes that this demonstration gave at its start, in clear, since nobody calls a caisse to be told one. */
import './guard.ts';
import { issueProvisionalCode } from '../actions/issue-provisional-code.ts';
import type { ActionTools } from '../actions/tools.ts';
import { codeGroups } from '../rules/provisional-code.ts';
import type { DemoPerson } from './people.ts';

const GIVEN = new Map<string, string>();

/** As an agent does. After five starts in a day there is none, as for anybody else. */
export async function giveCode(tools: ActionTools, person: DemoPerson): Promise<void> {
  const issued = await issueProvisionalCode(tools, person, { by: 'agent', way: 'told' });
  if (issued.outcome === 'issued') GIVEN.set(person.nir, codeGroups(issued.code).join(' '));
}

export function givenCode(person: DemoPerson): string | undefined {
  return GIVEN.get(person.nir);
}
