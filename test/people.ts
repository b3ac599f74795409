/** The people of the demonstration, in a bench. They can only be imported once the demonstration is entered. */
import type { DemoPerson } from '../src/demo/people.ts';
import { enterDemonstration } from '../src/demonstration.ts';
import { type Bench, testConfig } from './bench.ts';

enterDemonstration(testConfig());
const { addPerson, registerPeople } = await import('../src/demo/prepare.ts');
export const { PEOPLE, FORMER_PASSWORD, writtenDate, writtenNir } = await import('../src/demo/people.ts');

export async function addPeople(bench: Bench, ...people: DemoPerson[]): Promise<void> {
  for (const person of people) await addPerson(bench.tools, person);
}

/** In the register of insured people: they may create an account. */
export function register(bench: Bench, ...people: DemoPerson[]): Promise<void> {
  return registerPeople(bench.tools, people);
}
